// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/completion.h"
#include "core/prompt/language/filters.h"
#include "core/prompt/language/valuetests.h"

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

WordHelp helpOf(const FilterSpec *spec)
{
    if (!spec)
        return {};
    const QString arguments = spec->takesAnything ? u"…"_s : spec->parameterNames().join(u", "_s);
    return {.signature = arguments.isEmpty() ? spec->name.toString() : u"%1(%2)"_s.arg(spec->name, arguments), .summary = spec->summary.toString()};
}

} // namespace

WordHelp filterHelp(const QString &name)
{
    return helpOf(findFilter(name));
}

WordHelp functionHelp(const QString &name)
{
    return helpOf(findFunction(name));
}

WordHelp testHelp(const QString &name)
{
    const TestSpec *test = findTest(name);
    if (!test)
        return {};
    return {.signature = test->parameter == TestSpec::Parameter::required ? u"%1(value)"_s.arg(test->name) : test->name.toString(), .summary = test->summary.toString()};
}

} // namespace assay::prompt
