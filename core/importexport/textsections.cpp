// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/textsections.h"

#include "core/importexport/mergemarks.h"
#include "core/importexport/verbatim.h"

#include <QRegularExpression>

#include <algorithm>

namespace assay::importexport {

using namespace Qt::StringLiterals;

namespace {

const QString kMark = u"<!-- @"_s;
const QString kFence = u"```"_s;

struct Mark {
    QString kind;
    QString name;
    bool isEscaped = false;
    qsizetype before = 0; ///< line ends
    qsizetype after = 0;
};

/// A line that reading takes for a mark, of ours or of a merge.
bool isMark(QStringView line)
{
    return line.startsWith(kMark) || isMergeMark(line);
}

bool holdsMark(QStringView text)
{
    return std::ranges::any_of(text.split(u'\n'), isMark);
}

/// The first character of such a line escaped.
QString withoutMarks(const QString &text)
{
    QStringList lines = text.split(u'\n');
    for (QString &line : lines) {
        if (isMark(line))
            line.replace(0, 1, unitEscape(line.front()));
    }
    return lines.join(u'\n');
}

QString lineEnds(qsizetype count)
{
    return count == 1 ? u"1 line end"_s : u"%1 line ends"_s.arg(count);
}

QByteArray markOf(const Mark &mark)
{
    QStringList says;
    if (mark.isEscaped)
        says.append(u"escaped"_s);
    if (mark.before > 0)
        says.append(u"begins with "_s + lineEnds(mark.before));
    if (mark.after > 0)
        says.append(u"ends with "_s + lineEnds(mark.after));
    const QByteArray name = mark.name.isEmpty() ? QByteArray() : ' ' + safeJson(jsonString(mark.name));
    const QByteArray said = says.isEmpty() ? QByteArray() : " (" + says.join(u", "_s).toUtf8() + ')';
    return kMark.toUtf8() + mark.kind.toUtf8() + name + said + " -->\n";
}

Error wrong(const QString &message, const QString &hint, qint64 line)
{
    return fail(ErrorKind::parse, message, hint).error().with(u"line"_s, line);
}

std::optional<Mark> saidOf(Mark mark, const QString &said)
{
    static const QRegularExpression ends(u"\\A(begins|ends) with ([0-9]{1,9}) line ends?\\z"_s);
    for (const QString &each : said.split(u", "_s, Qt::SkipEmptyParts)) {
        const auto match = ends.match(each);
        if (each == u"escaped")
            mark.isEscaped = true;
        else if (match.hasMatch())
            (match.captured(1) == u"begins" ? mark.before : mark.after) = match.captured(2).toLongLong();
        else
            return std::nullopt;
    }
    return mark;
}

/// Up to the quote that closes the one it begins with; empty when there is none.
QStringView quotedPart(QStringView text)
{
    for (qsizetype at = 1; at < text.size(); ++at) {
        if (text[at] == u'"')
            return text.first(at + 1);
        at += text[at] == u'\\';
    }
    return {};
}

/// Such as `<!-- @snippet "tone" (ends with 1 line end) -->`. A name can be longer than a pattern's stack goes.
std::optional<Mark> markIn(QStringView text)
{
    constexpr qint64 kMostLineEnds = 1'000'000;
    static const QRegularExpression begin(u"\\A<!-- @([a-z]++)"_s);
    static const QRegularExpression end(u"\\A(?: \\(([^)]*+)\\))? -->[ \\t]*+\\z"_s);
    const auto begun = begin.matchView(text);
    QStringView rest = text.sliced(begun.capturedLength());
    const QStringView quoted = rest.startsWith(u" \"") ? quotedPart(rest.sliced(1)) : QStringView();
    const auto name = quoted.isEmpty() ? Result<Json>(Json("")) : parseJson(quoted);
    rest = rest.sliced(quoted.isEmpty() ? 0 : quoted.size() + 1);
    const auto ended = end.matchView(rest);
    if (!begun.hasMatch() || !name || !ended.hasMatch())
        return std::nullopt;
    const auto mark = saidOf({.kind = begun.captured(1), .name = toQString(*name)}, ended.captured(1));
    return mark && mark->before + mark->after <= kMostLineEnds ? mark : std::nullopt;
}

Result<Mark> markFrom(QStringView text, qint64 line)
{
    if (auto mark = markIn(text))
        return *std::move(mark);
    return std::unexpected(wrong(u"a line that begins with \"%1\" is no mark of a text"_s.arg(kMark), u"Write a mark such as %1user -->."_s.arg(kMark), line));
}

/// The lines between two marks, without the air around them.
class Lines {
public:
    explicit Lines(qint64 firstLine) : m_firstTextLine(firstLine) {}

    void add(QStringView line)
    {
        if (line.isEmpty() && m_text.isEmpty() && !m_hasText) {
            ++m_firstTextLine;
            return;
        }
        if (line.isEmpty()) {
            ++m_pending;
            return;
        }
        m_text += QString(m_hasText ? m_pending + 1 : 0, u'\n') + line;
        m_hasText = true;
        m_pending = 0;
    }

    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] qint64 firstTextLine() const { return m_firstTextLine; }

private:
    QString m_text;
    qint64 m_firstTextLine;
    qsizetype m_pending = 0; ///< empty lines that may be air
    bool m_hasText = false;
};

Result<TextSection> sectionOf(const Mark &mark, const Lines &lines, qint64 line)
{
    QString text = lines.text();
    if (mark.isEscaped) {
        auto plain = unescaped(text);
        if (!plain)
            return std::unexpected(wrong(plain.error().message, plain.error().hint, lines.firstTextLine() + plain.error().contextValue(u"line").toLongLong() - 1));
        text = *std::move(plain);
    }
    return TextSection{
        .kind = mark.kind, .name = mark.name, .text = QString(mark.before, u'\n') + text + QString(mark.after, u'\n'), .line = line, .firstTextLine = lines.firstTextLine()};
}

} // namespace

QByteArray toBytes(const TextSection &section)
{
    Mark mark{.kind = section.kind, .name = section.name};
    QStringView core(section.text);
    while (core.endsWith(u'\n')) {
        core.chop(1);
        ++mark.after;
    }
    while (core.startsWith(u'\n')) {
        core.slice(1);
        ++mark.before;
    }
    mark.isEscaped = hasFragile(core) || holdsMark(core);
    const QString text = mark.isEscaped ? withoutMarks(escaped(core)) : core.toString();
    return markOf(mark) + (text.isEmpty() ? QByteArray() : '\n' + text.toUtf8() + '\n');
}

Result<QList<TextSection>> sectionsFrom(QStringView body, qint64 firstLine)
{
    QList<TextSection> sections;
    std::optional<Mark> open;
    qint64 markLine = firstLine;
    Lines lines(firstLine);
    const auto close = [&]() -> Result<void> {
        if (!open)
            return {};
        const auto section = sectionOf(*open, lines, markLine);
        if (!section)
            return std::unexpected(section.error());
        sections.append(*section);
        return {};
    };
    qint64 number = firstLine;
    for (const QStringView line : body.split(u'\n')) {
        if (line.startsWith(kMark)) {
            const auto mark = close().and_then([&] { return markFrom(line, number); });
            if (!mark)
                return std::unexpected(mark.error());
            open = *mark;
            markLine = number;
            lines = Lines(number + 1);
        } else if (open) {
            lines.add(line);
        } else if (!line.trimmed().isEmpty()) {
            return std::unexpected(wrong(u"text stands before the first mark"_s, u"Write %1user --> or %1system --> in a line above it."_s.arg(kMark), number));
        }
        ++number;
    }
    if (const auto closed = close(); !closed)
        return std::unexpected(closed.error());
    return sections;
}

TextSection jsonSection(const QString &kind, const QString &name, const Json &json)
{
    return {.kind = kind, .name = name, .text = kFence + u"json\n"_s + QString::fromUtf8(safePrettyJson(json)) + kFence};
}

Result<Json> jsonOf(const TextSection &section)
{
    QStringList lines = section.text.split(u'\n');
    qint64 skipped = 0;
    if (lines.first().startsWith(kFence)) {
        lines.removeFirst();
        skipped = 1;
        if (!lines.isEmpty() && lines.last().trimmed() == kFence)
            lines.removeLast();
    }
    auto json = parseJson(QStringView(lines.join(u'\n')));
    if (json)
        return json;
    const qint64 line = section.firstTextLine + skipped + json.error().contextValue(u"line").toLongLong() - 1;
    return std::unexpected(wrong(json.error().message, json.error().hint, line).with(u"column"_s, json.error().contextValue(u"column")));
}

} // namespace assay::importexport
