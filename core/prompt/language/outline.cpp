// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/outline.h"

#include "core/prompt/language/lexer.h"
#include "core/prompt/language/tags.h"

#include <algorithm>

namespace assay::prompt {

namespace {

class OutlineReader {
public:
    Outline read(QStringView source);

private:
    void addTags(const TokenList &list);
    void addPassed(const TokenList &list);
    void group();
    void place(qsizetype tag, const TagSpec &spec);

    Outline m_outline;
    QList<qsizetype> m_blockSets; ///< starts of `set` tags without `=`
    QList<qsizetype> m_open;      ///< groups without an end so far
};

Outline OutlineReader::read(QStringView source)
{
    const TokenList list = tokenize(source, {}, OnFault::goOn);
    addTags(list);
    addPassed(list);
    std::ranges::stable_sort(m_outline.tags, {}, &SourceTag::start);
    group();
    return std::move(m_outline);
}

void OutlineReader::addTags(const TokenList &list)
{
    int depth = 0;
    bool hasAssign = false;
    for (std::size_t i = 0; i < list.tokens.size(); ++i) {
        const Token &token = list.tokens[i];
        const bool isOpening = token.kind == TokenKind::outputOpen || token.kind == TokenKind::tagOpen;
        if (isOpening) {
            const bool isStatement = token.kind == TokenKind::tagOpen;
            const bool hasName = isStatement && i + 1 < list.tokens.size() && list.tokens[i + 1].kind == TokenKind::name;
            m_outline.tags.append({.kind = isStatement ? SourceTag::Kind::statement : SourceTag::Kind::output,
                .start = token.offset,
                .length = token.end - token.offset,
                .name = hasName ? list.tokens[i + 1].text.toString() : QString()});
            depth = 0;
            hasAssign = false;
            continue;
        }
        if (m_outline.tags.isEmpty() || token.kind == TokenKind::text || token.kind == TokenKind::end)
            continue;
        SourceTag &tag = m_outline.tags.last();
        // What was read beyond the end of a tag that is not closed is read again, as text.
        if (token.kind == TokenKind::outputClose || token.kind == TokenKind::tagClose)
            tag.length = token.end - tag.start;
        else if (token.kind != TokenKind::failure)
            tag.length = qMax(tag.length, qsizetype(token.end) - tag.start);
        depth += token.symbol == Symbol::openParenthesis ? 1 : token.symbol == Symbol::closeParenthesis ? -1 : 0;
        hasAssign = hasAssign || (token.symbol == Symbol::assign && depth == 0);
        if (token.kind == TokenKind::tagClose && tag.name == u"set" && !hasAssign)
            m_blockSets.append(tag.start);
    }
}

void OutlineReader::addPassed(const TokenList &list)
{
    for (const PassedTag &passed : list.passed) {
        m_outline.tags.append({.kind = passed.kind == PassedTag::Kind::comment ? SourceTag::Kind::comment : SourceTag::Kind::statement,
            .start = passed.offset,
            .length = passed.end - passed.offset,
            .name = passed.name.toString()});
    }
}

void OutlineReader::group()
{
    for (qsizetype i = 0; i < m_outline.tags.size(); ++i) {
        const SourceTag &tag = m_outline.tags.at(i);
        if (const TagSpec *spec = tag.kind == SourceTag::Kind::statement ? findTag(tag.name) : nullptr)
            place(i, *spec);
    }
}

void OutlineReader::place(qsizetype tag, const TagSpec &spec)
{
    const bool opens = spec.role == TagSpec::Role::opens && (spec.name != u"set" || std::ranges::binary_search(m_blockSets, m_outline.tags.at(tag).start));
    if (opens) {
        m_open.append(m_outline.groups.size());
        m_outline.groups.append({.tags = {tag}});
        m_outline.tags[tag].group = m_open.last();
        return;
    }
    const auto openerOf = [this](qsizetype group) { return m_outline.tags.at(m_outline.groups.at(group).tags.first()).name; };
    // What is open inside of the block that this tag belongs to has lost its end.
    const auto found = std::find_if(m_open.crbegin(), m_open.crend(), [&](qsizetype group) { return belongsTo(spec, openerOf(group)); });
    if (found == m_open.crend())
        return;
    m_open.resize(m_open.crend() - found);
    TagGroup &group = m_outline.groups[m_open.last()];
    group.tags.append(tag);
    m_outline.tags[tag].group = m_open.last();
    if (spec.role != TagSpec::Role::ends)
        return;
    group.isClosed = true;
    m_open.removeLast();
}

} // namespace

std::optional<qsizetype> Outline::tagAt(qsizetype offset) const
{
    const auto behind = std::ranges::upper_bound(tags, offset, {}, &SourceTag::start);
    if (behind == tags.begin())
        return std::nullopt;
    const auto tag = std::prev(behind);
    return offset <= tag->start + tag->length ? std::optional(tag - tags.begin()) : std::nullopt;
}

QList<SourceTag> Outline::matchingTags(qsizetype offset) const
{
    const auto tag = tagAt(offset);
    QList<SourceTag> matching;
    if (!tag || tags.at(*tag).group < 0)
        return matching;
    for (const qsizetype each : groups.at(tags.at(*tag).group).tags)
        matching.append(tags.at(each));
    return matching;
}

std::optional<qsizetype> Outline::groupAround(qsizetype offset) const
{
    std::optional<qsizetype> innermost;
    for (qsizetype i = 0; i < groups.size(); ++i) {
        const SourceTag &first = tags.at(groups.at(i).tags.first());
        const SourceTag &last = tags.at(groups.at(i).tags.last());
        const bool endsBehind = !groups.at(i).isClosed || last.start >= offset;
        if (first.start + first.length <= offset && endsBehind)
            innermost = i;
    }
    return innermost;
}

Outline outlineOf(QStringView source)
{
    return OutlineReader().read(source);
}

} // namespace assay::prompt
