// SPDX-License-Identifier: GPL-3.0-or-later
// Filters that fit a text into a width, a number of lines or a number of tokens.
#include "core/prompt/language/access.h"
#include "core/prompt/language/filterfunctions.h"
#include "core/tokens/encoding.h"
#include "core/tokens/pieces.h"

namespace assay::prompt::filters {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kWidestIndent = 1000;
constexpr qint64 kWidest = 100'000;
constexpr qsizetype kShortPiece = 64;

// One line into as many as it needs, at its blanks; words longer than the width are cut when asked.
class Wrapper {
public:
    Wrapper(qsizetype width, bool cutsWords, const QString &lineEnd, QString *result) : m_width(width), m_cutsWords(cutsWords), m_lineEnd(lineEnd), m_result(result) {}

    void addLine(QStringView line)
    {
        m_used = 0;
        m_blanks = {};
        for (qsizetype at = 0; at < line.size();) {
            const qsizetype blanks = spanOf(line, at, true);
            const qsizetype word = spanOf(line, blanks, false);
            m_blanks = line.sliced(at, blanks - at);
            addWord(line.sliced(blanks, word - blanks));
            at = word;
        }
    }

private:
    static qsizetype spanOf(QStringView line, qsizetype at, bool isBlank)
    {
        while (at < line.size() && line.at(at).isSpace() == isBlank)
            ++at;
        return at;
    }

    void addWord(QStringView word)
    {
        if (word.isEmpty())
            return;
        qsizetype length = codePointCount(word);
        if (m_used > 0 && m_used + m_blanks.size() + length > m_width) {
            *m_result += m_lineEnd;
            m_used = 0;
        } else {
            *m_result += m_blanks;
            m_used += m_blanks.size();
        }
        while (m_cutsWords && m_used + length > m_width) {
            const qsizetype characters = qMax(m_width - m_used, qsizetype(1));
            const qsizetype cut = offsetOfCodePoint(word, characters);
            length -= characters;
            *m_result += word.first(cut);
            word = word.sliced(cut);
            if (word.isEmpty())
                return;
            *m_result += m_lineEnd;
            m_used = 0;
        }
        *m_result += word;
        m_used += length;
    }

    qsizetype m_width;
    bool m_cutsWords;
    QString m_lineEnd;
    QString *m_result;
    QStringView m_blanks;
    qsizetype m_used = 0; ///< characters in the line that is being filled
};

qsizetype endOfLines(const QString &text, qint64 count)
{
    qsizetype at = 0;
    for (; count > 0; --count) {
        const qsizetype end = text.indexOf(u'\n', at);
        if (end < 0)
            return text.size();
        at = end + 1;
    }
    return at == 0 ? 0 : at - 1;
}

qsizetype startOfLastLines(const QString &text, qint64 count)
{
    qsizetype at = text.endsWith(u'\n') ? text.size() - 1 : text.size();
    for (; count > 0; --count) {
        const qsizetype end = at == 0 ? -1 : text.lastIndexOf(u'\n', at - 1);
        if (end < 0)
            return 0;
        at = end;
    }
    return at + 1;
}

} // namespace

Value center(FilterCall &call)
{
    const QString text = call.text();
    const qint64 given = call.integerArgument(0, 80, 0, kWidest);
    const qint64 lacking = (given == 0 ? 80 : given) - codePointCount(text);
    if (lacking <= 0 || !call.run.allowText(text.size() + lacking))
        return Value(text);
    return Value(QString(QString(lacking / 2, u' ') + text + QString(lacking - lacking / 2, u' ')));
}

Value indent(FilterCall &call)
{
    const QString text = call.text();
    const qint64 width = call.integerArgument(0, 4, 0, kWidestIndent);
    const bool indentsFirst = call.flagArgument(1, false);
    if (text.isEmpty() || call.run.hasFailed() || !call.run.allowText(text.size() + (text.count(u'\n') + 1) * width))
        return Value(QString());
    const QString blanks(width, u' ');
    QString result = text;
    result.replace(u"\n"_s, u"\n"_s + blanks);
    return Value(indentsFirst ? QString(blanks + result) : result);
}

Value lines(FilterCall &call)
{
    const QString text = call.text();
    const qint64 count = call.integerArgument(0, 0);
    if (count >= 0)
        return Value(text.first(endOfLines(text, count)));
    return Value(text.sliced(startOfLastLines(text, count == std::numeric_limits<qint64>::min() ? std::numeric_limits<qint64>::max() : -count)));
}

Value tokens(FilterCall &call)
{
    const QByteArray utf8 = call.text().toUtf8();
    const qint64 count = call.integerArgument(0, 0, 0, kLargestText);
    const auto encoding = assay::tokens::Encoding::get(assay::tokens::EncodingName::o200kBase);
    if (!encoding)
        return call.fail(encoding.error().message, encoding.error().hint);
    // Each piece is at least one token, so what is behind the next one is not looked at; a long piece takes much longer than short ones.
    qsizetype at = 0;
    for (qint64 piece = 0; piece <= count && at < utf8.size() && !call.run.hasFailed(); ++piece) {
        const qsizetype end = assay::tokens::o200kPieceEnd(utf8, at);
        call.run.spend(end - at > kShortPiece ? end - at : 1 + (end - at) / 4);
        at = end;
    }
    if (call.run.hasFailed())
        return {};
    return Value(QString::fromUtf8(utf8.first((*encoding)->prefixBytes(utf8, count))));
}

Value truncate(FilterCall &call)
{
    const QString text = call.text();
    qint64 length = call.integerArgument(0, 255);
    const bool cutsWords = call.flagArgument(1, false);
    const QString end = call.textArgument(2, u"..."_s);
    if (length < 0)
        return call.fail(u"`length` of `truncate` must not be negative, but is %1"_s.arg(length));
    if (length == 0)
        length = 255;
    if (!call.run.allowText(text.size() + end.size()))
        return {};
    if (text.size() <= length)
        return Value(text);
    qsizetype cut = offsetOfCodePoint(text, length);
    if (cut == text.size())
        return Value(text);
    if (!cutsWords) {
        const qsizetype blank = text.lastIndexOf(u' ', cut);
        cut = blank < 0 ? cut : blank;
    }
    return Value(QString(text.first(cut) + end));
}

Value wordWrap(FilterCall &call)
{
    const QString text = call.text();
    const qint64 width = call.integerArgument(0, 79, 1, kWidest);
    const bool cutsWords = call.flagArgument(1, true);
    const QString lineEnd = call.textArgument(2, u"\n"_s);
    // At most every character stands on a line of its own.
    if (call.run.hasFailed() || !call.run.spendOnText(text.size() * 8) || !call.run.allowText(text.size() + (text.size() / width + 1) * lineEnd.size()))
        return {};
    QString result;
    Wrapper wrapper(width, cutsWords, lineEnd, &result);
    bool isFirst = true;
    for (const QStringView line : QStringView(text).tokenize(u'\n')) {
        if (!isFirst)
            result += lineEnd;
        isFirst = false;
        wrapper.addLine(line);
        if (result.size() > kLargestText && !call.run.allowText(result.size()))
            return {};
    }
    return Value(result);
}

} // namespace assay::prompt::filters
