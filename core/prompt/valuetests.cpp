// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/valuetests.h"

#include <algorithm>
#include <array>

namespace assay::prompt {

namespace {

bool isBoolean(const Value &value)
{
    return std::holds_alternative<bool>(value.data);
}

constexpr std::array kTests{
    TestSpec{u"boolean", &isBoolean},
    TestSpec{u"defined", [](const Value &value) { return !value.isMissing(); }, true},
    TestSpec{u"even", [](const Value &value) { return value.integer() && *value.integer() % 2 == 0; }},
    TestSpec{u"iterable", [](const Value &value) { return value.list() || value.mapping() || value.text(); }},
    TestSpec{u"mapping", [](const Value &value) { return value.mapping() != nullptr; }},
    TestSpec{u"none", [](const Value &value) { return value.isNone(); }},
    TestSpec{u"null", [](const Value &value) { return value.isNone(); }},
    TestSpec{u"number", [](const Value &value) { return value.isNumber(); }},
    TestSpec{u"odd", [](const Value &value) { return value.integer() && *value.integer() % 2 != 0; }},
    TestSpec{u"sequence", [](const Value &value) { return value.list() || value.text(); }},
    TestSpec{u"string", [](const Value &value) { return value.text() != nullptr; }},
    TestSpec{u"undefined", [](const Value &value) { return value.isMissing(); }, true},
};

} // namespace

const TestSpec *findTest(QStringView name)
{
    const auto found = std::ranges::find(kTests, name, &TestSpec::name);
    return found == kTests.end() ? nullptr : &*found;
}

QStringList testNames()
{
    QStringList names;
    for (const TestSpec &test : kTests)
        names.append(test.name.toString());
    return names;
}

} // namespace assay::prompt
