// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/comparison.h"

#include "core/prompt/language/longtext.h"
#include "core/prompt/language/valuetext.h"

#include <algorithm>
#include <cmath>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

enum class Equality { strict, loose };

// A number as it takes part in a comparison, where texts may stand for numbers.
std::optional<double> figureOf(const Value &value)
{
    if (const QString *text = value.text())
        return numberIn(*text);
    return value.number();
}

bool equal(const Value &left, const Value &right, Equality equality, Execution &run);

bool equalLists(const List &left, const List &right, Equality equality, Execution &run)
{
    return std::ranges::equal(left.elements, right.elements, [&](const Value &a, const Value &b) { return equal(a, b, equality, run); });
}

bool equalMappings(const Mapping &left, const Mapping &right, Equality equality, Execution &run)
{
    if (left.members.size() != right.members.size())
        return false;
    return std::ranges::all_of(left.members, [&](const auto &member) {
        const Value *other = right.find(member.first);
        return other && equal(member.second, *other, equality, run);
    });
}

bool equal(const Value &left, const Value &right, Equality equality, Execution &run)
{
    if (!run.spend())
        return false;
    if (left.text() && right.text())
        return run.spendOnText(qMin(left.text()->size(), right.text()->size())) && *left.text() == *right.text();
    if (left.list() && right.list())
        return equalLists(*left.list(), *right.list(), equality, run);
    if (left.mapping() && right.mapping())
        return equalMappings(*left.mapping(), *right.mapping(), equality, run);
    if (std::holds_alternative<BigNumber>(left.data) || std::holds_alternative<BigNumber>(right.data))
        return left.isNumber() && right.isNumber() && printed(left, run) == printed(right, run);
    if (left.object() || right.object())
        return left.object() == right.object();
    const bool isLeftFlag = std::holds_alternative<bool>(left.data);
    const bool isRightFlag = std::holds_alternative<bool>(right.data);
    if (equality == Equality::strict && isLeftFlag != isRightFlag)
        return false;
    if (left.integer() && right.integer())
        return *left.integer() == *right.integer();
    if (left.number() && right.number())
        return *left.number() == *right.number();
    const bool isTextAgainstNumber = (left.text() && right.isNumber()) || (right.text() && left.isNumber());
    if (equality == Equality::loose && isTextAgainstNumber)
        return figureOf(left) && figureOf(left) == figureOf(right);
    return left.isNone() && right.isNone();
}

bool contains(const Value &container, const Value &sought, Execution &run)
{
    if (const List *list = container.list())
        return std::ranges::any_of(list->elements, [&](const Value &element) { return areIdentical(element, sought, run); });
    const bool isWord = sought.text() || sought.isNumber();
    if (container.mapping() && isWord)
        return container.mapping()->find(printed(sought, run)) != nullptr;
    if (container.text() && isWord) {
        const QString part = printed(sought, run);
        return run.spendOnText(container.text()->size() + part.size()) && Search(part).in(*container.text()) >= 0;
    }
    if (container.mapping() || container.text())
        run.fail(u"`in` looks for text here, but the left side is %1"_s.arg(described(sought)));
    else
        run.fail(u"`in` needs a list, a mapping or text on its right side, but got %1"_s.arg(described(container)));
    return false;
}

bool isOrdered(Relation relation, const Value &left, const Value &right, Execution &run)
{
    if (left.text() && right.text() && !run.spendOnText(qMin(left.text()->size(), right.text()->size())))
        return false;
    const auto order = orderOf(left, right);
    if (!order && run.isLenient() && (left.isNone() || right.isNone()))
        return false;
    if (!order) {
        run.fail(u"%1 and %2 cannot be put in order"_s.arg(described(left), described(right)), u"Compare numbers with numbers and text with text."_s);
        return false;
    }
    switch (relation) {
    case Relation::less:
        return *order < 0;
    case Relation::lessOrEqual:
        return *order <= 0;
    case Relation::greater:
        return *order > 0;
    default:
        return *order >= 0;
    }
}

} // namespace

std::optional<double> numberIn(const QString &text)
{
    const QString trimmed = text.trimmed();
    const bool startsAsNumber = !trimmed.isEmpty() && (trimmed.front().isDigit() || u"+-."_s.contains(trimmed.front()));
    bool isNumber = false;
    const double number = startsAsNumber ? trimmed.toDouble(&isNumber) : 0;
    if (!isNumber || !std::isfinite(number))
        return std::nullopt;
    return number;
}

bool areIdentical(const Value &left, const Value &right, Execution &run)
{
    return equal(left, right, Equality::strict, run);
}

bool areEqual(const Value &left, const Value &right, Execution &run)
{
    return equal(left, right, Equality::loose, run);
}

std::optional<std::partial_ordering> orderOf(const Value &left, const Value &right)
{
    if (left.text() && right.text())
        return left.text()->compare(*right.text()) <=> 0;
    if (left.integer() && right.integer())
        return *left.integer() <=> *right.integer();
    const auto a = figureOf(left);
    const auto b = figureOf(right);
    if (!a || !b)
        return std::nullopt;
    return *a <=> *b;
}

bool holds(Relation relation, const Value &left, const Value &right, Execution &run)
{
    switch (relation) {
    case Relation::equal:
        return areEqual(left, right, run);
    case Relation::notEqual:
        return !areEqual(left, right, run);
    case Relation::identical:
        return areIdentical(left, right, run);
    case Relation::notIdentical:
        return !areIdentical(left, right, run);
    case Relation::in:
        return contains(right, left, run);
    case Relation::notIn:
        return !contains(right, left, run);
    default:
        return isOrdered(relation, left, right, run);
    }
}

} // namespace assay::prompt
