// SPDX-License-Identifier: GPL-3.0-or-later
// What the template's own names stand for, where that is known for certain: after `{% set c = customer %}` the name `c` stands for `customer`, in
// `{% for m in messages %}` the name `m` for one after the other of `messages[]`. Where ways through the template come together, a name that one of them
// changed stands for nothing known. Each step costs as much as what it changes.
#pragma once

#include "core/prompt/language/ast.h"

#include <QHash>
#include <QSet>

#include <optional>
#include <vector>

namespace assay::prompt {

struct Alias {
    SymbolId root = 0;
    QString path;            ///< such as "customer", "messages[]", or "orders{}" for one after the other of a mapping's values
    bool isOptional = false; ///< what is asked of it is not asked of all of them, or of another value instead
    int conditions = 0;      ///< how many conditions and loops stand around a place that is reached once for each value of the path
};

class Aliases {
public:
    /// Null when nothing is known. Good until the next change.
    [[nodiscard]] const Alias *of(SymbolId symbol) const;
    /// Nothing: the name stands for something else from here.
    void put(SymbolId symbol, std::optional<Alias> alias);

    /// Several ways from here that lead to one place.
    class Ways {
    public:
        explicit Ways(Aliases &aliases) : m_aliases(aliases), m_mark(aliases.m_changes.size()) {}
        /// One of them ends; the next begins where all did. Names that were `own` to this one mean nothing behind it.
        void next(const QSet<SymbolId> &own = {});
        /// Behind all of them.
        void join();

    private:
        Aliases &m_aliases;
        std::size_t m_mark;
        QSet<SymbolId> m_touched;
    };

private:
    struct Change {
        SymbolId symbol = 0;
        std::optional<Alias> before;
    };

    void write(SymbolId symbol, std::optional<Alias> alias);

    QHash<SymbolId, Alias> m_known;
    std::vector<Change> m_changes;
};

} // namespace assay::prompt
