// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/valuetests.h"

#include "core/prompt/language/comparison.h"
#include "core/prompt/language/filters.h"
#include "core/prompt/language/objects.h"

#include <algorithm>
#include <array>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

bool isFlag(const Value &value)
{
    return std::holds_alternative<bool>(value.data);
}

bool isInteger(const TestCall &call)
{
    return std::holds_alternative<qint64>(call.value.data);
}

bool isDivisible(TestCall &call)
{
    const auto number = call.value.integer();
    const auto divisor = call.argument->integer();
    if (divisor == 0)
        call.run.fail(u"nothing is divisible by 0"_s);
    else if (!divisor)
        call.run.fail(u"`divisibleby` needs a whole number, but got %1"_s.arg(described(*call.argument)));
    if (call.run.hasFailed() || !number)
        return false;
    return *divisor == -1 || *number % *divisor == 0;
}

template<Relation relation> bool relates(TestCall &call)
{
    return holds(relation, call.value, *call.argument, call.run);
}

bool isLower(TestCall &call)
{
    return call.value.text() && call.value.text()->toLower() == *call.value.text();
}

bool isUpper(TestCall &call)
{
    return call.value.text() && call.value.text()->toUpper() == *call.value.text();
}

bool isNameOf(TestCall &call, bool isKnown)
{
    return call.value.text() && isKnown;
}

constexpr auto kNeeds = TestSpec::Parameter::required;
constexpr auto kNone = TestSpec::Parameter::none;

constexpr std::array kTests{
    TestSpec{u"boolean", [](TestCall &call) { return isFlag(call.value); }, u"true or false."},
    TestSpec{u"callable", [](TestCall &call) { return call.value.object() && !dynamic_cast<const LoopObject *>(call.value.object()); }, u"A macro, or another thing to call."},
    TestSpec{u"defined", [](TestCall &call) { return !call.value.isMissing(); }, u"Not missing.", kNone, true},
    TestSpec{u"divisibleby", &isDivisible, u"Divisible without a rest.", kNeeds},
    TestSpec{u"eq", &relates<Relation::identical>, u"Of the same kind and equal.", kNeeds},
    TestSpec{u"equalto", &relates<Relation::identical>, u"Of the same kind and equal.", kNeeds},
    TestSpec{u"escaped", [](TestCall &call) { return call.value.isEscaped; }, u"Made by `escape` or `safe`."},
    TestSpec{u"even", [](TestCall &call) { return call.value.integer() && *call.value.integer() % 2 == 0; }, u"An even number."},
    TestSpec{u"false", [](TestCall &call) { return isFlag(call.value) && !call.value.isTruthy(); }, u"The value false."},
    TestSpec{u"falsy", [](TestCall &call) { return !call.value.isTruthy(); }, u"Counts as false in a condition."},
    TestSpec{u"filter", [](TestCall &call) { return isNameOf(call, call.value.text() && findFilter(*call.value.text())); }, u"The name of a filter."},
    TestSpec{u"float", [](TestCall &call) { return call.value.isNumber() && !isInteger(call); }, u"A number that is not whole."},
    TestSpec{u"ge", &relates<Relation::greaterOrEqual>, u"At least.", kNeeds},
    TestSpec{u"greaterthan", &relates<Relation::greater>, u"More than.", kNeeds},
    TestSpec{u"gt", &relates<Relation::greater>, u"More than.", kNeeds},
    TestSpec{u"in", &relates<Relation::in>, u"An element of a list, a member's name, or part of a text.", kNeeds},
    TestSpec{u"integer", [](TestCall &call) { return isInteger(call); }, u"A whole number."},
    TestSpec{u"iterable", [](TestCall &call) { return call.value.list() || call.value.mapping() || call.value.text(); }, u"`for` can go through it."},
    TestSpec{u"le", &relates<Relation::lessOrEqual>, u"At most.", kNeeds},
    TestSpec{u"lessthan", &relates<Relation::less>, u"Less than.", kNeeds},
    TestSpec{u"lower", &isLower, u"A text without capital letters."},
    TestSpec{u"lt", &relates<Relation::less>, u"Less than.", kNeeds},
    TestSpec{u"mapping", [](TestCall &call) { return call.value.mapping() != nullptr; }, u"A mapping."},
    TestSpec{u"ne", &relates<Relation::notIdentical>, u"Of another kind, or not equal.", kNeeds},
    TestSpec{u"none", [](TestCall &call) { return call.value.isNone(); }, u"None."},
    TestSpec{u"null", [](TestCall &call) { return call.value.isNone(); }, u"None."},
    TestSpec{u"number", [](TestCall &call) { return call.value.isNumber(); }, u"A number."},
    TestSpec{u"odd", [](TestCall &call) { return call.value.integer() && *call.value.integer() % 2 != 0; }, u"An odd number."},
    TestSpec{u"sameas", &relates<Relation::identical>, u"Of the same kind and equal.", kNeeds},
    TestSpec{u"sequence", [](TestCall &call) { return call.value.list() || call.value.text(); }, u"A list or a text."},
    TestSpec{u"string", [](TestCall &call) { return call.value.text() != nullptr; }, u"A text."},
    TestSpec{u"test", [](TestCall &call) { return isNameOf(call, call.value.text() && findTest(*call.value.text())); }, u"The name of a test."},
    TestSpec{u"true", [](TestCall &call) { return isFlag(call.value) && call.value.isTruthy(); }, u"The value true."},
    TestSpec{u"truthy", [](TestCall &call) { return call.value.isTruthy(); }, u"Counts as true in a condition."},
    TestSpec{u"undefined", [](TestCall &call) { return call.value.isMissing(); }, u"Missing.", kNone, true},
    TestSpec{u"upper", &isUpper, u"A text without small letters."},
};

} // namespace

const TestSpec *findTest(QStringView name)
{
    const auto found = std::ranges::lower_bound(kTests, name, {}, &TestSpec::name);
    return found == kTests.end() || found->name != name ? nullptr : &*found;
}

QStringList testNames()
{
    QStringList names;
    for (const TestSpec &test : kTests)
        names.append(test.name.toString());
    return names;
}

} // namespace assay::prompt
