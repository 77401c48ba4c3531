// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/filters.h"

#include "core/prompt/access.h"
#include "core/prompt/filterfunctions.h"
#include "core/prompt/valuetext.h"

#include <algorithm>
#include <array>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kFilters{
    FilterSpec{u"abs", u"", 0, &filters::abs},
    FilterSpec{u"capitalize", u"", 0, &filters::capitalize},
    FilterSpec{u"count", u"", 0, &filters::length},
    FilterSpec{u"d", u"default_value boolean", 0, &filters::defaultValue, true},
    FilterSpec{u"default", u"default_value boolean", 0, &filters::defaultValue, true},
    FilterSpec{u"dump", u"indent", 0, &filters::toJson},
    FilterSpec{u"first", u"", 0, &filters::first},
    FilterSpec{u"float", u"default", 0, &filters::toFloat},
    FilterSpec{u"indent", u"width first", 0, &filters::indent},
    FilterSpec{u"int", u"default base", 0, &filters::toInt},
    FilterSpec{u"join", u"d attribute", 0, &filters::join},
    FilterSpec{u"last", u"", 0, &filters::last},
    FilterSpec{u"length", u"", 0, &filters::length},
    FilterSpec{u"list", u"", 0, &filters::toList},
    FilterSpec{u"lower", u"", 0, &filters::lower},
    FilterSpec{u"replace", u"old new count", 2, &filters::replace},
    FilterSpec{u"reverse", u"", 0, &filters::reverse},
    FilterSpec{u"round", u"precision method", 0, &filters::round},
    FilterSpec{u"sort", u"reverse case_sensitive attribute", 0, &filters::sort},
    FilterSpec{u"string", u"", 0, &filters::toText},
    FilterSpec{u"title", u"", 0, &filters::title},
    FilterSpec{u"tojson", u"indent", 0, &filters::toJson},
    FilterSpec{u"trim", u"chars", 0, &filters::trim},
    FilterSpec{u"truncate", u"length killwords end", 0, &filters::truncate},
    FilterSpec{u"unique", u"case_sensitive attribute", 0, &filters::unique},
    FilterSpec{u"upper", u"", 0, &filters::upper},
    FilterSpec{u"wordcount", u"", 0, &filters::wordCount},
};

} // namespace

QString FilterCall::text()
{
    if (input.list() || input.mapping()) {
        failKind(u"text"_s);
        return {};
    }
    return printed(input, run);
}

std::vector<Value> FilterCall::elements()
{
    if (const List *list = input.list()) {
        if (!run.spend(static_cast<qsizetype>(list->elements.size())))
            return {};
        return list->elements;
    }
    std::vector<Value> characters;
    if (const QString *text = input.text()) {
        if (!run.spend(text->size()))
            return {};
        for (QString &character : codePoints(*text))
            characters.emplace_back(std::move(character));
    } else {
        failKind(u"a list"_s);
    }
    return characters;
}

QString FilterCall::textArgument(std::size_t place, const QString &byDefault)
{
    if (!has(place))
        return byDefault;
    const Value &value = *arguments[place];
    if (value.text() || value.isNumber())
        return printed(value, run);
    fail(u"`%1` of `%2` must be text, but is %3"_s.arg(parameterName(place), filter.name, described(value)));
    return byDefault;
}

qint64 FilterCall::integerArgument(std::size_t place, qint64 byDefault)
{
    if (!has(place) || arguments[place]->isNone())
        return byDefault;
    const Value &value = *arguments[place];
    if (const auto integer = value.integer())
        return *integer;
    fail(u"`%1` of `%2` must be a whole number, but is %3"_s.arg(parameterName(place), filter.name, described(value)));
    return byDefault;
}

bool FilterCall::flagArgument(std::size_t place, bool byDefault) const
{
    return has(place) ? arguments[place]->isTruthy() : byDefault;
}

QString FilterCall::parameterName(std::size_t place) const
{
    return filter.parameterNames().value(static_cast<qsizetype>(place));
}

Value FilterCall::fail(const QString &message, const QString &hint)
{
    return run.fail(message, hint);
}

Value FilterCall::failKind(const QString &needed)
{
    return fail(u"`%1` needs %2, but got %3"_s.arg(filter.name, needed, described(input)));
}

QStringList FilterSpec::parameterNames() const
{
    return parameters.toString().split(u' ', Qt::SkipEmptyParts);
}

const FilterSpec *findFilter(QStringView name)
{
    const auto found = std::ranges::find(kFilters, name, &FilterSpec::name);
    return found == kFilters.end() ? nullptr : &*found;
}

QStringList filterNames()
{
    QStringList names;
    for (const FilterSpec &filter : kFilters)
        names.append(filter.name.toString());
    return names;
}

} // namespace assay::prompt
