// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/standings.h"

#include <algorithm>
#include <ranges>

namespace assay::prompt {

void Standings::open(bool isWall)
{
    m_scopes.push_back({.isWall = isWall});
}

void Standings::close()
{
    for (const SymbolId symbol : m_scopes.back().names)
        put(symbol, level(), std::nullopt);
    m_scopes.pop_back();
}

std::optional<Standing> Standings::of(SymbolId symbol) const
{
    std::optional<Standing> standing;
    const auto entries = m_entries.constFind(symbol);
    if (entries == m_entries.constEnd())
        return standing;
    for (const Entry &entry : std::views::reverse(*entries)) {
        if (!sees(entry.level))
            continue;
        if (entry.standing == Standing::every)
            return Standing::every;
        standing = Standing::some;
    }
    return standing;
}

void Standings::own(SymbolId symbol)
{
    put(symbol, level(), Standing::every);
}

void Standings::assign(SymbolId symbol)
{
    const auto entries = m_entries.constFind(symbol);
    if (entries == m_entries.constEnd() || entries->empty())
        return own(symbol);
    int wall = level();
    while (wall > 0 && !m_scopes[static_cast<std::size_t>(wall)].isWall)
        --wall;
    for (const Entry &entry : std::views::reverse(*entries)) {
        if (entry.level >= wall && sees(entry.level))
            return put(symbol, entry.level, Standing::every);
    }
    own(symbol);
}

std::optional<Standing> Standings::at(SymbolId symbol, int level) const
{
    const auto entries = m_entries.constFind(symbol);
    if (entries == m_entries.constEnd())
        return std::nullopt;
    const auto found = std::ranges::find(*entries, level, &Entry::level);
    return found == entries->end() ? std::nullopt : std::optional(found->standing);
}

void Standings::put(SymbolId symbol, int level, std::optional<Standing> standing)
{
    const auto before = at(symbol, level);
    if (before == standing)
        return;
    m_changes.push_back({.symbol = symbol, .level = level, .before = before});
    if (!before)
        m_scopes[static_cast<std::size_t>(level)].names.push_back(symbol);
    write(symbol, level, standing);
}

void Standings::write(SymbolId symbol, int level, std::optional<Standing> standing)
{
    std::vector<Entry> &entries = m_entries[symbol];
    const auto place = std::ranges::lower_bound(entries, level, {}, &Entry::level);
    const bool isThere = place != entries.end() && place->level == level;
    if (!standing && isThere)
        entries.erase(place);
    else if (standing && isThere)
        place->standing = *standing;
    else if (standing)
        entries.insert(place, {.level = level, .standing = *standing});
}

void Standings::undo(std::size_t mark)
{
    while (m_changes.size() > mark) {
        const Change change = m_changes.back();
        m_changes.pop_back();
        write(change.symbol, change.level, change.before);
    }
}

void Standings::Ways::next()
{
    ++m_count;
    QHash<std::pair<SymbolId, int>, bool> seen;
    for (std::size_t i = m_mark; i < m_standings.m_changes.size(); ++i) {
        const Change &change = m_standings.m_changes[i];
        const std::pair key(change.symbol, change.level);
        if (change.level > m_standings.level() || seen.contains(key))
            continue;
        seen.insert(key, true);
        const auto standing = m_standings.at(change.symbol, change.level);
        Outcome &outcome = m_outcomes[key];
        ++outcome.touched;
        outcome.any += standing ? 1 : 0;
        outcome.every += standing == Standing::every ? 1 : 0;
    }
    m_standings.undo(m_mark);
}

void Standings::Ways::join()
{
    for (auto it = m_outcomes.cbegin(); it != m_outcomes.cend(); ++it) {
        const auto &[symbol, level] = it.key();
        const auto before = m_standings.at(symbol, level);
        const int others = m_count - it->touched;
        const int every = it->every + (before == Standing::every ? others : 0);
        const int any = it->any + (before ? others : 0);
        m_standings.put(symbol, level, every == m_count ? std::optional(Standing::every) : any > 0 ? std::optional(Standing::some) : std::nullopt);
    }
}

} // namespace assay::prompt
