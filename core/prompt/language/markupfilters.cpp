// SPDX-License-Identifier: GPL-3.0-or-later
// Filters that write or remove markup.
#include "core/prompt/language/filterfunctions.h"
#include "core/prompt/language/tracing.h"
#include "core/prompt/language/valuetext.h"

#include <QUrl>

#include <algorithm>

namespace assay::prompt::filters {

using namespace Qt::StringLiterals;

namespace {

Value escaped(FilterCall &call, QString text)
{
    if (!call.run.allowText(text.size() + 5 * std::ranges::count_if(text, [](QChar unit) { return u"&\"'<>\\"_s.contains(unit); })))
        return {};
    QString result;
    result.reserve(text.size());
    for (const QChar unit : text) {
        switch (unit.unicode()) {
        case u'&':
            result += u"&amp;";
            break;
        case u'"':
            result += u"&quot;";
            break;
        case u'\'':
            result += u"&#39;";
            break;
        case u'<':
            result += u"&lt;";
            break;
        case u'>':
            result += u"&gt;";
            break;
        case u'\\':
            result += u"&#92;";
            break;
        default:
            result += unit;
        }
    }
    Value value(result);
    value.isEscaped = true;
    return value;
}

bool isAsciiLetter(QChar unit)
{
    return (unit >= u'a' && unit <= u'z') || (unit >= u'A' && unit <= u'Z');
}

bool isAsciiWord(QChar unit)
{
    return isAsciiLetter(unit) || (unit >= u'0' && unit <= u'9') || unit == u'_';
}

// Finds tags and comments of HTML, each place of the text looked at a fixed number of times.
class MarkupReader {
public:
    explicit MarkupReader(QStringView text) : m_text(text) {}

    /// Behind the tag or comment that begins there; `at` when none does.
    qsizetype passFrom(qsizetype at)
    {
        if (m_text.sliced(at).startsWith(u"<!--")) {
            const qsizetype end = m_hasCommentEnd ? m_text.indexOf(u"-->", at + 4) : -1;
            m_hasCommentEnd = end >= 0;
            return end < 0 ? at : end + 3;
        }
        qsizetype name = at + 1;
        name += name < m_text.size() && m_text.at(name) == u'/' ? 1 : 0;
        qsizetype to = name;
        while (to < m_text.size() && (isAsciiLetter(m_text.at(to)) || (to > name && isAsciiWord(m_text.at(to)) && m_text.at(to) != u'_')))
            ++to;
        if (to == name || (to < m_text.size() && m_text.at(to) == u'_'))
            return at;
        const qsizetype end = m_hasTagEnd ? m_text.indexOf(u'>', to) : -1;
        m_hasTagEnd = end >= 0;
        return end < 0 ? at : end + 1;
    }

private:
    QStringView m_text;
    bool m_hasCommentEnd = true;
    bool m_hasTagEnd = true;
};

QString withoutTags(const QString &text)
{
    QString result;
    MarkupReader reader(text);
    qsizetype from = 0;
    for (qsizetype at = text.indexOf(u'<'); at >= 0;) {
        const qsizetype end = reader.passFrom(at);
        if (end > at) {
            result += QStringView(text).sliced(from, at - from);
            from = end;
        }
        at = text.indexOf(u'<', qMax(end, at + 1));
    }
    return result + QStringView(text).sliced(from);
}

QString withSingleBlanks(QStringView text, bool keepsLineEnds)
{
    QString result;
    for (const QChar unit : text) {
        const bool isBlank = keepsLineEnds ? unit == u' ' : unit.isSpace();
        if (!isBlank)
            result += unit;
        else if (!result.endsWith(u' '))
            result += u' ';
    }
    return result;
}

// Lines without blanks at their ends, and never more than one empty line after another.
QString withShortGaps(QString text)
{
    text.replace(u"\r\n"_s, u"\n"_s);
    QStringList lines;
    for (const QStringView line : QStringView(text).tokenize(u'\n')) {
        qsizetype from = 0;
        qsizetype to = line.size();
        while (from < to && line.at(from) == u' ')
            ++from;
        while (to > from && line.at(to - 1) == u' ')
            --to;
        const QString kept = withSingleBlanks(line.sliced(from, to - from), true);
        if (!kept.isEmpty() || lines.isEmpty() || !lines.last().isEmpty())
            lines.append(kept);
    }
    return lines.join(u'\n');
}

QByteArray percentEncoded(const QString &text)
{
    return QUrl::toPercentEncoding(text, "!*'()");
}

// The address that a word stands for, empty when it is none.
QString linkOf(QStringView word, bool *isAddress)
{
    *isAddress = false;
    if (word.startsWith(u"http://") || word.startsWith(u"https://"))
        return word.toString();
    if (word.startsWith(u"www."))
        return u"http://"_s + word;
    const qsizetype at = word.indexOf(u'@');
    const QStringView host = at < 1 ? QStringView() : word.sliced(at + 1);
    const auto isHostUnit = [](QChar unit) { return isAsciiLetter(unit) || (unit >= u'0' && unit <= u'9') || unit == u'-' || unit == u'.'; };
    const auto isLocalUnit = [](QChar unit) { return isAsciiWord(unit) || u".!#$%&'*+-/=?^`{|}~"_s.contains(unit); };
    const bool hasDot = host.indexOf(u'.') > 0 && !host.endsWith(u'.') && !host.contains(u"..");
    if (hasDot && std::ranges::all_of(host, isHostUnit) && std::ranges::all_of(word.first(at), isLocalUnit)) {
        *isAddress = true;
        return u"mailto:"_s + word;
    }
    for (const QStringView domain : {u".org"_s, u".net"_s, u".com"_s}) {
        const qsizetype found = word.indexOf(domain);
        const qsizetype behind = found + domain.size();
        if (found >= 0 && (behind == word.size() || word.at(behind) == u':' || word.at(behind) == u'/'))
            return u"http://"_s + word;
    }
    return {};
}

// What stands around an address is no part of it.
QString linked(QStringView word, qint64 length, bool isNoFollow)
{
    QStringView inside = word;
    QString before;
    if (inside.startsWith(u'(') || inside.startsWith(u'<')) {
        before = inside.first(1).toString();
        inside = inside.sliced(1);
    }
    const QStringView all = inside;
    while (!inside.isEmpty() && QStringView(u".,)>").contains(inside.back()))
        inside.chop(1);
    const QStringView behind = all.sliced(inside.size());
    bool isAddress = false;
    const QString link = linkOf(inside, &isAddress);
    if (link.isEmpty())
        return word.toString();
    const QStringView shown = isAddress ? inside : inside.first(qMin(inside.size(), qsizetype(length)));
    return before + u"<a href=\""_s + link + u'"' + (isNoFollow && !isAddress ? u" rel=\"nofollow\""_s : QString()) + u'>' + shown + u"</a>"_s + behind;
}

bool isTagUnit(QChar unit)
{
    return unit.isLetterOrNumber() || unit == u'_' || unit == u'-' || unit == u'.' || unit == u':';
}

bool isTagName(const QString &name)
{
    return !name.isEmpty() && name.size() <= 100 && (name.front().isLetter() || name.front() == u'_') && std::ranges::all_of(name, isTagUnit);
}

// The tag's own name behind `<` or `</` would end the block, or begin another.
QString harmless(const QString &text, const QString &name)
{
    QString result;
    qsizetype from = 0;
    for (qsizetype at = text.indexOf(u'<'); at >= 0; at = text.indexOf(u'<', at + 1)) {
        QStringView behind = QStringView(text).sliced(at + 1);
        while (!behind.isEmpty() && (behind.front().isSpace() || behind.front() == u'/'))
            behind = behind.sliced(1);
        const bool isName = behind.startsWith(name, Qt::CaseInsensitive) && (behind.size() == name.size() || !isTagUnit(behind.at(name.size())));
        if (!isName)
            continue;
        result += QStringView(text).sliced(from, at - from);
        result += u"&lt;";
        from = at + 1;
    }
    return result + QStringView(text).sliced(from);
}

} // namespace

Value escape(FilterCall &call)
{
    return call.input.isEscaped ? call.input : escaped(call, call.text());
}

Value forceEscape(FilterCall &call)
{
    return escaped(call, call.text());
}

Value safe(FilterCall &call)
{
    Value value(call.text());
    value.isEscaped = true;
    return value;
}

Value lineEndsToBreaks(FilterCall &call)
{
    QString text = call.text();
    if (!call.run.allowText(text.size() + 6 * text.count(u'\n')))
        return {};
    text.replace(u"\r\n"_s, u"\n"_s);
    return Value(text.replace(u"\n"_s, u"<br />\n"_s));
}

Value quoteBlock(FilterCall &call)
{
    const QString text = call.text();
    const QString prefix = call.textArgument(0, u"> "_s);
    if (!call.run.allowText(text.size() + (text.count(u'\n') + 1) * prefix.size()))
        return {};
    const QString onEmptyLines = prefix.trimmed();
    QString result;
    PieceList pieces(call.run);
    for (qsizetype from = 0; from <= text.size();) {
        const qsizetype found = text.indexOf(u'\n', from);
        const qsizetype end = found < 0 ? text.size() : found + 1;
        const QString &mark = (found < 0 ? end : found) == from ? onEmptyLines : prefix;
        if (found < 0 && from == text.size() && from > 0)
            break;
        pieces.add(Value(mark), mark.size());
        pieces.add(Value(text.sliced(from, end - from)).from(tracedSlice(call.input, from, end - from, call.run)), end - from);
        result += mark + QStringView(text).sliced(from, end - from);
        from = end;
        if (found < 0)
            break;
    }
    return Value(result).from(pieces.origin());
}

Value stripTags(FilterCall &call)
{
    const QString stripped = withoutTags(call.text()).trimmed();
    return Value(call.flagArgument(0, false) ? withShortGaps(stripped) : withSingleBlanks(stripped, false));
}

Value urlEncode(FilterCall &call)
{
    if (!call.input.list() && !call.input.mapping()) {
        const QString text = call.text();
        return call.run.allowText(text.size() * 3) ? Value(QString::fromLatin1(percentEncoded(text))) : Value();
    }
    const Value pairs = call.input.mapping() ? items(call) : call.input;
    if (call.run.hasFailed())
        return {};
    QString query;
    for (const Value &pair : pairs.list()->elements) {
        const List *parts = pair.list();
        if (!parts || parts->elements.size() != 2)
            return call.fail(u"`urlencode` needs a text, a mapping or a list of pairs"_s);
        const QString name = printed(parts->elements[0], call.run);
        const QString value = printed(parts->elements[1], call.run);
        if (!call.run.allowText(query.size() + 3 * (name.size() + value.size())))
            return {};
        query += (query.isEmpty() ? QString() : u"&"_s) + QString::fromLatin1(percentEncoded(name) + '=' + percentEncoded(value));
    }
    return Value(query);
}

Value urlize(FilterCall &call)
{
    const QString text = call.text();
    const qint64 length = call.integerArgument(0, kLargestText, 0, kLargestText);
    const bool isNoFollow = call.flagArgument(1, false);
    if (!call.run.spendOnText(text.size() * 16))
        return {};
    QString result;
    for (qsizetype from = 0; from < text.size();) {
        const bool isBlank = text.at(from).isSpace();
        qsizetype to = from;
        while (to < text.size() && text.at(to).isSpace() == isBlank)
            ++to;
        const QStringView word = QStringView(text).sliced(from, to - from);
        result += isBlank ? word.toString() : linked(word, length, isNoFollow);
        from = to;
    }
    return call.run.allowText(result.size()) ? Value(result) : Value();
}

Value xmlTag(FilterCall &call)
{
    const QString name = call.textArgument(0, {});
    if (!isTagName(name))
        return call.fail(u"`name` of `xml_tag` must be a name, of letters, digits, `_`, `-` and `.`"_s);
    const QString text = call.text();
    if (!call.run.allowText(text.size() * 2 + 2 * name.size()))
        return {};
    const QString inside = harmless(text, name);
    const QString opening = u"<%1>\n"_s.arg(name);
    const QString closing = (inside.endsWith(u'\n') ? u"</%1>"_s : u"\n</%1>"_s).arg(name);
    PieceList pieces(call.run);
    pieces.add(Value(opening), opening.size());
    pieces.add(Value(inside).from(inside == text ? call.input.origin : call.run.origins().several(std::array{call.input.origin})), inside.size());
    pieces.add(Value(closing), closing.size());
    return Value(QString(opening + inside + closing)).from(pieces.origin());
}

} // namespace assay::prompt::filters
