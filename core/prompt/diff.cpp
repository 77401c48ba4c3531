// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/diff.h"

#include "core/prompt/sequencediff.h"

#include <QHash>

#include <algorithm>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

// Equal texts get equal numbers.
class Numbering {
public:
    int of(QStringView text)
    {
        const auto known = m_numbers.constFind(text);
        return known != m_numbers.constEnd() ? *known : *m_numbers.insert(text, static_cast<int>(m_numbers.size()));
    }

    std::vector<int> of(const QList<QStringView> &texts)
    {
        std::vector<int> numbers;
        for (const QStringView text : texts)
            numbers.push_back(of(text));
        return numbers;
    }

private:
    QHash<QStringView, int> m_numbers;
};

QList<QStringView> linesOf(QStringView text)
{
    return text.isEmpty() ? QList<QStringView>() : text.split(u'\n');
}

enum class WordKind { word, blank, sign };

WordKind kindOf(QChar unit)
{
    if (unit.isSpace())
        return WordKind::blank;
    return unit.isLetterOrNumber() || unit.isMark() || unit.isSurrogate() || unit == u'_' ? WordKind::word : WordKind::sign;
}

// Words and blanks as runs, every other sign on its own; a mark stays with what it marks.
QList<QStringView> wordsOf(QStringView text)
{
    QList<QStringView> words;
    for (qsizetype from = 0; from < text.size();) {
        const WordKind kind = kindOf(text.at(from));
        qsizetype to = from + 1;
        while (to < text.size() && (text.at(to).isMark() || (kind != WordKind::sign && kindOf(text.at(to)) == kind)))
            ++to;
        words.append(text.sliced(from, to - from));
        from = to;
    }
    return words;
}

void append(QList<DiffPart> &parts, DiffKind kind, QStringView text)
{
    if (!parts.isEmpty() && parts.last().kind == kind)
        parts.last().text += text;
    else
        parts.append({.kind = kind, .text = text.toString()});
}

void append(QList<DiffPart> &parts, const QList<QStringView> &before, const QList<QStringView> &after)
{
    Numbering numbering;
    for (const Edit &edit : editScript(numbering.of(before), numbering.of(after))) {
        const bool isAdded = edit.kind == DiffKind::added;
        append(parts, edit.kind, isAdded ? after.at(static_cast<qsizetype>(edit.after)) : before.at(static_cast<qsizetype>(edit.before)));
    }
}

bool hasWord(QStringView text)
{
    return std::ranges::any_of(text, [](QChar unit) { return kindOf(unit) == WordKind::word; });
}

bool isBlankBetween(const QList<DiffPart> &parts, qsizetype at)
{
    const DiffPart &part = parts.at(at);
    return part.kind == DiffKind::same && at > 0 && at + 1 < parts.size() && !part.text.contains(u'\n')
        && std::ranges::all_of(part.text, [](QChar unit) { return unit.isSpace(); });
}

// Words that were replaced one behind the other read as one replacement: the blanks that they share between them tell nobody anything.
QList<DiffPart> withoutBlanksBetween(const QList<DiffPart> &parts)
{
    QList<DiffPart> joined;
    for (qsizetype from = 0; from < parts.size();) {
        QString removed;
        QString added;
        qsizetype end = from;
        for (; end < parts.size() && (parts.at(end).kind != DiffKind::same || (end > from && isBlankBetween(parts, end))); ++end) {
            if (parts.at(end).kind != DiffKind::added)
                removed += parts.at(end).text;
            if (parts.at(end).kind != DiffKind::removed)
                added += parts.at(end).text;
        }
        if (hasWord(removed) && hasWord(added)) {
            joined.append({.kind = DiffKind::removed, .text = removed});
            joined.append({.kind = DiffKind::added, .text = added});
        } else {
            joined += parts.sliced(from, end - from);
        }
        if (end < parts.size())
            joined.append(parts.at(end++));
        from = end;
    }
    return joined;
}

constexpr qsizetype kLongestSlide = 2000;       // units of a part: trying all places of one costs its square
constexpr qsizetype kMostSlidUnits = 1'000'000; // looked at for all parts

// Every bracket that opens in it closes in it, and the other way round.
bool isBalanced(QStringView text)
{
    constexpr QStringView kOpening = u"{[(";
    constexpr QStringView kClosing = u"}])";
    QString open;
    for (const QChar unit : text) {
        if (kOpening.contains(unit)) {
            open += unit;
        } else if (const qsizetype closing = kClosing.indexOf(unit); closing >= 0) {
            if (!open.endsWith(kOpening[closing]))
                return false;
            open.chop(1);
        }
    }
    return open.isEmpty();
}

// Wherever it begins: it has as many that open as that close.
bool canBeBalanced(QStringView text)
{
    return text.count(u'{') == text.count(u'}') && text.count(u'[') == text.count(u']') && text.count(u'(') == text.count(u')');
}

bool isBracket(QChar unit)
{
    return QStringView(u"{[()]}").contains(unit);
}

// How far the text moves to the left within what stands around it, to the right if less than 0, until it is balanced; 0 where it cannot, or where that
// is not found within `units` to look at, which are used up. It begins or ends with a bracket then, so no word is cut.
qsizetype slideOf(QStringView text, QStringView before, QStringView after, qsizetype *units)
{
    bool goesLeft = canBeBalanced(text);
    bool goesRight = goesLeft;
    const auto isGood = [&](QStringView first, QStringView second) {
        *units -= text.size();
        return isBalanced(QString(first % second));
    };
    for (qsizetype by = 1; by < text.size() && (goesLeft || goesRight) && *units > 0; ++by) {
        const QChar last = text.at(text.size() - by);
        goesLeft = goesLeft && by <= before.size() && before.at(before.size() - by) == last;
        if (goesLeft && isBracket(last) && isGood(text.last(by), text.chopped(by)))
            return by;
        const QChar first = text.at(by - 1);
        goesRight = goesRight && by <= after.size() && after.at(by - 1) == first;
        if (goesRight && isBracket(first) && isGood(text.sliced(by), text.first(by)))
            return -by;
    }
    return 0;
}

// "{{ [-a }}, {{ -]b }}" is "[-{{ a }}, -]{{ b }}": the same change, told by what it means.
QList<DiffPart> alongBrackets(QList<DiffPart> parts)
{
    const auto isSame = [&parts](qsizetype at) { return at < 0 || at >= parts.size() || parts.at(at).kind == DiffKind::same; };
    qsizetype units = kMostSlidUnits;
    for (qsizetype at = 0; at < parts.size() && units > 0; ++at) {
        const QString text = parts.at(at).text;
        if (isSame(at) || !isSame(at - 1) || !isSame(at + 1) || text.size() > kLongestSlide || isBalanced(text))
            continue;
        const QString before = at > 0 ? parts.at(at - 1).text : QString();
        const QString after = at + 1 < parts.size() ? parts.at(at + 1).text : QString();
        // Something stays between it and another change.
        const qsizetype slide = slideOf(text, QStringView(before).sliced(at > 1 ? 1 : 0), QStringView(after).chopped(at + 2 < parts.size() ? 1 : 0), &units);
        if (slide > 0) {
            parts[at].text = text.last(slide) + text.chopped(slide);
            parts[at - 1].text = before.chopped(slide);
            if (at + 1 == parts.size())
                parts.append({.kind = DiffKind::same, .text = {}});
            parts[at + 1].text = text.last(slide) + after;
        } else if (slide < 0) {
            parts[at].text = text.sliced(-slide) + text.first(-slide);
            parts[at + 1].text = after.sliced(-slide);
            if (at == 0)
                parts.prepend({.kind = DiffKind::same, .text = text.first(-slide)});
            else
                parts[at - 1].text = before + text.first(-slide);
        }
    }
    parts.removeIf([](const DiffPart &part) { return part.text.isEmpty(); });
    return parts;
}

QList<DiffPart> readable(const QList<DiffPart> &parts)
{
    return withoutBlanksBetween(alongBrackets(parts));
}

// Lines with their line ends, so that they put together are the text again.
QList<QStringView> wholeLinesOf(QStringView text)
{
    QList<QStringView> lines;
    for (qsizetype from = 0; from < text.size();) {
        const qsizetype end = text.indexOf(u'\n', from);
        const qsizetype to = end < 0 ? text.size() : end + 1;
        lines.append(text.sliced(from, to - from));
        from = to;
    }
    return lines;
}

// For texts with too many words to compare at once: words within the lines that differ.
QList<DiffPart> wordsByLines(QStringView before, QStringView after)
{
    const QList<QStringView> beforeLines = wholeLinesOf(before);
    const QList<QStringView> afterLines = wholeLinesOf(after);
    Numbering numbering;
    QList<DiffPart> parts;
    QList<QStringView> removed;
    QList<QStringView> added;
    const auto flush = [&] { append(parts, std::exchange(removed, {}), std::exchange(added, {})); };
    for (const Edit &edit : editScript(numbering.of(beforeLines), numbering.of(afterLines))) {
        if (edit.kind == DiffKind::removed) {
            removed += wordsOf(beforeLines.at(static_cast<qsizetype>(edit.before)));
        } else if (edit.kind == DiffKind::added) {
            added += wordsOf(afterLines.at(static_cast<qsizetype>(edit.after)));
        } else {
            flush();
            append(parts, DiffKind::same, beforeLines.at(static_cast<qsizetype>(edit.before)));
        }
    }
    flush();
    return readable(parts);
}

} // namespace

QList<DiffLine> diffLines(QStringView before, QStringView after)
{
    const QList<QStringView> beforeLines = linesOf(before);
    const QList<QStringView> afterLines = linesOf(after);
    Numbering numbering;
    QList<DiffLine> lines;
    for (const Edit &edit : editScript(numbering.of(beforeLines), numbering.of(afterLines))) {
        DiffLine line{.kind = edit.kind};
        if (edit.kind != DiffKind::added) {
            line.text = beforeLines.at(static_cast<qsizetype>(edit.before)).toString();
            line.beforeLine = static_cast<int>(edit.before) + 1;
        }
        if (edit.kind != DiffKind::removed) {
            line.text = afterLines.at(static_cast<qsizetype>(edit.after)).toString();
            line.afterLine = static_cast<int>(edit.after) + 1;
        }
        lines.append(line);
    }
    return lines;
}

QList<DiffPart> diffWords(QStringView before, QStringView after)
{
    const QList<QStringView> beforeWords = wordsOf(before);
    const QList<QStringView> afterWords = wordsOf(after);
    Numbering numbering;
    if (!isWithinLimit(numbering.of(beforeWords), numbering.of(afterWords)))
        return wordsByLines(before, after);
    QList<DiffPart> parts;
    append(parts, beforeWords, afterWords);
    return readable(parts);
}

namespace {

constexpr qsizetype kShortLine = 16;  // letters: below it one word in common is much
constexpr qsizetype kRelatedPart = 5; // others are related that share two fifths of the words, by length, of the one with less
constexpr qsizetype kRelatedShared = 2;

qsizetype wordUnits(QStringView text)
{
    return std::ranges::count_if(text, [](QChar unit) { return kindOf(unit) == WordKind::word; });
}

bool areRelated(const QList<DiffPart> &parts)
{
    qsizetype shared = 0;
    qsizetype removed = 0;
    qsizetype added = 0;
    for (const DiffPart &part : parts)
        (part.kind == DiffKind::same ? shared : part.kind == DiffKind::removed ? removed : added) += wordUnits(part.text);
    const qsizetype shorter = shared + std::min(removed, added);
    return shared > 0 && (shorter < kShortLine || shared * kRelatedPart >= shorter * kRelatedShared);
}

QList<DiffPart> without(DiffKind kind, QList<DiffPart> parts)
{
    parts.removeIf([kind](const DiffPart &part) { return part.kind == kind; });
    return parts;
}

} // namespace

QList<QList<DiffPart>> wordsOfLines(const QList<DiffLine> &lines)
{
    QList<QList<DiffPart>> words;
    for (const DiffLine &line : lines)
        words.append({{.kind = line.kind, .text = line.text}});
    for (qsizetype from = 0; from < lines.size();) {
        qsizetype added = from;
        while (added < lines.size() && lines.at(added).kind == DiffKind::removed)
            ++added;
        qsizetype end = added;
        while (end < lines.size() && lines.at(end).kind == DiffKind::added)
            ++end;
        for (qsizetype i = 0; i < std::min(added - from, end - added); ++i) {
            const QList<DiffPart> parts = diffWords(lines.at(from + i).text, lines.at(added + i).text);
            if (!areRelated(parts))
                continue;
            words[from + i] = without(DiffKind::added, parts);
            words[added + i] = without(DiffKind::removed, parts);
        }
        from = std::max(end, from + 1);
    }
    return words;
}

} // namespace assay::prompt
