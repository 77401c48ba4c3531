// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/variables.h"

#include "core/prompt/filters.h"
#include "core/prompt/parts.h"
#include "core/prompt/valuetests.h"

#include <QHash>
#include <QMap>

#include <algorithm>
#include <optional>
#include <ranges>
#include <utility>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

// Whether a name is the template's own on every way to here, or only on some.
enum class Standing { some, every };
using Names = QHash<QString, Standing>;
using NameScopes = std::vector<Names>;

struct Path {
    QString root;
    QString dotted;
    bool isWhole = true; ///< what follows can still be added
};

std::optional<Path> pathOf(const Expression &expression)
{
    if (const auto *name = std::get_if<Name>(&expression.node))
        return Path{name->name, name->name};
    const auto *member = std::get_if<Member>(&expression.node);
    const auto *index = std::get_if<Index>(&expression.node);
    if (!member && !index)
        return std::nullopt;
    auto path = pathOf(member ? *member->base : *index->base);
    if (!path)
        return path;
    path->isWhole = path->isWhole && member && member->name != u"length" && isIdentifier(member->name);
    if (path->isWhole)
        path->dotted += u'.' + member->name;
    return path;
}

// Paths that are surely there where the condition has the given outcome.
QStringList guardedBy(const Expression &condition, bool outcome)
{
    if (const auto *negation = std::get_if<Not>(&condition.node))
        return guardedBy(*negation->operand, !outcome);
    if (const auto *logical = std::get_if<Logical>(&condition.node)) {
        if (logical->isAnd != outcome)
            return {};
        return guardedBy(*logical->left, outcome) + guardedBy(*logical->right, outcome);
    }
    const auto *use = std::get_if<TestUse>(&condition.node);
    if (!use || !use->test->acceptsMissing)
        return {};
    const bool saysDefined = (use->test->name == u"defined") != use->isNegated;
    const auto path = pathOf(*use->operand);
    return path && saysDefined == outcome ? QStringList{path->dotted} : QStringList();
}

class Search {
public:
    FreeVariables run(const Block &block);

private:
    void visit(const Block &block);
    void visit(const Text &) {}
    void visit(const Output &output) { visit(*output.expression); }
    void visit(const If &statement);
    void visit(const For &statement);
    void visit(const Set &statement);
    void visit(const Expression &expression);
    void visitPath(const Expression &expression, const Path &path);
    void visitGuarded(const QStringList &guards, const auto &part);
    void visitTolerant(const Expression &expression);

    void use(const Path &path);
    [[nodiscard]] std::optional<Standing> standingOf(const QString &name) const;
    void own(const QString &name);

    NameScopes m_scopes{1};
    QStringList m_guards;
    bool m_isTolerant = false;
    QMap<QString, bool> m_found; ///< path to whether it is optional in every use so far
};

// The names after several ways that lead to one place: those on every way, and those on some.
NameScopes merged(const std::vector<NameScopes> &ways)
{
    NameScopes result(ways.front().size());
    for (std::size_t level = 0; level < result.size(); ++level) {
        for (const NameScopes &way : ways) {
            for (const QString &name : way[level].keys()) {
                const bool isOnEvery = std::ranges::all_of(ways, [&](const NameScopes &other) { return other[level].value(name, Standing::some) == Standing::every; });
                result[level].insert(name, isOnEvery ? Standing::every : Standing::some);
            }
        }
    }
    return result;
}

FreeVariables Search::run(const Block &block)
{
    visit(block);
    FreeVariables found;
    for (auto it = m_found.cbegin(); it != m_found.cend(); ++it) {
        found.all.append(it.key());
        if (it.value())
            found.optional.append(it.key());
    }
    return found;
}

void Search::visit(const Block &block)
{
    for (const Statement &statement : block)
        std::visit([this](const auto &node) { visit(node); }, statement.node);
}

void Search::visitGuarded(const QStringList &guards, const auto &part)
{
    const qsizetype before = m_guards.size();
    m_guards += guards;
    visit(part);
    m_guards.resize(before);
}

void Search::visit(const If &statement)
{
    std::vector<NameScopes> ways;
    QStringList guards; // what the branches not taken so far say
    const NameScopes before = m_scopes;
    for (const Branch &branch : statement.branches) {
        visitGuarded(guards, *branch.condition);
        visitGuarded(guards + guardedBy(*branch.condition, true), branch.body);
        ways.push_back(std::exchange(m_scopes, before));
        guards += guardedBy(*branch.condition, false);
    }
    visitGuarded(guards, statement.otherwise);
    ways.push_back(std::move(m_scopes));
    m_scopes = merged(ways);
}

void Search::visit(const For &statement)
{
    visit(*statement.iterable);
    const NameScopes before = m_scopes;
    m_scopes.emplace_back();
    for (const QString &target : statement.targets)
        own(target);
    own(u"loop"_s);
    visit(statement.body);
    m_scopes.pop_back();
    std::vector<NameScopes> ways;
    ways.push_back(std::exchange(m_scopes, before));
    visit(statement.otherwise);
    ways.push_back(std::move(m_scopes));
    m_scopes = merged(ways);
}

void Search::visit(const Set &statement)
{
    visit(*statement.value);
    for (const QString &target : statement.targets) {
        const auto known = std::ranges::find_if(std::views::reverse(m_scopes), [&](const Names &names) { return names.contains(target); });
        Names &names = known == std::views::reverse(m_scopes).end() ? m_scopes.back() : *known;
        names.insert(target, Standing::every);
    }
}

void Search::visit(const Expression &expression)
{
    if (const auto path = pathOf(expression))
        return visitPath(expression, *path);
    if (const auto *test = std::get_if<TestUse>(&expression.node); test && test->test->acceptsMissing)
        return visitTolerant(*test->operand);
    if (const auto *filter = std::get_if<FilterUse>(&expression.node); filter && filter->filter->acceptsMissing) {
        visitTolerant(*filter->operand);
        for (const ExpressionPointer &argument : filter->arguments) {
            if (argument)
                visit(*argument);
        }
        return;
    }
    if (const auto *conditional = std::get_if<Conditional>(&expression.node)) {
        visit(*conditional->condition);
        visitGuarded(guardedBy(*conditional->condition, true), *conditional->whenTrue);
        if (conditional->whenFalse)
            visitGuarded(guardedBy(*conditional->condition, false), *conditional->whenFalse);
        return;
    }
    if (const auto *logical = std::get_if<Logical>(&expression.node)) {
        visit(*logical->left);
        return visitGuarded(guardedBy(*logical->left, logical->isAnd), *logical->right);
    }
    const bool wasTolerant = std::exchange(m_isTolerant, false);
    forEachPart(expression.node, [this](const Expression &part) { visit(part); });
    m_isTolerant = wasTolerant;
}

void Search::visitTolerant(const Expression &expression)
{
    const bool wasTolerant = std::exchange(m_isTolerant, true);
    visit(expression);
    m_isTolerant = wasTolerant;
}

// The chain itself is one use; what stands in its brackets are others.
void Search::visitPath(const Expression &expression, const Path &path)
{
    use(path);
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

void Search::use(const Path &path)
{
    const auto standing = standingOf(path.root);
    if (standing == Standing::every)
        return;
    const bool isGuarded = std::ranges::any_of(m_guards, [&](const QString &guard) { return path.dotted == guard || path.dotted.startsWith(guard + u'.'); });
    const bool isOptional = m_isTolerant || isGuarded || standing == Standing::some;
    m_found[path.dotted] = isOptional && m_found.value(path.dotted, true);
}

std::optional<Standing> Search::standingOf(const QString &name) const
{
    std::optional<Standing> standing;
    for (const Names &names : std::views::reverse(m_scopes)) {
        const auto found = names.constFind(name);
        if (found == names.constEnd())
            continue;
        if (*found == Standing::every)
            return Standing::every;
        standing = Standing::some;
    }
    return standing;
}

void Search::own(const QString &name)
{
    m_scopes.back().insert(name, Standing::every);
}

} // namespace

FreeVariables freeVariables(const Block &block)
{
    return Search().run(block);
}

} // namespace assay::prompt
