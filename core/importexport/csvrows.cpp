// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/csv.h"

#include <QStringDecoder>

namespace assay::importexport {

using namespace Qt::StringLiterals;

namespace {

// Reads fields one after the other; knows where it is for messages.
class Reader {
public:
    explicit Reader(QString text) : m_text(std::move(text)) {}

    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] qint64 line() const { return m_line; }

    Result<QString> field()
    {
        m_wasQuoted = peek() == u'"';
        return m_wasQuoted ? quotedField() : plainField();
    }

    /// Of the last field.
    [[nodiscard]] bool wasQuoted() const { return m_wasQuoted; }

    /// After a field: true when another one follows in this row.
    bool takeComma()
    {
        if (peek() != u',')
            return false;
        ++m_at;
        return true;
    }

    void takeLineEnd()
    {
        if (peek() == u'\r')
            ++m_at;
        if (peek() == u'\n')
            ++m_at;
        ++m_line;
    }

private:
    [[nodiscard]] QChar peek() const { return atEnd() ? QChar() : m_text.at(m_at); }
    [[nodiscard]] static bool endsField(QChar c) { return c == u',' || c == u'\n' || c == u'\r'; }

    Result<QString> plainField()
    {
        const qsizetype start = m_at;
        while (!atEnd() && !endsField(peek())) {
            if (peek() == u'"')
                return std::unexpected(
                    problem(u"a quote stands inside a field that does not begin with one"_s, u"Put the whole field in quotes and double the quotes inside."_s, m_line));
            ++m_at;
        }
        return m_text.sliced(start, m_at - start);
    }

    Result<QString> quotedField()
    {
        const qint64 opened = m_line;
        QString field;
        ++m_at;
        while (!atEnd()) {
            const QChar c = m_text.at(m_at++);
            if (c != u'"') {
                m_line += c == u'\n' || (c == u'\r' && peek() != u'\n');
                field += c;
            } else if (peek() == u'"') {
                field += c;
                ++m_at;
            } else {
                if (!atEnd() && !endsField(peek()))
                    return std::unexpected(problem(u"text follows the closing quote of a field"_s, u"Double a quote that belongs to the text."_s, m_line));
                return field;
            }
        }
        return std::unexpected(problem(u"a quote opens here and never closes"_s, u"Close it, or double it when it belongs to the text."_s, opened));
    }

    [[nodiscard]] static Error problem(const QString &message, const QString &hint, qint64 line) { return fail(ErrorKind::parse, message, hint).error().with(u"line"_s, line); }

    QString m_text;
    qsizetype m_at = 0;
    qint64 m_line = 1;
    bool m_wasQuoted = false;
};

} // namespace

Result<QList<CsvRow>> rowsFromCsv(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless); // drops a BOM; a character cut off at the end is an error
    QString text = decoder.decode(bytes);
    if (decoder.hasError())
        return fail(ErrorKind::parse, u"the file is not UTF-8"_s, u"Save it as UTF-8."_s);
    Reader reader(std::move(text));
    QList<CsvRow> rows;
    while (!reader.atEnd()) {
        CsvRow row{.line = reader.line(), .fields = {}};
        do {
            auto field = reader.field();
            if (!field)
                return std::unexpected(field.error());
            row.fields.append(*std::move(field));
        } while (reader.takeComma());
        reader.takeLineEnd();
        const bool isBlank = row.fields == QStringList{QString()} && !reader.wasQuoted();
        if (!isBlank)
            rows.append(std::move(row));
    }
    return rows;
}

} // namespace assay::importexport
