// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/variablepath.h"

#include "core/prompt/language/filters.h"
#include "core/prompt/language/origin.h"
#include "core/prompt/language/valuetests.h"

#include <algorithm>
#include <array>

namespace assay::prompt {

namespace {

enum class Kept : quint8 { nothing, some, all };

// Which elements of the list that it is given a filter gives.
Kept keptBy(const FilterUse &use)
{
    static constexpr std::array<QStringView, 4> kPicking{u"reject", u"rejectattr", u"select", u"selectattr"};
    static constexpr std::array<QStringView, 4> kKeeping{u"d", u"default", u"reverse", u"sort"};
    const QStringView name = use.filter->name;
    if (std::ranges::contains(kPicking, name))
        return Kept::some;
    if (name == u"unique") // by an attribute: elements that are not equal get lost, too
        return std::ranges::any_of(use.arguments, [](const ExpressionPointer &argument) { return argument != nullptr; }) ? Kept::some : Kept::all;
    return std::ranges::contains(kKeeping, name) ? Kept::all : Kept::nothing;
}

struct PartOfMapping {
    const Expression *mapping = nullptr;
    ValuePath::Part part = ValuePath::Part::values;
};

std::optional<PartOfMapping> mappingOf(const Expression &expression)
{
    using enum ValuePath::Part;
    if (const auto *use = std::get_if<FilterUse>(&expression.node)) {
        const bool givesMembers = use->filter->name == u"items" || use->filter->name == u"dictsort";
        return givesMembers ? std::optional(PartOfMapping{.mapping = use->operand.get(), .part = members}) : std::nullopt;
    }
    const auto *call = std::get_if<Call>(&expression.node);
    const auto *method = call ? std::get_if<Member>(&call->callee->node) : nullptr;
    if (!method || (method->name != u"items" && method->name != u"values"))
        return std::nullopt;
    return PartOfMapping{.mapping = method->base.get(), .part = method->name == u"items" ? members : values};
}

} // namespace

std::optional<VariablePath> variablePathOf(const Expression &expression)
{
    if (const auto *name = std::get_if<Name>(&expression.node))
        return VariablePath{.root = name->symbol, .dotted = name->name, .start = expression.offset, .end = expression.end};
    const auto *member = std::get_if<Member>(&expression.node);
    const auto *index = std::get_if<Index>(&expression.node);
    if (!member && !index)
        return std::nullopt;
    auto path = variablePathOf(member ? *member->base : *index->base);
    if (!path)
        return path;
    path->isWhole = path->isWhole && member && member->name != u"length" && isIdentifier(member->name);
    if (path->isWhole) {
        path->dotted += u'.' + member->name;
        path->end = expression.end;
    }
    return path;
}

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
    const auto path = variablePathOf(*use->operand);
    return path && saysDefined == outcome ? QStringList{path->dotted} : QStringList();
}

std::optional<ValuePath> valuePathOf(const Expression &expression)
{
    using enum ValuePath::Part;
    const Expression *value = &expression;
    bool isOptional = false;
    while (true) {
        const auto *slice = std::get_if<Slice>(&value->node);
        const auto *use = std::get_if<FilterUse>(&value->node);
        const Kept kept = slice ? Kept::some : use ? keptBy(*use) : Kept::nothing;
        if (kept == Kept::nothing)
            break;
        isOptional = isOptional || kept == Kept::some || (use && use->filter->acceptsMissing);
        value = slice ? slice->base.get() : use->operand.get();
    }
    auto part = whole;
    if (const auto mapping = mappingOf(*value)) {
        value = mapping->mapping;
        part = mapping->part;
    }
    auto path = variablePathOf(*value);
    return path && path->isWhole ? std::optional(ValuePath{.path = *std::move(path), .part = part, .isOptional = isOptional}) : std::nullopt;
}

} // namespace assay::prompt
