// SPDX-License-Identifier: GPL-3.0-or-later
// Which names are a template's own at a place, found without running it: on every way to there, or only on some.
#pragma once

#include "core/prompt/language/ast.h"

#include <QHash>

#include <optional>
#include <utility>
#include <vector>

namespace assay::prompt {

enum class Standing : quint8 { some, every };

/// Scopes inside each other, with what happened in them written down, so that ways through the template can be gone one after the
/// other and brought together: each step costs as much as what it changes.
class Standings {
public:
    void open(bool isWall);
    void close();
    [[nodiscard]] int level() const { return static_cast<int>(m_scopes.size()) - 1; }

    [[nodiscard]] std::optional<Standing> of(SymbolId symbol) const;
    /// In the innermost scope.
    void own(SymbolId symbol);
    /// Where `set` would put it.
    void assign(SymbolId symbol);

    /// The scopes further out than `home` and the ones opened while it lives are all that count.
    class Apart {
    public:
        Apart(Standings &standings, int home) : m_standings(standings), m_before(std::exchange(standings.m_seen, {home, standings.level() + 1})) {}
        ~Apart() { m_standings.m_seen = m_before; }
        Apart(const Apart &) = delete;
        Apart &operator=(const Apart &) = delete;

    private:
        Standings &m_standings;
        std::pair<int, int> m_before;
    };

    /// Several ways from here that lead to one place.
    class Ways {
    public:
        explicit Ways(Standings &standings) : m_standings(standings), m_mark(standings.m_changes.size()) {}
        /// One of them ends; the next begins where all did.
        void next();
        /// Behind all of them.
        void join();

    private:
        struct Outcome {
            int every = 0;
            int any = 0;
            int touched = 0;
        };

        Standings &m_standings;
        std::size_t m_mark;
        int m_count = 0;
        QHash<std::pair<SymbolId, int>, Outcome> m_outcomes;
    };

private:
    struct Entry {
        int level = 0;
        Standing standing = Standing::every;
    };
    struct Change {
        SymbolId symbol = 0;
        int level = 0;
        std::optional<Standing> before;
    };
    struct Scope {
        bool isWall = false;
        std::vector<SymbolId> names{};
    };

    [[nodiscard]] bool sees(int level) const { return level <= m_seen.first || level >= m_seen.second; }
    [[nodiscard]] std::optional<Standing> at(SymbolId symbol, int level) const;
    void put(SymbolId symbol, int level, std::optional<Standing> standing);
    void write(SymbolId symbol, int level, std::optional<Standing> standing);
    void undo(std::size_t mark);

    QHash<SymbolId, std::vector<Entry>> m_entries; ///< the innermost last
    std::vector<Scope> m_scopes{1};
    std::vector<Change> m_changes;
    std::pair<int, int> m_seen{0, 0};
};

} // namespace assay::prompt
