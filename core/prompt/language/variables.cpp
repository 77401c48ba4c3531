// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/variables.h"

#include "core/prompt/language/filters.h"
#include "core/prompt/language/parts.h"
#include "core/prompt/language/standings.h"
#include "core/prompt/language/valuetests.h"
#include "core/prompt/language/variablepath.h"

#include <QHash>
#include <QMap>

#include <algorithm>
#include <map>
#include <optional>
#include <ranges>
#include <tuple>
#include <utility>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

// So that a hostile template does not take all memory: of loops' names others are told in their place.
constexpr qsizetype kLongestElementPath = 200;
constexpr int kMostElementUses = 10'000;

// The name of a loop stands for one element after the other of such a list.
struct Element {
    SymbolId root = 0;
    QString path; ///< such as "messages[]"; empty: for something else
    bool isOptional = false;
};

// How a source is used: run in its place, or only asked for its macros.
enum class Mode : quint8 { run, asModule };

// What one source needs by itself, and the names that it calls without having made them.
struct Needs {
    std::vector<FreeUse> uses;
    std::vector<SymbolId> calls;
};

class Analysis;

// Goes through one source.
class Search {
public:
    Search(Analysis &analysis, qint32 source) : m_analysis(analysis), m_source(source) {}
    [[nodiscard]] Needs run(const Block &block, Mode mode);

private:
    struct KnownMacro {
        const MacroBody *body = nullptr;
        int home = 0;
        bool isVisited = false;
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
    void visitMacro(KnownMacro &macro);
    void visitMacroBody(const MacroBody &body);
    void visitPath(const Expression &expression, const VariablePath &path);
    void visitTolerant(const Expression &expression);
    void visitGuarded(const QStringList &guards, const auto &part);

    void guard(const QStringList &paths, int by);
    [[nodiscard]] bool isGuarded(const QString &path) const;
    void use(const FreeUse &use);
    /// As it is to be told: nothing where the name is the template's own.
    [[nodiscard]] std::optional<FreeUse> freeUse(const FreeUse &use) const;
    [[nodiscard]] std::optional<FreeUse> elementUse(const FreeUse &use) const;
    [[nodiscard]] Element elementsOf(const For &statement) const;
    void nameElement(SymbolId symbol, const Element &element);
    void assign(const std::vector<Target> &targets);

    Analysis &m_analysis;
    qint32 m_source;
    Standings m_names;
    QHash<QString, int> m_guards;
    QHash<SymbolId, KnownMacro> m_macros;
    QHash<SymbolId, Element> m_elements; ///< by the name of a loop
    bool m_isTolerant = false;
    Needs m_needs;
};

// Of all sources of a template, each looked at once for each way in which it is used.
class Analysis {
public:
    explicit Analysis(const ParsedTemplate &parsed) : m_parsed(parsed) {}
    [[nodiscard]] FreeVariables run();
    [[nodiscard]] const Needs &needsOf(qint32 source, Mode mode);
    [[nodiscard]] const Symbols &symbols() const { return m_parsed.symbols; }
    /// False when there have been very many.
    [[nodiscard]] bool spendOnElement() { return ++m_elementUses <= kMostElementUses; }

private:
    const ParsedTemplate &m_parsed;
    int m_elementUses = 0;
    std::map<std::pair<qint32, Mode>, std::shared_ptr<const Needs>> m_needs;
};

Needs Search::run(const Block &block, Mode mode)
{
    visit(block);
    // What nobody calls here is needed by those who import it; else it may be missing.
    if (mode == Mode::run && m_source != 0)
        return std::move(m_needs);
    m_isTolerant = mode == Mode::run;
    for (const SymbolId symbol : m_macros.keys()) {
        if (const auto macro = m_macros.find(symbol); macro != m_macros.end())
            visitMacro(*macro);
    }
    return std::move(m_needs);
}

void Search::visit(const Block &block)
{
    for (const Statement &statement : block)
        std::visit([this](const auto &node) { visit(node); }, statement.node);
}

void Search::guard(const QStringList &paths, int by)
{
    for (const QString &path : paths)
        m_guards[path] += by;
}

void Search::visitGuarded(const QStringList &guards, const auto &part)
{
    guard(guards, 1);
    visit(part);
    guard(guards, -1);
}

void Search::visit(const If &statement)
{
    Standings::Ways ways(m_names);
    QStringList guards; // what the branches not taken so far say
    for (const Branch &branch : statement.branches) {
        visit(*branch.condition);
        visitGuarded(guardedBy(*branch.condition, true), branch.body);
        ways.next();
        const QStringList otherwise = guardedBy(*branch.condition, false);
        guard(otherwise, 1);
        guards += otherwise;
    }
    visit(statement.otherwise);
    ways.next();
    guard(guards, -1);
    ways.join();
}

void Search::visit(const For &statement)
{
    visit(*statement.iterable);
    const Element elements = elementsOf(statement);
    std::vector<std::pair<SymbolId, Element>> outer{{statement.loop, m_elements.take(statement.loop)}};
    for (const Target &target : statement.targets)
        outer.emplace_back(target.symbol, m_elements.take(target.symbol));
    nameElement(statement.targets.front().symbol, elements);
    Standings::Ways ways(m_names);
    m_names.open(false);
    for (const Target &target : statement.targets)
        m_names.own(target.symbol);
    QStringList guards;
    if (statement.condition) {
        visit(*statement.condition);
        guards = guardedBy(*statement.condition, true);
        // The body sees those elements only for which it holds.
        if (const auto element = m_elements.find(statement.targets.front().symbol); element != m_elements.end())
            element->isOptional = true;
    }
    m_names.own(statement.loop);
    visitGuarded(guards, statement.body);
    m_names.close();
    for (const auto &[symbol, element] : std::views::reverse(outer))
        nameElement(symbol, element);
    ways.next();
    visit(statement.otherwise);
    ways.next();
    ways.join();
}

Element Search::elementsOf(const For &statement) const
{
    const auto path = listPathOf(*statement.iterable);
    if (!path || statement.targets.size() != 1 || statement.targets.front().symbol == statement.loop)
        return {};
    const auto list = freeUse({.root = path->list.root, .path = path->list.dotted, .isOptional = path->isOptional});
    return list ? Element{.root = list->root, .path = list->path + u"[]"_s, .isOptional = list->isOptional} : Element();
}

void Search::nameElement(SymbolId symbol, const Element &element)
{
    if (element.path.isEmpty())
        m_elements.remove(symbol);
    else
        m_elements.insert(symbol, element);
}

void Search::assign(const std::vector<Target> &targets)
{
    for (const Target &target : targets) {
        m_elements.remove(target.symbol);
        m_names.assign(target.symbol);
        m_macros.remove(target.symbol);
    }
}

void Search::visit(const Set &statement)
{
    visit(*statement.value);
    if (statement.member.isEmpty())
        assign(statement.targets);
}

void Search::visit(const SetBlock &statement)
{
    visit(statement.body);
    visit(*statement.value);
    assign(statement.targets);
}

void Search::visit(const Macro &statement)
{
    m_names.own(statement.symbol);
    m_macros.insert(statement.symbol, {.body = statement.body.get(), .home = 0});
}

void Search::visit(const CallBlock &statement)
{
    visit(*statement.call);
    m_names.open(true);
    visitMacroBody(*statement.body);
    m_names.close();
}

void Search::visit(const FilterBlock &statement)
{
    visit(statement.body);
    visit(*statement.value);
}

void Search::visit(const Include &statement)
{
    if (statement.source < 0)
        return;
    const Needs &needs = m_analysis.needsOf(statement.source, Mode::run);
    for (const FreeUse &each : needs.uses)
        use(each);
    for (const SymbolId symbol : needs.calls) {
        if (const auto macro = m_macros.find(symbol); macro != m_macros.end())
            visitMacro(*macro);
        else
            m_needs.calls.push_back(symbol);
    }
}

void Search::visit(const Import &statement)
{
    if (statement.source >= 0) {
        const Needs &needs = m_analysis.needsOf(statement.source, Mode::asModule);
        m_needs.uses.insert(m_needs.uses.end(), needs.uses.begin(), needs.uses.end());
    }
    if (!statement.whole.name.isEmpty())
        assign({statement.whole});
    for (const auto &[symbol, target] : statement.members)
        assign({target});
}

// A macro's names are looked for where it is called first.
void Search::visitMacro(KnownMacro &macro)
{
    if (std::exchange(macro.isVisited, true))
        return;
    const MacroBody &body = *macro.body;
    const Standings::Apart apart(m_names, macro.home);
    auto loops = std::exchange(m_elements, {});
    m_names.open(true);
    m_names.own(body.caller);
    visitMacroBody(body);
    m_names.close();
    m_elements = std::move(loops);
}

void Search::visitMacroBody(const MacroBody &body)
{
    const auto loops = m_elements;
    for (const Parameter &parameter : body.parameters) {
        if (parameter.byDefault)
            visit(*parameter.byDefault);
        m_names.own(parameter.target.symbol);
        m_elements.remove(parameter.target.symbol);
    }
    visit(body.body);
    m_elements = loops;
}

void Search::visitCall(const Call &call)
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

void Search::visit(const Expression &expression)
{
    if (const auto path = variablePathOf(expression))
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
    if (const auto *call = std::get_if<Call>(&expression.node))
        visitCall(*call);
    else
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
void Search::visitPath(const Expression &expression, const VariablePath &path)
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

bool Search::isGuarded(const QString &path) const
{
    if (m_guards.isEmpty())
        return false;
    for (qsizetype end = path.size(); end > 0; end = path.lastIndexOf(u'.', end - 1)) {
        if (m_guards.value(path.first(end)) > 0)
            return true;
    }
    return false;
}

void Search::use(const FreeUse &use)
{
    auto noted = freeUse(use);
    if (noted && (!noted->path.contains(u"[]") || m_analysis.spendOnElement()))
        m_needs.uses.push_back(*std::move(noted));
}

std::optional<FreeUse> Search::freeUse(const FreeUse &use) const
{
    const auto standing = m_names.of(use.root);
    std::optional<FreeUse> noted = standing == Standing::every ? elementUse(use) : use;
    if (noted)
        noted->isOptional = noted->isOptional || m_isTolerant || standing == Standing::some || isGuarded(use.path) || isGuarded(noted->path);
    return noted;
}

// Of the name of a loop: a member of the elements that it stands for. The element itself is there when its list is.
std::optional<FreeUse> Search::elementUse(const FreeUse &use) const
{
    const auto element = m_elements.constFind(use.root);
    const QStringView members = QStringView(use.path).sliced(m_analysis.symbols().nameOf(use.root).size());
    if (element == m_elements.constEnd() || members.isEmpty() || element->path.size() + members.size() > kLongestElementPath)
        return std::nullopt;
    FreeUse noted = use;
    noted.root = element->root;
    noted.path = element->path + members;
    noted.isOptional = use.isOptional || element->isOptional;
    return noted;
}

const Needs &Analysis::needsOf(qint32 source, Mode mode)
{
    auto &needs = m_needs[{source, mode}];
    if (!needs) {
        // A snippet that includes itself does not get here: it is an error before.
        Needs found = Search(*this, source).run(m_parsed.sources[static_cast<std::size_t>(source)]->body, mode);
        const auto key = [](const FreeUse &use) { return std::tie(use.source, use.start, use.path, use.isOptional); };
        std::ranges::sort(found.uses, {}, key);
        // Of one place the use that must be there counts, and that is the first. In a snippet it can be of several lists.
        const auto isSame = [](const FreeUse &a, const FreeUse &b) { return a.source == b.source && a.start == b.start && a.path == b.path; };
        const auto [from, to] = std::ranges::unique(found.uses, isSame);
        found.uses.erase(from, to);
        std::ranges::sort(found.calls);
        const auto [sameFrom, sameTo] = std::ranges::unique(found.calls);
        found.calls.erase(sameFrom, sameTo);
        needs = std::make_shared<const Needs>(std::move(found));
    }
    return *needs;
}

FreeVariables Analysis::run()
{
    FreeVariables variables;
    variables.uses = needsOf(0, Mode::run).uses;
    QMap<QString, bool> found; // path to whether it is optional in every use
    for (const FreeUse &use : variables.uses)
        found[use.path] = use.isOptional && found.value(use.path, true);
    for (auto it = found.cbegin(); it != found.cend(); ++it) {
        variables.all.append(it.key());
        if (it.value())
            variables.optional.append(it.key());
    }
    return variables;
}

} // namespace

FreeVariables freeVariables(const ParsedTemplate &parsed)
{
    return Analysis(parsed).run();
}

} // namespace assay::prompt
