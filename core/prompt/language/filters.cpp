// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/filters.h"

#include "core/prompt/language/access.h"
#include "core/prompt/language/filterfunctions.h"
#include "core/prompt/language/tracing.h"
#include "core/prompt/language/valuetext.h"

#include <algorithm>
#include <array>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

using enum Tracing;

constexpr std::array kFilters{
    FilterSpec{u"abs", u"", 0, &filters::abs, u"The number without its sign."},
    FilterSpec{u"batch", u"linecount fill_with", 1, &filters::batch, u"The list cut into lists of that many elements, the last filled up."},
    FilterSpec{u"capitalize", u"", 0, &filters::capitalize, u"The first letter large, all others small.", places},
    FilterSpec{u"center", u"width", 0, &filters::center, u"Blanks on both sides, up to the width (80)."},
    FilterSpec{u"count", u"", 0, &filters::length, u"How many elements, members or characters there are."},
    FilterSpec{u"d", u"default_value boolean", 0, &filters::defaultValue, u"Another value for one that is missing; with true also for one that counts as false.", own, true},
    FilterSpec{u"default", u"default_value boolean", 0, &filters::defaultValue, u"Another value for one that is missing; with true also for one that counts as false.", own, true},
    FilterSpec{u"dictsort", u"case_sensitive by reverse", 0, &filters::dictSort, u"Pairs of name and member, in the order of the names, or with by=\"value\" of the members."},
    FilterSpec{u"dump", u"indent", 0, &filters::toJson, u"As JSON."},
    FilterSpec{u"e", u"", 0, &filters::escape, u"&, <, >, quotes and backslashes as HTML writes them.", pieces},
    FilterSpec{u"escape", u"", 0, &filters::escape, u"&, <, >, quotes and backslashes as HTML writes them.", pieces},
    FilterSpec{u"first", u"", 0, &filters::first, u"The first element or character.", own},
    FilterSpec{u"float", u"default", 0, &filters::toFloat, u"The number at the start of the text."},
    FilterSpec{u"forceescape", u"", 0, &filters::forceEscape, u"As `escape`, also what has been escaped before.", pieces},
    FilterSpec{u"groupby", u"attribute", 1, &filters::groupBy, u"A mapping from each value of the attribute to the list of elements that have it."},
    FilterSpec{u"indent", u"width first", 0, &filters::indent, u"Blanks before every line but the first.", pieces},
    FilterSpec{u"int", u"default base", 0, &filters::toInt, u"The whole number at the start of the text."},
    FilterSpec{u"items", u"", 0, &filters::items, u"Pairs of name and member."},
    FilterSpec{u"join", u"d attribute", 0, &filters::join, u"The elements as one text, with a separator between.", own},
    FilterSpec{u"last", u"", 0, &filters::last, u"The last element or character.", own},
    FilterSpec{u"length", u"", 0, &filters::length, u"How many elements, members or characters there are."},
    FilterSpec{u"lines", u"count", 1, &filters::lines, u"The first lines, or with a negative number the last.", start},
    FilterSpec{u"list", u"", 0, &filters::toList, u"The characters of a text, or pairs of key and value of a mapping."},
    FilterSpec{u"lower", u"", 0, &filters::lower, u"In small letters.", pieces},
    FilterSpec{u"map", u"filter argument1 argument2 argument3 attribute default", 0, &filters::map, u"The filter, or with attribute= the member, of each element."},
    FilterSpec{u"max", u"case_sensitive attribute", 0, &filters::largest, u"The largest element.", own},
    FilterSpec{u"min", u"case_sensitive attribute", 0, &filters::smallest, u"The smallest element.", own},
    FilterSpec{u"nl2br", u"", 0, &filters::lineEndsToBreaks, u"Line ends become <br />.", pieces},
    FilterSpec{u"quote_block", u"prefix", 0, &filters::quoteBlock, u"Each line behind \"> \", as Markdown quotes.", own},
    FilterSpec{u"random", u"seed", 0, &filters::random, u"One element: the same for the same template and variables, or for the same seed.", own},
    FilterSpec{u"reject", u"test value", 0, &filters::reject, u"The elements for which the test does not hold."},
    FilterSpec{u"rejectattr", u"attribute test value", 1, &filters::rejectAttribute, u"The elements for whose attribute the test does not hold."},
    FilterSpec{u"replace", u"old new count", 2, &filters::replace, u"Another text in the place of each one, or of the first ones.", pieces},
    FilterSpec{u"reverse", u"", 0, &filters::reverse, u"In the opposite order."},
    FilterSpec{u"round", u"precision method", 0, &filters::round, u"Rounded to that many places; \"common\", \"ceil\" or \"floor\"."},
    FilterSpec{u"safe", u"", 0, &filters::safe, u"As it is: `escape` leaves it alone.", pieces},
    FilterSpec{u"select", u"test value", 0, &filters::select, u"The elements for which the test holds, without a test the true ones."},
    FilterSpec{u"selectattr", u"attribute test value", 1, &filters::selectAttribute, u"The elements for whose attribute the test holds."},
    FilterSpec{u"slice", u"slices fill_with", 1, &filters::slice, u"The list cut into that many lists."},
    FilterSpec{u"sort", u"reverse case_sensitive attribute", 0, &filters::sort, u"In order."},
    FilterSpec{u"string", u"", 0, &filters::toText, u"As text.", pieces},
    FilterSpec{u"striptags", u"preserve_linebreaks", 0, &filters::stripTags, u"Without tags and comments of HTML, and with single blanks."},
    FilterSpec{u"sum", u"attribute start", 0, &filters::sum, u"All numbers added."},
    FilterSpec{u"title", u"", 0, &filters::title, u"The first letter of each word large.", places},
    FilterSpec{u"tojson", u"indent", 0, &filters::toJson, u"As JSON."},
    FilterSpec{u"tokens", u"count", 1, &filters::tokens, u"The first tokens of o200k_base, cut where one ends.", start},
    FilterSpec{u"trim", u"chars", 0, &filters::trim, u"Without blanks at both ends.", trimmed},
    FilterSpec{u"truncate", u"length killwords end", 0, &filters::truncate, u"Cut to that many characters (255), at a blank, and \"...\" behind.", start},
    FilterSpec{u"unique", u"case_sensitive attribute", 0, &filters::unique, u"Each value once."},
    FilterSpec{u"upper", u"", 0, &filters::upper, u"In capital letters.", pieces},
    FilterSpec{u"urlencode", u"", 0, &filters::urlEncode, u"As part of a URL; a mapping or pairs as a query.", pieces},
    FilterSpec{u"urlize", u"length nofollow", 0, &filters::urlize, u"URLs and addresses become links of HTML."},
    FilterSpec{u"wordcount", u"", 0, &filters::wordCount, u"How many words there are."},
    FilterSpec{u"wordwrap", u"width break_long_words wrapstring", 0, &filters::wordWrap, u"Line ends instead of blanks, so that no line is longer than the width (79)."},
    FilterSpec{u"xml_tag", u"name", 1, &filters::xmlTag, u"Between <name> and </name> on lines of their own; the tag's own name inside is made harmless.", own},
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
        std::vector<Value> elements = list->elements;
        for (std::size_t i = 0; input.origin && i < elements.size(); ++i) {
            if (!elements[i].origin)
                elements[i].origin = run.origins().element(input.origin, static_cast<qint64>(i));
        }
        return elements;
    }
    std::vector<Value> characters;
    if (const QString *text = input.text()) {
        if (!run.spend(text->size()))
            return {};
        const Origin *origin = run.origins().whole(input.origin);
        for (QString &character : codePoints(*text))
            characters.push_back(Value(std::move(character)).from(origin));
    } else if (!(input.isNone() && run.isLenient())) {
        failKind(u"a list"_s);
    }
    return characters;
}

QString FilterCall::textArgument(qsizetype place, const QString &byDefault)
{
    if (!has(place))
        return byDefault;
    const Value &value = *arguments[place];
    if (value.text() || value.isNumber())
        return printed(value, run);
    fail(u"`%1` of `%2` must be text, but is %3"_s.arg(parameterName(place), filter.name, described(value)));
    return byDefault;
}

qint64 FilterCall::integerArgument(qsizetype place, qint64 byDefault)
{
    if (!has(place) || arguments[place]->isNone())
        return byDefault;
    const Value &value = *arguments[place];
    if (const auto integer = value.integer())
        return *integer;
    fail(u"`%1` of `%2` must be a whole number, but is %3"_s.arg(parameterName(place), filter.name, described(value)));
    return byDefault;
}

qint64 FilterCall::integerArgument(qsizetype place, qint64 byDefault, qint64 least, qint64 most)
{
    const qint64 given = integerArgument(place, byDefault);
    if (given >= least && given <= most)
        return given;
    fail(u"`%1` of `%2` must be from %3 to %4, but is %5"_s.arg(parameterName(place), filter.name.toString(), QString::number(least), QString::number(most), QString::number(given)));
    return byDefault;
}

bool FilterCall::flagArgument(qsizetype place, bool byDefault) const
{
    return has(place) ? arguments[place]->isTruthy() : byDefault;
}

QString FilterCall::parameterName(qsizetype place) const
{
    return filter.parameterNames().value(place);
}

Value FilterCall::list(std::vector<Value> elements)
{
    return run.made(Value::ofList(std::move(elements)));
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

qsizetype FilterSpec::parameterCount() const
{
    return parameters.isEmpty() ? 0 : parameters.count(u' ') + 1;
}

qsizetype FilterSpec::placeOf(QStringView parameter) const
{
    qsizetype place = 0;
    for (const QStringView each : parameters.tokenize(u' ')) {
        if (each == parameter)
            return place;
        ++place;
    }
    return -1;
}

const FilterSpec *findFilter(QStringView name)
{
    const auto found = std::ranges::lower_bound(kFilters, name, {}, &FilterSpec::name);
    return found == kFilters.end() || found->name != name ? nullptr : &*found;
}

QStringList filterNames()
{
    QStringList names;
    for (const FilterSpec &filter : kFilters)
        names.append(filter.name.toString());
    return names;
}

ArgumentPlace argumentPlace(const FilterSpec &spec, QStringView kind, qsizetype position, QStringView name)
{
    const qsizetype place = name.isEmpty() ? position : spec.placeOf(name);
    const bool isKnown = place >= 0 && place < spec.parameterCount();
    if (isKnown)
        return {.place = place};
    const QString known = spec.parameters.isEmpty() ? u"It takes none."_s : u"It takes: %1."_s.arg(spec.parameterNames().join(u", "_s));
    if (place < 0)
        return {.message = u"the %1 `%2` has no argument `%3`"_s.arg(kind, spec.name, name), .hint = known};
    return {.message = u"the %1 `%2` takes fewer arguments"_s.arg(kind, spec.name), .hint = known};
}

Value apply(FilterCall &call)
{
    if (!call.run.spendOnText(call.input.text() ? call.input.text()->size() : 0))
        return {};
    Value result = call.filter.apply(call);
    return call.run.hasFailed() ? Value() : traced(call, std::move(result));
}

} // namespace assay::prompt
