// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/filterfunctions.h"
#include "core/prompt/language/objects.h"

#include <algorithm>
#include <array>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

Value range(FilterCall &call)
{
    const bool hasStop = call.has(1) && !call.arguments[1]->isNone();
    const qint64 start = hasStop ? call.integerArgument(0, 0) : 0;
    const qint64 stop = call.integerArgument(hasStop ? 1 : 0, 0);
    const qint64 given = call.integerArgument(2, 1);
    const qint64 step = given == 0 ? 1 : given;
    if (call.run.hasFailed())
        return {};
    const quint64 distance = step > 0 ? (stop > start ? quint64(stop) - quint64(start) : 0) : (start > stop ? quint64(start) - quint64(stop) : 0);
    const quint64 stride = step > 0 ? quint64(step) : 0 - quint64(step);
    const quint64 count = distance / stride + (distance % stride != 0 ? 1 : 0);
    if (!call.run.spend(static_cast<qsizetype>(std::min(count, quint64(kMostSteps) + 1))))
        return {};
    std::vector<Value> numbers;
    numbers.reserve(count);
    for (quint64 i = 0; i < count; ++i)
        numbers.emplace_back(static_cast<qint64>(quint64(start) + i * quint64(step)));
    return call.list(std::move(numbers));
}

Value joiner(FilterCall &call)
{
    return Value(std::make_shared<const JoinerObject>(call.textArgument(0, u","_s)));
}

// These take any arguments, and calls are made without this.
Value nothing(FilterCall &)
{
    return {};
}

using enum Tracing;

constexpr std::array kFunctions{
    FilterSpec{u"cycler", u"", 0, &nothing, u"Gives its values in turn, each time `next()` is called.", own, false, true},
    FilterSpec{u"dict", u"", 0, &nothing, u"A mapping of its named arguments.", own, false, true},
    FilterSpec{u"joiner", u"separator", 0, &joiner, u"Gives nothing the first time it is called, then the separator.", own},
    FilterSpec{u"namespace", u"", 0, &nothing, u"A mapping whose members `set` can change.", own, false, true},
    FilterSpec{u"range", u"start stop step", 1, &range, u"Whole numbers from start (0) up to, but without, stop."},
};

} // namespace

const FilterSpec *findFunction(QStringView name)
{
    const auto found = std::ranges::find(kFunctions, name, &FilterSpec::name);
    return found == kFunctions.end() ? nullptr : &*found;
}

QStringList functionNames()
{
    QStringList names;
    for (const FilterSpec &function : kFunctions)
        names.append(function.name.toString());
    return names;
}

} // namespace assay::prompt
