// SPDX-License-Identifier: GPL-3.0-or-later
// Filters that use a test or another filter on each element.
#include "core/prompt/language/filterfunctions.h"
#include "core/prompt/language/spelling.h"
#include "core/prompt/language/valuetests.h"

namespace assay::prompt::filters {

using namespace Qt::StringLiterals;

namespace {

// The test that a filter's arguments name; `truthy` when they name none. Null after a fault.
const TestSpec *testOf(FilterCall &call, qsizetype place)
{
    const QString name = call.textArgument(place, u"truthy"_s);
    const TestSpec *test = findTest(name);
    if (!test)
        call.fail(u"there is no test `%1`"_s.arg(name.first(qMin(name.size(), qsizetype(40)))), spellingHint(name, testNames()));
    else if (test->parameter == TestSpec::Parameter::required && !call.has(place + 1))
        call.fail(u"the test `%1` needs a value"_s.arg(test->name), u"Give it behind the name of the test."_s);
    return call.run.hasFailed() ? nullptr : test;
}

// What is missing counts as false, and only tests of that kind may see it.
bool passes(FilterCall &call, const TestSpec &test, const Value &value, qsizetype place)
{
    const Missing *missing = value.missing();
    if (missing && !test.acceptsMissing && test.name != u"truthy" && test.name != u"falsy") {
        if (!call.run.isLenient())
            call.fail(u"`%1`: %2"_s.arg(call.filter.name, missing->message), missing->hint);
        return false;
    }
    TestCall use{.run = call.run, .test = test, .value = value, .argument = call.has(place) ? call.arguments[place] : std::nullopt};
    return test.holds(use);
}

Value picked(FilterCall &call, bool keepsPassed, bool isByAttribute)
{
    const QString attribute = isByAttribute ? call.textArgument(0, {}) : QString();
    const qsizetype place = isByAttribute ? 1 : 0;
    const TestSpec *test = testOf(call, place);
    std::vector<Value> kept;
    if (!test)
        return {};
    for (Value &element : call.elements()) {
        if (passes(call, *test, isByAttribute ? memberAt(call, element, attribute) : element, place + 1) == keepsPassed)
            kept.push_back(std::move(element));
        if (!call.run.spend())
            return {};
    }
    return call.list(std::move(kept));
}

Value mapByAttribute(FilterCall &call)
{
    const QString attribute = call.textArgument(4, {});
    std::vector<Value> mapped;
    for (const Value &element : call.elements()) {
        Value value = call.has(5) ? memberAt(call, element, attribute) : attributeOf(call, element, attribute);
        mapped.push_back(value.isMissing() ? *call.arguments[5] : std::move(value));
        if (!call.run.spend())
            return {};
    }
    return call.list(std::move(mapped));
}

} // namespace

Value select(FilterCall &call)
{
    return picked(call, true, false);
}

Value reject(FilterCall &call)
{
    return picked(call, false, false);
}

Value selectAttribute(FilterCall &call)
{
    return picked(call, true, true);
}

Value rejectAttribute(FilterCall &call)
{
    return picked(call, false, true);
}

Value map(FilterCall &call)
{
    if (call.has(4))
        return mapByAttribute(call);
    const QString name = call.textArgument(0, {});
    const FilterSpec *filter = findFilter(name);
    if (!filter)
        return call.fail(name.isEmpty() ? u"`map` needs the name of a filter, or `attribute=`"_s : u"there is no filter `%1`"_s.arg(name.first(qMin(name.size(), qsizetype(40)))),
            spellingHint(name, filterNames()));
    qsizetype given = 0;
    while (given < 3 && call.has(given + 1))
        ++given;
    if (given < filter->required || given > filter->parameterCount())
        return call.fail(u"the filter `%1` takes other arguments"_s.arg(name),
            filter->parameters.isEmpty() ? u"It takes none."_s : u"It takes: %1."_s.arg(filter->parameterNames().join(u", "_s)));
    if (filter->apply == &map)
        return call.fail(u"`map` cannot map with itself"_s);
    std::vector<Value> mapped;
    for (Value &element : call.elements()) {
        FilterCall use{.run = call.run, .filter = *filter, .input = std::move(element), .arguments = {}};
        use.arguments.resize(filter->parameterCount());
        for (qsizetype i = 0; i < given; ++i)
            use.arguments[i] = call.arguments[i + 1];
        Value value = prompt::apply(use);
        if (value.isMissing() && !call.run.isLenient())
            return call.fail(u"`%1` gives nothing for an element"_s.arg(name));
        if (call.run.hasFailed() || !call.run.spend())
            return {};
        mapped.push_back(value.isMissing() ? Value() : std::move(value));
    }
    return call.list(std::move(mapped));
}

} // namespace assay::prompt::filters
