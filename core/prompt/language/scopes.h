// SPDX-License-Identifier: GPL-3.0-or-later
// Who a name means: first what the template itself made, innermost first, then the variables it was given. As in Nunjucks a `for`
// opens a scope for all its turns together, an `if` opens none, and `set` changes the nearest name that the template made before,
// but never one outside of the macro or the snippet that it stands in.
#pragma once

#include "core/prompt/language/execution.h"
#include "core/prompt/language/memberindex.h"
#include "core/prompt/language/symbols.h"

#include <QHash>

#include <algorithm>
#include <memory>
#include <vector>

namespace assay::prompt {

/// Names and their values in one place of a template.
class Frame {
public:
    explicit Frame(Frame *outer = nullptr, bool isWall = false) : m_outer(outer), m_isWall(isWall) { reserve(2); }
    /// For very many names: of these symbols.
    explicit Frame(std::size_t symbols) : m_slots(symbols, -1) { reserve(std::min(symbols, kFewAtOnce)); }
    Frame(const Frame &) = delete;
    Frame &operator=(const Frame &) = delete;

    [[nodiscard]] const Value *find(SymbolId symbol) const
    {
        const qint32 place = placeOf(symbol);
        return place < 0 ? nullptr : &m_values[static_cast<std::size_t>(place)];
    }
    void put(SymbolId symbol, Value value);
    [[nodiscard]] Frame *outer() const { return m_outer; }
    /// `set` reaches no further out.
    [[nodiscard]] bool isWall() const { return m_isWall; }
    [[nodiscard]] const std::vector<SymbolId> &symbols() const { return m_symbols; }

private:
    static constexpr std::size_t kFewAtOnce = 16;

    void reserve(std::size_t names)
    {
        m_symbols.reserve(names);
        m_values.reserve(names);
    }
    [[nodiscard]] qint32 placeOf(SymbolId symbol) const
    {
        if (!m_slots.empty())
            return m_slots[static_cast<std::size_t>(symbol)];
        return m_places.isEmpty() ? placeAmongFew(symbol) : m_places.value(symbol, -1);
    }
    [[nodiscard]] qint32 placeAmongFew(SymbolId symbol) const;

    Frame *m_outer = nullptr;
    bool m_isWall = false;
    std::vector<SymbolId> m_symbols;
    std::vector<Value> m_values;
    std::vector<qint32> m_slots;      ///< by symbol; empty where there are few names
    QHash<SymbolId, qint32> m_places; ///< where a frame for few has come to have many
};

class Scopes {
public:
    /// `symbols` and `variables`, which is an object, outlive this.
    Scopes(const Symbols &symbols, const Json &variables)
        : m_symbols(symbols),
          m_variables(variables),
          m_top(symbols.count()),
          m_read(symbols.count()),
          m_current(&m_top),
          m_home(&m_top)
    {
    }

    /// Missing when nobody knows the name.
    [[nodiscard]] Value find(SymbolId symbol, Execution &run);
    /// What the template made, not what it was given; null for neither.
    [[nodiscard]] const Value *findOwn(SymbolId symbol) const;

    /// In the innermost scope, whatever other scopes have.
    void declare(SymbolId symbol, Value value);
    void assign(SymbolId symbol, Value value);
    [[nodiscard]] const Symbols &symbols() const { return m_symbols; }

    /// Where names are looked for from now on.
    [[nodiscard]] Frame *current() const { return m_current; }
    /// Where macros that are made now look for names: the outermost scope of the template, or of a snippet.
    [[nodiscard]] Frame *home() const { return m_home; }

    /// A scope without an outer one that stays until the rendering ends, for the macros of a snippet that is imported.
    [[nodiscard]] Frame *addModule();

    /// Moves to another place while it lives; such places end in the reverse order.
    class Move {
    public:
        Move(Scopes &scopes, Frame *current, Frame *home) : m_scopes(scopes), m_current(scopes.m_current), m_home(scopes.m_home)
        {
            scopes.m_current = current;
            scopes.m_home = home;
        }
        ~Move()
        {
            m_scopes.m_current = m_current;
            m_scopes.m_home = m_home;
        }
        Move(const Move &) = delete;
        Move &operator=(const Move &) = delete;

    private:
        Scopes &m_scopes;
        Frame *m_current;
        Frame *m_home;
    };

private:
    [[nodiscard]] Missing missing(SymbolId symbol, const Execution &run) const;

    const Symbols &m_symbols;
    const Json &m_variables;
    MemberIndex m_given;
    Frame m_top;
    Frame m_read; ///< variables given, each converted once
    std::vector<std::unique_ptr<Frame>> m_modules;
    Frame *m_current;
    Frame *m_home;
};

} // namespace assay::prompt
