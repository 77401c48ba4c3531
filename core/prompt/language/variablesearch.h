// SPDX-License-Identifier: GPL-3.0-or-later
// How `freeVariables` finds what a template needs: it goes through each source once for each way in which it is used, along all ways through it.
#pragma once

#include "core/prompt/language/aliases.h"
#include "core/prompt/language/standings.h"
#include "core/prompt/language/variablepath.h"
#include "core/prompt/language/variables.h"

#include <QHash>
#include <QSet>

#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace assay::prompt {

// How a source is used: run in its place, or only asked for its macros.
enum class UseMode : quint8 { run, asModule };

// What one source needs by itself, and the names that it calls without having made them.
struct SourceNeeds {
    std::vector<FreeUse> uses;
    std::vector<SymbolId> calls;
};

// Of all sources of a template, each looked at once for each way in which it is used.
class VariableAnalysis {
public:
    explicit VariableAnalysis(const ParsedTemplate &parsed) : m_parsed(parsed) {}
    [[nodiscard]] FreeVariables run();
    [[nodiscard]] const SourceNeeds &needsOf(qint32 source, UseMode mode);
    [[nodiscard]] const Symbols &symbols() const { return m_parsed.symbols; }
    /// False when there have been very many, so that a hostile template does not take all memory.
    [[nodiscard]] bool spendOnAlias() { return ++m_aliasUses <= kMostAliasUses; }
    [[nodiscard]] bool spendOnInclude() { return ++m_includedUses <= kMostIncludedUses; }

private:
    static constexpr int kMostAliasUses = 10'000;
    static constexpr int kMostIncludedUses = 1'000'000;

    const ParsedTemplate &m_parsed;
    int m_aliasUses = 0;
    int m_includedUses = 0;
    std::map<std::pair<qint32, UseMode>, std::shared_ptr<const SourceNeeds>> m_needs;
};

// Goes through one source.
class VariableSearch {
public:
    VariableSearch(VariableAnalysis &analysis, qint32 source) : m_analysis(analysis), m_source(source) {}
    [[nodiscard]] SourceNeeds run(const Block &block, UseMode mode);

private:
    struct KnownMacro {
        const MacroBody *body = nullptr;
        int home = 0;
        bool isConditional = false; ///< made on some ways only: another may have its name
        bool isVisited = false;
    };

    // Ways of the template that come together again.
    struct Ways {
        explicit Ways(VariableSearch &search) : names(search.m_names), aliases(search.m_aliases) {}
        void next(const QSet<SymbolId> &own = {})
        {
            names.next();
            aliases.next(own);
        }
        void join()
        {
            names.join();
            aliases.join();
        }

        Standings::Ways names;
        Aliases::Ways aliases;
    };

    void visit(const Block &block);
    void visit(const Text &) {}
    void visit(const Output &output) { visit(*output.expression); }
    void visit(const If &statement);
    void visit(const For &statement);
    void visit(const Set &statement);
    void visit(const SetBlock &statement);
    void visit(const Macro &statement);
    void visit(const CallBlock &statement);
    void visit(const FilterBlock &statement);
    void visit(const Include &statement);
    void visit(const Import &statement);
    void visit(const Expression &expression);
    void visitCall(const Call &call);
    void visitComparison(const Comparison &comparison);
    void visitMacro(KnownMacro &macro);
    /// Nothing: no macro has the name any more.
    void nameMacro(SymbolId symbol, const std::optional<KnownMacro> &macro);
    void visitMacroBody(const MacroBody &body);
    void visitPath(const Expression &expression, const VariablePath &path);
    void visitTolerant(const Expression &expression);
    void visitGuarded(const QStringList &guards, const auto &part);
    /// What is not reached for certain where this stands.
    void visitSometimes(const auto &visitAll);

    void guard(const QStringList &paths, int by);
    [[nodiscard]] bool isGuarded(const QString &path) const;
    void use(const FreeUse &use);
    /// As it is to be told: nothing where the name is the template's own.
    [[nodiscard]] std::optional<FreeUse> freeUse(const FreeUse &use) const;
    /// The same path from outside, even when it is as long as what the name stands for.
    [[nodiscard]] std::optional<FreeUse> resolved(const FreeUse &use) const;
    [[nodiscard]] std::optional<Alias> aliasOf(const Expression &value) const;
    [[nodiscard]] std::optional<Alias> aliasOf(const ValuePath &value) const;
    void nameTargets(const For &statement);
    void assign(const std::vector<Target> &targets, const std::optional<Alias> &alias = std::nullopt);

    VariableAnalysis &m_analysis;
    qint32 m_source;
    Standings m_names;
    QHash<QString, int> m_guards;
    QHash<SymbolId, KnownMacro> m_macros;
    std::vector<std::pair<SymbolId, std::optional<KnownMacro>>> m_macroChanges; ///< what was known before
    Aliases m_aliases;
    bool m_isTolerant = false;
    bool m_isUncalled = false; ///< in a macro that nobody calls
    int m_conditions = 0;      ///< and loops, around this place
    SourceNeeds m_needs;
};

} // namespace assay::prompt
