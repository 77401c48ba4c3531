// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/matching.h"

#include "core/prompt/language/outline.h"

#include <QRegularExpression>

#include <array>
#include <utility>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

// Reading all tags takes longer than anything else that a key does, and between two tags nothing belongs together.
bool isBetweenTags(QStringView text, qsizetype position)
{
    const qsizetype begin = text.first(std::min(position + 2, text.size())).lastIndexOf(u"{%");
    if (begin < 0)
        return true;
    const qsizetype end = text.indexOf(u"%}", begin);
    if (end < 0 || position <= end + 2)
        return false;
    const QStringView tag = text.sliced(begin, end - begin);
    return !tag.contains(u'"') && !tag.contains(u'\''); // else its end may be text
}

QList<Span> blockAt(const QString &text, qsizetype position)
{
    if (isBetweenTags(text, position))
        return {};
    const prompt::Outline outline = prompt::outlineOf(text);
    const auto at = outline.tagAt(position);
    if (!at || outline.tags.at(*at).group < 0 || !outline.groups.at(outline.tags.at(*at).group).isClosed)
        return {};
    QList<Span> spans;
    for (const prompt::SourceTag &tag : outline.matchingTags(position))
        spans.append({tag.start, tag.length});
    return spans;
}

constexpr std::array kBrackets{std::pair(u'(', u')'), std::pair(u'[', u']'), std::pair(u'{', u'}')};
constexpr qsizetype kFarthestBracket = 50'000;

qsizetype partnerOf(const QString &text, qsizetype at)
{
    for (const auto &[opening, closing] : kBrackets) {
        const QChar here = text.at(at);
        if (here != opening && here != closing)
            continue;
        const qsizetype step = here == opening ? 1 : -1;
        int depth = 0;
        qsizetype left = kFarthestBracket;
        for (qsizetype i = at; i >= 0 && i < text.size() && left > 0; i += step, --left) {
            depth += text.at(i) == opening ? 1 : text.at(i) == closing ? -1 : 0;
            if (depth == 0)
                return i;
        }
    }
    return -1;
}

QList<Span> bracketsAt(const QString &text, qsizetype position)
{
    // The one before the cursor first: it has just been typed.
    for (const qsizetype at : {position - 1, position}) {
        if (at < 0 || at >= text.size())
            continue;
        if (const qsizetype partner = partnerOf(text, at); partner >= 0)
            return {{std::min(at, partner), 1}, {std::max(at, partner), 1}};
    }
    return {};
}

QList<Span> elementAt(const QString &text, qsizetype position)
{
    struct Mark {
        Span span;
        QStringView name;
        bool isEnd = false;
    };
    static const QRegularExpression pattern(u"<(/?)([A-Za-z_][\\w.:-]*)(?:\\s[^<>]*)?(/?)>"_s);
    const qsizetype near = text.lastIndexOf(u'<', std::min(position, text.size() - 1));
    const qsizetype nearEnd = near < 0 ? -1 : text.indexOf(u'>', near);
    if (nearEnd < 0 || position > nearEnd + 1)
        return {};
    QList<Mark> open;
    for (auto it = pattern.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        if (match.hasCaptured(3) && match.capturedLength(3) > 0)
            continue;
        const Mark mark{{match.capturedStart(), match.capturedLength()}, match.capturedView(2), match.capturedLength(1) > 0};
        if (!mark.isEnd) {
            open.append({mark.span, QStringView(text).sliced(match.capturedStart(2), match.capturedLength(2)), false});
            continue;
        }
        qsizetype last = open.size() - 1;
        while (last >= 0 && open.at(last).name != mark.name)
            --last;
        if (last < 0)
            continue;
        const Span begin = open.at(last).span;
        open.resize(last);
        const auto touches = [position](const Span &span) { return position >= span.start && position <= span.end(); };
        if (touches(begin) || touches(mark.span))
            return {begin, mark.span};
    }
    return {};
}

} // namespace

QList<Span> matchingAt(const QString &text, qsizetype position)
{
    if (text.isEmpty())
        return {};
    if (QList<Span> block = blockAt(text, position); !block.isEmpty())
        return block;
    if (QList<Span> brackets = bracketsAt(text, position); !brackets.isEmpty())
        return brackets;
    return elementAt(text, position);
}

} // namespace assay::ui
