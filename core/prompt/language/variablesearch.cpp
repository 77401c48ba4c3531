// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/variablesearch.h"

#include "core/prompt/language/filters.h"
#include "core/prompt/language/parts.h"
#include "core/prompt/language/valuetests.h"

#include <ranges>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

// So that a hostile template does not take all memory: what names of its own stand for is told so long.
constexpr qsizetype kLongestAlias = 200;

} // namespace

SourceNeeds VariableSearch::run(const Block &block, UseMode mode)
{
    visit(block);
    // What nobody calls here is needed by those who import it; else it may be missing.
    if (mode == UseMode::run && m_source != 0)
        return std::move(m_needs);
    m_isUncalled = mode == UseMode::run;
    visitSometimes([this] {
        for (const SymbolId symbol : m_macros.keys()) {
            if (const auto macro = m_macros.find(symbol); macro != m_macros.end())
                visitMacro(*macro);
        }
    });
    return std::move(m_needs);
}

void VariableSearch::visit(const Block &block)
{
    for (const Statement &statement : block)
        std::visit([this](const auto &node) { visit(node); }, statement.node);
}

void VariableSearch::guard(const QStringList &paths, int by)
{
    for (const QString &path : paths)
        m_guards[path] += by;
}

void VariableSearch::visitGuarded(const QStringList &guards, const auto &part)
{
    guard(guards, 1);
    visit(part);
    guard(guards, -1);
}

void VariableSearch::visitSometimes(const auto &visitAll)
{
    ++m_conditions;
    visitAll();
    --m_conditions;
}

void VariableSearch::visit(const If &statement)
{
    visit(*statement.branches.front().condition);
    Ways ways(*this);
    QStringList guards; // what the branches not taken so far say
    visitSometimes([&] {
        for (const Branch &branch : statement.branches) {
            if (&branch != &statement.branches.front())
                visit(*branch.condition);
            visitGuarded(guardedBy(*branch.condition, true), branch.body);
            ways.next();
            const QStringList otherwise = guardedBy(*branch.condition, false);
            guard(otherwise, 1);
            guards += otherwise;
        }
        visit(statement.otherwise);
    });
    ways.next();
    guard(guards, -1);
    ways.join();
}

void VariableSearch::visit(const For &statement)
{
    visit(*statement.iterable);
    Ways ways(*this);
    m_names.open(false);
    nameTargets(statement);
    visitSometimes([&] {
        QStringList guards;
        if (statement.condition) {
            visit(*statement.condition);
            guards = guardedBy(*statement.condition, true);
            // The body sees those elements only for which it holds.
            ++m_conditions;
        }
        m_names.own(statement.loop);
        visitGuarded(guards, statement.body);
        m_conditions -= statement.condition ? 1 : 0;
    });
    m_names.close();
    QSet<SymbolId> own{statement.loop};
    for (const Target &target : statement.targets)
        own.insert(target.symbol);
    ways.next(own);
    visitSometimes([&] { visit(statement.otherwise); });
    ways.next();
    ways.join();
}

// The last one stands for the elements, or behind a name for the values of a mapping. Which pairs it is that two names go through
// is known where the template says so; any list of pairs would do otherwise.
void VariableSearch::nameTargets(const For &statement)
{
    using enum ValuePath::Part;
    const auto value = valuePathOf(*statement.iterable);
    auto alias = value ? aliasOf(*value) : std::nullopt;
    const std::size_t count = statement.targets.size();
    const bool isOfList = value && value->part == whole && count == 1;
    const bool isOfMapping = value && count == (value->part == values ? 1 : 2);
    if (alias && (isOfList || isOfMapping)) {
        alias->path += isOfList ? u"[]"_s : u"{}"_s;
        alias->isOptional = alias->isOptional || alias->conditions != m_conditions || (isOfMapping && value->part == whole);
        alias->conditions = m_conditions + 1;
    } else {
        alias.reset();
    }
    for (const Target &target : statement.targets) {
        m_names.own(target.symbol);
        m_aliases.put(target.symbol, &target == &statement.targets.back() ? alias : std::nullopt);
    }
    m_aliases.put(statement.loop, std::nullopt);
}

std::optional<Alias> VariableSearch::aliasOf(const Expression &value) const
{
    const auto path = valuePathOf(value);
    return path && path->part == ValuePath::Part::whole ? aliasOf(*path) : std::nullopt;
}

std::optional<Alias> VariableSearch::aliasOf(const ValuePath &value) const
{
    const auto use = freeUse({.root = value.path.root, .path = value.path.dotted, .isOptional = value.isOptional});
    if (!use || use->path.size() > kLongestAlias)
        return std::nullopt;
    const Alias *around = m_names.of(value.path.root) == Standing::every ? m_aliases.of(value.path.root) : nullptr;
    return Alias{.root = use->root, .path = use->path, .isOptional = use->isOptional, .conditions = around ? around->conditions : 0};
}

void VariableSearch::assign(const std::vector<Target> &targets, const std::optional<Alias> &alias)
{
    for (const Target &target : targets) {
        m_names.assign(target.symbol);
        m_aliases.put(target.symbol, alias);
        nameMacro(target.symbol, std::nullopt);
    }
}

void VariableSearch::visit(const Set &statement)
{
    visit(*statement.value);
    if (statement.member.isEmpty())
        assign(statement.targets, aliasOf(*statement.value));
}

void VariableSearch::visit(const SetBlock &statement)
{
    visit(statement.body);
    visit(*statement.value);
    assign(statement.targets);
}

void VariableSearch::visit(const Macro &statement)
{
    m_names.own(statement.symbol);
    m_aliases.put(statement.symbol, std::nullopt);
    nameMacro(statement.symbol, KnownMacro{.body = statement.body.get(), .home = 0, .isConditional = m_conditions > 0});
}

void VariableSearch::nameMacro(SymbolId symbol, const std::optional<KnownMacro> &macro)
{
    const auto known = m_macros.constFind(symbol);
    if (!macro && known == m_macros.constEnd())
        return;
    m_macroChanges.emplace_back(symbol, known == m_macros.constEnd() ? std::nullopt : std::optional(*known));
    if (macro)
        m_macros.insert(symbol, *macro);
    else
        m_macros.remove(symbol);
}

void VariableSearch::visit(const CallBlock &statement)
{
    visit(*statement.call);
    m_names.open(true);
    visitSometimes([&] { visitMacroBody(*statement.body); }); // whether the macro asks for it is its matter
    m_names.close();
}

void VariableSearch::visit(const FilterBlock &statement)
{
    visit(statement.body);
    visit(*statement.value);
}

void VariableSearch::visit(const Include &statement)
{
    if (statement.source < 0)
        return;
    const SourceNeeds &needs = m_analysis.needsOf(statement.source, UseMode::run);
    for (const FreeUse &each : needs.uses) {
        if (!m_analysis.spendOnInclude())
            break;
        use(each);
    }
    visitSometimes([&] {
        for (const SymbolId symbol : needs.calls) {
            if (const auto macro = m_macros.find(symbol); macro != m_macros.end())
                visitMacro(*macro);
            else
                m_needs.calls.push_back(symbol);
        }
    });
}

void VariableSearch::visit(const Import &statement)
{
    if (statement.source >= 0) {
        const SourceNeeds &needs = m_analysis.needsOf(statement.source, UseMode::asModule);
        for (FreeUse each : needs.uses) {
            each.isConditional = each.isConditional || m_conditions > 0;
            m_needs.uses.push_back(std::move(each));
        }
    }
    if (!statement.whole.name.isEmpty())
        assign({statement.whole});
    for (const auto &[symbol, target] : statement.members)
        assign({target});
}

// A macro's names are looked for where it is called first.
void VariableSearch::visitMacro(KnownMacro &macro)
{
    if (std::exchange(macro.isVisited, true))
        return;
    const MacroBody &body = *macro.body;
    const int conditions = macro.isConditional ? 1 : 0;
    const Standings::Apart apart(m_names, macro.home);
    auto aliases = std::exchange(m_aliases, {});
    m_names.open(true);
    m_names.own(body.caller);
    m_conditions += conditions;
    visitMacroBody(body);
    m_conditions -= conditions;
    m_names.close();
    m_aliases = std::move(aliases);
}

// What it sets ends with it.
void VariableSearch::visitMacroBody(const MacroBody &body)
{
    Aliases::Ways ways(m_aliases);
    const std::size_t macros = m_macroChanges.size();
    nameMacro(body.caller, std::nullopt);
    for (const Parameter &parameter : body.parameters) {
        if (parameter.byDefault)
            visitSometimes([&] { visit(*parameter.byDefault); });
        m_names.own(parameter.target.symbol);
        m_aliases.put(parameter.target.symbol, std::nullopt);
        nameMacro(parameter.target.symbol, std::nullopt);
    }
    visit(body.body);
    ways.next();
    for (; m_macroChanges.size() > macros; m_macroChanges.pop_back()) {
        const auto &[symbol, before] = m_macroChanges.back();
        if (before)
            m_macros.insert(symbol, *before);
        else
            m_macros.remove(symbol);
    }
}

void VariableSearch::visitCall(const Call &call)
{
    if (const auto *name = std::get_if<Name>(&call.callee->node)) {
        if (const auto macro = m_macros.find(name->symbol); macro != m_macros.end())
            visitMacro(*macro);
        else if (!m_names.of(name->symbol) && !findFunction(name->name))
            m_needs.calls.push_back(name->symbol);
    } else if (const auto *member = std::get_if<Member>(&call.callee->node)) {
        visit(*member->base);
    } else {
        visit(*call.callee);
    }
    for (const Argument &argument : call.arguments)
        visit(*argument.value);
}

void VariableSearch::visit(const Expression &expression)
{
    if (const auto path = variablePathOf(expression))
        return visitPath(expression, *path);
    if (const auto *test = std::get_if<TestUse>(&expression.node); test && test->test->acceptsMissing)
        return visitTolerant(*test->operand);
    if (const auto *filter = std::get_if<FilterUse>(&expression.node); filter && filter->filter->acceptsMissing) {
        visitTolerant(*filter->operand);
        return visitSometimes([&] {
            for (const ExpressionPointer &argument : filter->arguments) {
                if (argument)
                    visit(*argument);
            }
        });
    }
    if (const auto *conditional = std::get_if<Conditional>(&expression.node)) {
        visit(*conditional->condition);
        return visitSometimes([&] {
            visitGuarded(guardedBy(*conditional->condition, true), *conditional->whenTrue);
            if (conditional->whenFalse)
                visitGuarded(guardedBy(*conditional->condition, false), *conditional->whenFalse);
        });
    }
    if (const auto *logical = std::get_if<Logical>(&expression.node)) {
        visit(*logical->left);
        return visitSometimes([&] { visitGuarded(guardedBy(*logical->left, logical->isAnd), *logical->right); });
    }
    const bool wasTolerant = std::exchange(m_isTolerant, false);
    if (const auto *call = std::get_if<Call>(&expression.node))
        visitCall(*call);
    else if (const auto *comparison = std::get_if<Comparison>(&expression.node))
        visitComparison(*comparison);
    else
        forEachPart(expression.node, [this](const Expression &part) { visit(part); });
    m_isTolerant = wasTolerant;
}

// Of a chain such as `a < b < c` the third is looked at when the first pair holds.
void VariableSearch::visitComparison(const Comparison &comparison)
{
    visit(*comparison.first);
    visit(*comparison.rest.front().second);
    visitSometimes([&] {
        for (const auto &[relation, operand] : comparison.rest | std::views::drop(1))
            visit(*operand);
    });
}

void VariableSearch::visitTolerant(const Expression &expression)
{
    const bool wasTolerant = std::exchange(m_isTolerant, true);
    visit(expression);
    m_isTolerant = wasTolerant;
}

// The chain itself is one use; what stands in its brackets are others.
void VariableSearch::visitPath(const Expression &expression, const VariablePath &path)
{
    use({.root = path.root, .path = path.dotted, .isOptional = false, .source = m_source, .start = path.start, .end = path.end});
    const bool wasTolerant = std::exchange(m_isTolerant, false);
    const Expression *link = &expression;
    while (!std::holds_alternative<Name>(link->node)) {
        if (const auto *index = std::get_if<Index>(&link->node)) {
            visit(*index->index);
            link = index->base.get();
        } else {
            link = std::get<Member>(link->node).base.get();
        }
    }
    m_isTolerant = wasTolerant;
}

bool VariableSearch::isGuarded(const QString &path) const
{
    if (m_guards.isEmpty())
        return false;
    for (qsizetype end = path.size(); end > 0; end = path.lastIndexOf(u'.', end - 1)) {
        if (m_guards.value(path.first(end)) > 0)
            return true;
    }
    return false;
}

void VariableSearch::use(const FreeUse &use)
{
    auto noted = freeUse(use);
    if (!noted)
        return;
    const bool isAlias = m_names.of(use.root) == Standing::every;
    // What a name stands for was noted where it was given its value.
    const bool isToldAlready = isAlias && use.path.size() == m_analysis.symbols().nameOf(use.root).size();
    const bool isOfParts = isAlias || noted->path.contains(u"[]") || noted->path.contains(u"{}");
    if (!isToldAlready && (!isOfParts || m_analysis.spendOnAlias()))
        m_needs.uses.push_back(*std::move(noted));
}

std::optional<FreeUse> VariableSearch::freeUse(const FreeUse &use) const
{
    const auto standing = m_names.of(use.root);
    std::optional<FreeUse> noted = standing == Standing::every ? resolved(use) : use;
    if (!noted)
        return noted;
    if (standing != Standing::every)
        noted->isConditional = use.isConditional || m_conditions > 0;
    const bool isProvidedFor = m_isTolerant || m_isUncalled || standing == Standing::some || isGuarded(use.path) || isGuarded(noted->path);
    noted->isOptional = noted->isOptional || isProvidedFor;
    return noted;
}

std::optional<FreeUse> VariableSearch::resolved(const FreeUse &use) const
{
    const Alias *alias = m_aliases.of(use.root);
    const QStringView members = QStringView(use.path).sliced(m_analysis.symbols().nameOf(use.root).size());
    if (!alias || alias->path.size() + members.size() > kLongestAlias)
        return std::nullopt;
    FreeUse noted = use;
    noted.root = alias->root;
    noted.path = alias->path + members;
    noted.isConditional = use.isConditional || m_conditions > alias->conditions;
    noted.isOptional = use.isOptional || alias->isOptional || noted.isConditional;
    return noted;
}

} // namespace assay::prompt
