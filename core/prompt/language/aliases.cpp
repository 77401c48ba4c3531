// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/aliases.h"

#include <utility>

namespace assay::prompt {

const Alias *Aliases::of(SymbolId symbol) const
{
    const auto known = m_known.constFind(symbol);
    return known == m_known.constEnd() ? nullptr : &*known;
}

void Aliases::put(SymbolId symbol, std::optional<Alias> alias)
{
    const Alias *before = of(symbol);
    m_changes.push_back({.symbol = symbol, .before = before ? std::optional(*before) : std::nullopt});
    write(symbol, std::move(alias));
}

void Aliases::write(SymbolId symbol, std::optional<Alias> alias)
{
    if (alias)
        m_known.insert(symbol, *std::move(alias));
    else
        m_known.remove(symbol);
}

void Aliases::Ways::next(const QSet<SymbolId> &own)
{
    while (m_aliases.m_changes.size() > m_mark) {
        Change change = std::move(m_aliases.m_changes.back());
        m_aliases.m_changes.pop_back();
        if (!own.contains(change.symbol))
            m_touched.insert(change.symbol);
        m_aliases.write(change.symbol, std::move(change.before));
    }
}

void Aliases::Ways::join()
{
    for (const SymbolId symbol : std::as_const(m_touched))
        m_aliases.put(symbol, std::nullopt);
}

} // namespace assay::prompt
