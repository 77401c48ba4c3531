// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/lint/fences.h"

#include <algorithm>

namespace assay::prompt::linting {

using namespace Qt::StringLiterals;

namespace {

// Pairs whose names say that they hold instructions fence off nothing.
void addXmlPairs(const Message &message, QList<Range> &fences)
{
    static const QStringList instructive{u"instructions"_s, u"instruction"_s, u"task"_s, u"rules"_s, u"prompt"_s, u"system"_s};
    const QList<XmlTag> tags = xmlTagsOf(message);
    for (qsizetype i = 0; i < tags.size(); ++i) {
        const XmlTag &tag = tags.at(i);
        if (QStringView(message.text).sliced(tag.range.start, tag.range.length).contains(u"{{"))
            fences.append(tag.range);
        if (tag.partner > i && !instructive.contains(tag.name))
            fences.append({.start = tag.range.end(), .length = tags.at(tag.partner).range.start - tag.range.end()});
    }
}

void addMarkPairs(const QString &text, QList<Range> &fences)
{
    for (const QStringView mark : {u"```", u"~~~", u"\"\"\"", u"'''", u"<<<"}) {
        const QStringView closing = mark == u"<<<" ? QStringView(u">>>") : mark;
        qsizetype at = text.indexOf(mark);
        while (at >= 0) {
            const qsizetype inside = at + mark.size();
            const qsizetype close = text.indexOf(closing, inside);
            if (close < 0)
                break;
            fences.append({.start = inside, .length = close - inside});
            at = text.indexOf(mark, close + closing.size());
        }
    }
}

// Two equal rules such as "---", with nearly nothing but the variable between.
void addRulePairs(const Message &message, QList<Range> &fences)
{
    static const QRegularExpression rule = pattern(u"^[ \\t]*(?:(-{3,})|(={3,})|(\\*{3,})|(#{3,})|(_{3,}))[ \\t]*$"_s);
    constexpr qsizetype kMostWords = 8;
    std::optional<Range> previous;
    QString previousMark;
    auto matches = rule.globalMatch(message.lower);
    while (matches.hasNext()) {
        const auto match = matches.next();
        const Range line{.start = match.capturedStart(), .length = match.capturedLength()};
        const QString mark = match.captured().trimmed();
        if (previous && mark == previousMark && wordCount(QStringView(message.prose).sliced(previous->end(), line.start - previous->end())) <= kMostWords)
            fences.append({.start = previous->end(), .length = line.start - previous->end()});
        previous = line;
        previousMark = mark;
    }
}

void addFilterBlocks(const Message &message, QList<Range> &fences)
{
    static const QRegularExpression opening(u"^\\{%-?\\s*filter\\s+(?:xml_tag|quote_block|tojson|dump)\\b"_s);
    static const QRegularExpression closing(u"^\\{%-?\\s*endfilter\\b"_s);
    std::optional<qsizetype> open;
    for (const Range &tag : message.tags) {
        const QStringView source = QStringView(message.text).sliced(tag.start, tag.length);
        if (opening.matchView(source).hasMatch()) {
            open = tag.end();
        } else if (open && closing.matchView(source).hasMatch()) {
            fences.append({.start = *open, .length = tag.start - *open});
            open.reset();
        }
    }
}

} // namespace

QList<XmlTag> xmlTagsOf(const Message &message)
{
    static const QRegularExpression form = pattern(u"<(/?)([a-z_][\\w.:-]*)(?:\\s[^<>\\n]*)?>"_s);
    constexpr qsizetype kDeepest = 100;
    QList<XmlTag> tags;
    QList<qsizetype> open;
    auto matches = form.globalMatch(message.lower);
    while (matches.hasNext()) {
        const auto match = matches.next();
        tags.append({.name = match.captured(2), .range = {.start = match.capturedStart(), .length = match.capturedLength()}, .isClosing = match.capturedLength(1) > 0});
        if (match.capturedView().endsWith(u"/>")) {
            tags.last().partner = tags.size() - 1;
            continue;
        }
        if (!tags.last().isClosing) {
            if (open.size() < kDeepest)
                open.append(tags.size() - 1);
            continue;
        }
        const auto opening = std::find_if(open.crbegin(), open.crend(), [&](qsizetype each) { return tags.at(each).name == tags.last().name; });
        if (opening == open.crend())
            continue;
        tags.last().partner = *opening;
        tags[*opening].partner = tags.size() - 1;
        open.resize(open.crend() - opening - 1);
    }
    return tags;
}

QList<Range> fencesOf(const Message &message)
{
    QList<Range> fences;
    addXmlPairs(message, fences);
    addMarkPairs(message.prose, fences);
    addRulePairs(message, fences);
    addFilterBlocks(message, fences);
    std::ranges::sort(fences, {}, &Range::start);
    for (qsizetype i = 1; i < fences.size(); ++i)
        fences[i].length = std::max(fences.at(i).end(), fences.at(i - 1).end()) - fences.at(i).start;
    return fences;
}

bool isFenced(const Output &output, const QList<Range> &fences)
{
    static const QStringList fencing{u"xml_tag"_s, u"quote_block"_s, u"tojson"_s, u"dump"_s};
    const bool byFilter = std::ranges::any_of(output.filters, [](const QString &filter) { return fencing.contains(filter); });
    const auto behind = std::ranges::upper_bound(fences, output.tag.start, {}, &Range::start);
    return byFilter || (behind != fences.begin() && output.tag.end() <= std::prev(behind)->end());
}

} // namespace assay::prompt::linting
