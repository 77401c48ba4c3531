// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/lint/fences.h"
#include "core/prompt/lint/rule.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <utility>

namespace assay::prompt::linting {

using namespace Qt::StringLiterals;

namespace {

using Fault = BrokenFence::Fault;

/// Of HTML, where nobody closes them.
bool needsNoClosing(const QString &name)
{
    static const QSet<QString> names{
        u"br"_s, u"hr"_s, u"img"_s, u"input"_s, u"meta"_s, u"link"_s, u"p"_s, u"li"_s, u"td"_s, u"th"_s, u"tr"_s, u"dt"_s, u"dd"_s, u"option"_s, u"col"_s, u"wbr"_s};
    return names.contains(name);
}

class Search {
public:
    explicit Search(const Message &message) : m_message(message), m_xml(xmlTagsOf(message))
    {
        static const QRegularExpression otherwise(u"^\\{%[-+]?\\s*(?:else|elif|elseif)\\b"_s);
        m_isBranched = std::ranges::any_of(message.tags, [&](const Range &tag) { return otherwise.matchView(QStringView(message.text).sliced(tag.start, tag.length)).hasMatch(); });
        for (const XmlTag &tag : std::as_const(m_xml))
            ++(tag.isClosing ? m_counts[tag.name].closing : m_counts[tag.name].opening);
    }

    QList<BrokenFence> run()
    {
        if (m_message.outputs.isEmpty())
            return {};
        for (qsizetype i = 0; i < m_xml.size(); ++i)
            look(i);
        if (!m_isBranched) {
            for (const QString &mark : {u"```"_s, u"~~~"_s, u"\"\"\""_s})
                lookAtMark(mark);
        }
        std::ranges::stable_sort(m_found, {}, [](const BrokenFence &fence) { return fence.mark.start; });
        return m_found;
    }

private:
    struct Counts {
        int opening = 0;
        int closing = 0;
    };

    /// Where the next thing stands that is no blank, with one line end at most between.
    [[nodiscard]] qsizetype next(qsizetype from) const
    {
        bool isNewLine = false;
        for (; from < m_message.text.size() && m_message.text.at(from).isSpace(); ++from) {
            if (m_message.text.at(from) == u'\n' && std::exchange(isNewLine, true))
                return -1;
        }
        return from;
    }
    [[nodiscard]] qsizetype previousEnd(qsizetype to) const
    {
        bool isNewLine = false;
        for (; to > 0 && m_message.text.at(to - 1).isSpace(); --to) {
            if (m_message.text.at(to - 1) == u'\n' && std::exchange(isNewLine, true))
                return -1;
        }
        return to;
    }
    [[nodiscard]] bool isBeforeTemplateTag(qsizetype end) const { return std::ranges::binary_search(m_message.tags, next(end), {}, &Range::start); }
    [[nodiscard]] bool isBehindTemplateTag(qsizetype start) const { return std::ranges::binary_search(m_message.tags, previousEnd(start), {}, &Range::end); }
    [[nodiscard]] bool isFirstInLine(qsizetype start) const
    {
        while (start > 0 && (m_message.text.at(start - 1) == u' ' || m_message.text.at(start - 1) == u'\t'))
            --start;
        return start == 0 || m_message.text.at(start - 1) == u'\n';
    }
    [[nodiscard]] bool hasOutput(const Range &range) const
    {
        const auto first = std::ranges::lower_bound(m_message.outputs, range.start, {}, [](const Output &output) { return output.tag.start; });
        return first != m_message.outputs.end() && first->tag.end() <= range.end();
    }

    /// Its like is not to be found elsewhere. In branches one tag may well have two partners.
    [[nodiscard]] bool isLonely(const XmlTag &tag) const
    {
        if (tag.partner >= 0 || needsNoClosing(tag.name))
            return false;
        const Counts counts = m_counts.value(tag.name);
        const int same = tag.isClosing ? counts.closing : counts.opening;
        const int others = tag.isClosing ? counts.opening : counts.closing;
        return same > others && (others == 0 || !m_isBranched);
    }

    void look(qsizetype index)
    {
        const XmlTag &tag = m_xml.at(index);
        if (tag.isClosing && !m_isTold.contains(index) && isBehindTemplateTag(tag.range.start) && isLonely(tag))
            add(Fault::neverOpened, tag, tag.range, {.start = 0, .length = tag.range.start});
        else if (!tag.isClosing && tag.partner == index + 1 && isClosedBefore(tag.range, m_xml.at(tag.partner).range, tag.name))
            add(Fault::closedBefore, tag, m_xml.at(tag.partner).range, tagBehind(m_xml.at(tag.partner).range.end()));
        else if (!tag.isClosing && isBeforeTemplateTag(tag.range.end()) && isLonely(tag))
            lookForEnd(index);
    }

    /// Of a tag that opens and has no partner.
    void lookForEnd(qsizetype index)
    {
        const XmlTag &tag = m_xml.at(index);
        const qsizetype other = index + 1;
        const Range rest{.start = tag.range.end(), .length = m_message.text.size() - tag.range.end()};
        if (other < m_xml.size() && m_xml.at(other).isClosing && isLonely(m_xml.at(other))) {
            const Range inside{.start = tag.range.end(), .length = m_xml.at(other).range.start - tag.range.end()};
            if (hasOutput(inside)) {
                m_isTold.insert(other);
                return add(Fault::closedByAnother, tag, m_xml.at(other).range, inside);
            }
        }
        if (isFirstInLine(tag.range.start) && hasOutput(rest))
            add(Fault::neverClosed, tag, tag.range, rest);
    }

    /// Nothing stands between the two, and behind them stands what was meant to. Within a line they may show the form of an answer, unless they are named after
    /// what follows.
    [[nodiscard]] bool isClosedBefore(const Range &opening, const Range &closing, const QString &name) const
    {
        const QStringView between = QStringView(m_message.text).sliced(opening.end(), closing.start - opening.end());
        if (!between.trimmed().isEmpty() || !isFirstInLine(opening.start))
            return false;
        const Range behind = tagBehind(closing.end());
        return hasOutput(behind) && (between.contains(u'\n') || QStringView(m_message.text).sliced(behind.start, behind.length).contains(name, Qt::CaseInsensitive));
    }
    /// The template's tag behind a mark.
    [[nodiscard]] Range tagBehind(qsizetype end) const
    {
        const qsizetype at = next(end);
        const auto tag = std::ranges::lower_bound(m_message.tags, at, {}, &Range::start);
        return at >= 0 && tag != m_message.tags.end() && tag->start == at ? *tag : Range();
    }

    /// Of three backticks and the like one opens and the next closes.
    void lookAtMark(const QString &mark)
    {
        QList<Range> places;
        for (qsizetype at = m_message.prose.indexOf(mark); at >= 0; at = m_message.prose.indexOf(mark, at + mark.size()))
            places.append({.start = at, .length = mark.size()});
        for (qsizetype i = 0; i + 1 < places.size(); i += 2) {
            if (isClosedBefore(places.at(i), places.at(i + 1), mark))
                m_found.append({.fault = Fault::closedBefore, .mark = places.at(i + 1), .opening = mark, .closing = mark, .inside = tagBehind(places.at(i + 1).end())});
        }
        if (places.size() % 2 == 0 || !isFirstInLine(places.last().start))
            return;
        // A word such as "json" may stand behind it.
        const qsizetype lineEnd = m_message.text.indexOf(u'\n', places.last().end());
        const Range rest{.start = places.last().end(), .length = m_message.text.size() - places.last().end()};
        if (lineEnd >= 0 && isBeforeTemplateTag(lineEnd) && hasOutput(rest))
            m_found.append({.fault = Fault::neverClosed, .mark = places.last(), .opening = mark, .closing = mark, .inside = rest});
    }

    void add(Fault fault, const XmlTag &tag, const Range &mark, const Range &inside)
    {
        const QString name = m_message.text.sliced(tag.range.start + (tag.isClosing ? 2 : 1), tag.name.size());
        m_found.append({.fault = fault, .mark = mark, .opening = u'<' + name + u'>', .closing = u"</"_s + name + u'>', .inside = inside});
    }

    const Message &m_message;
    QList<XmlTag> m_xml;
    QHash<QString, Counts> m_counts; ///< by name
    QSet<qsizetype> m_isTold;
    bool m_isBranched = false;
    QList<BrokenFence> m_found;
};

// As it stands in a reason: a name can be as long as the text.
QString shown(const QString &mark)
{
    constexpr qsizetype kLongest = 40;
    if (mark.size() <= kLongest)
        return mark;
    const bool isInPair = mark.at(kLongest - 1).isHighSurrogate();
    const bool isTag = mark.endsWith(u'>');
    return mark.first(isInPair ? kLongest - 1 : kLongest) + (isTag ? u"…>"_s : u"…"_s);
}

QString reasonOf(const BrokenFence &fence, const QString &mark)
{
    const QString opening = shown(fence.opening);
    const QString closing = shown(fence.closing);
    switch (fence.fault) {
    case Fault::neverClosed:
        return u"%1 is never closed, so nothing tells where the item's text ends: write %2 behind it."_s.arg(opening, closing);
    case Fault::neverOpened:
        return u"%1 closes what was never opened, so nothing tells where the item's text begins: write %2 in front of it."_s.arg(shown(mark), opening);
    case Fault::closedByAnother:
        return u"%1 does not close %2, so nothing tells where the item's text ends: write %3."_s.arg(shown(mark), opening, closing);
    case Fault::closedBefore:
        return u"%1 is closed before the item's text and fences nothing off: move %2 behind the text."_s.arg(opening, shown(mark));
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace

QList<BrokenFence> brokenFencesOf(const Message &message)
{
    return Search(message).run();
}

void checkBrokenFences(const Examined &prompt, Report &report)
{
    for (const Message *message : prompt.instructions()) {
        for (const BrokenFence &fence : brokenFencesOf(*message)) {
            if (report.isFull())
                return;
            const QString mark = message->text.sliced(fence.mark.start, fence.mark.length);
            std::optional<Fix> fix;
            if (fence.fault == Fault::closedByAnother) {
                fix = Fix{.title = u"Close it with %1"_s.arg(shown(fence.closing)),
                    .edits = {{.message = message->index, .start = fence.mark.start, .length = fence.mark.length, .text = fence.closing}}};
            }
            report.add(message->index, fence.mark, reasonOf(fence, mark), fix);
        }
    }
}

} // namespace assay::prompt::linting
