// SPDX-License-Identifier: GPL-3.0-or-later
// `base.name(…)`: what prompts written for Python's and JavaScript's engines call on texts, lists and mappings.
#include "core/prompt/language/access.h"
#include "core/prompt/language/comparison.h"
#include "core/prompt/language/filterfunctions.h"
#include "core/prompt/language/longtext.h"
#include "core/prompt/language/tracing.h"
#include "core/prompt/language/valuetext.h"

#include <algorithm>
#include <array>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

// What a method is looked up by: the kind of its base.
enum Kind : quint8 { kText = 1, kList = 2, kMapping = 4 };

QString charactersArgument(FilterCall &call)
{
    return call.has(0) && !call.arguments[0]->isNone() ? call.textArgument(0, {}) : QString();
}

Value stripped(FilterCall &call, bool atStart, bool atEnd)
{
    const QString input = call.text();
    const QString characters = charactersArgument(call);
    if (!call.run.spend(input.size() / 8 * (1 + characters.size() / 8)))
        return {};
    const auto goes = [&](QChar unit) { return characters.isEmpty() ? unit.isSpace() : characters.contains(unit); };
    QStringView rest = input;
    while (atStart && !rest.isEmpty() && goes(rest.front()))
        rest = rest.sliced(1);
    while (atEnd && !rest.isEmpty() && goes(rest.back()))
        rest.chop(1);
    return Value(rest.toString()).from(tracedSlice(call.input, rest.data() - input.data(), rest.size(), call.run));
}

Value strip(FilterCall &call)
{
    return stripped(call, true, true);
}

Value stripStart(FilterCall &call)
{
    return stripped(call, true, false);
}

Value stripEnd(FilterCall &call)
{
    return stripped(call, false, true);
}

// As JavaScript does: without a separator the whole text is the one part.
Value split(FilterCall &call)
{
    const QString input = call.text();
    const qint64 most = call.integerArgument(1, -1);
    if (!call.has(0) || call.arguments[0]->isNone())
        return call.list({Value(input).from(call.input.origin)});
    const QString separator = call.textArgument(0, {});
    if (separator.isEmpty()) {
        call.input = Value(input).from(call.input.origin);
        return call.list(call.elements());
    }
    std::vector<Value> parts;
    const auto add = [&](qsizetype from, qsizetype to) { parts.push_back(Value(input.sliced(from, to - from)).from(tracedSlice(call.input, from, to - from, call.run))); };
    Search search(separator);
    qsizetype from = 0;
    for (qsizetype found = search.in(input); found >= 0 && call.run.spend(); found = search.in(input, from)) {
        add(from, found);
        from = found + separator.size();
    }
    add(from, input.size());
    if (most >= 0 && most < static_cast<qint64>(parts.size()))
        parts.resize(static_cast<std::size_t>(most));
    return call.list(std::move(parts));
}

Value splitLines(FilterCall &call)
{
    QString input = call.text();
    input.replace(u"\r\n"_s, u"\n"_s);
    if (input.endsWith(u'\n'))
        input.chop(1);
    std::vector<Value> parts;
    const QStringList lines = input.isEmpty() ? QStringList() : input.split(u'\n');
    if (!call.run.spend(lines.size()))
        return {};
    const Origin *origin = call.run.origins().whole(call.input.origin);
    for (const QString &line : lines)
        parts.push_back(Value(line).from(origin));
    return call.list(std::move(parts));
}

Value startsWith(FilterCall &call)
{
    return Value(call.text().startsWith(call.textArgument(0, {})));
}

Value endsWith(FilterCall &call)
{
    return Value(call.text().endsWith(call.textArgument(0, {})));
}

Value replaceFirst(FilterCall &call)
{
    call.arguments.resize(3);
    if (!call.has(2))
        call.arguments[2] = Value(qint64(1));
    return filters::replace(call);
}

Value replaceAll(FilterCall &call)
{
    return filters::replace(call);
}

Value repeat(FilterCall &call)
{
    const QString input = call.text();
    const qint64 times = call.integerArgument(0, 0, 0, kLargestText);
    if (!input.isEmpty() && times > kLargestText / input.size())
        return call.run.allowText(kLargestText + 1) ? Value() : Value();
    return call.run.allowText(input.size() * times) ? Value(input.repeated(times)) : Value();
}

Value padded(FilterCall &call, bool atStart)
{
    const QString input = call.text();
    const qint64 width = call.integerArgument(0, 0, 0, kLargestText);
    const QString with = call.textArgument(1, u" "_s);
    const qint64 lacking = width - codePointCount(input);
    if (lacking <= 0 || with.isEmpty() || !call.run.allowText(lacking * with.size() + input.size()))
        return Value(input).from(call.input.origin);
    const QString many = with.repeated(lacking / codePointCount(with) + 1);
    const QString blanks = many.first(offsetOfCodePoint(many, lacking));
    PieceList parts(call.run);
    const Value around(blanks);
    parts.add(atStart ? around : call.input, atStart ? blanks.size() : input.size());
    parts.add(atStart ? call.input : around, atStart ? input.size() : blanks.size());
    return Value(QString(atStart ? blanks + input : input + blanks)).from(parts.origin());
}

Value padStart(FilterCall &call)
{
    return padded(call, true);
}

Value padEnd(FilterCall &call)
{
    return padded(call, false);
}

qint64 placeIn(FilterCall &call)
{
    if (const List *elements = call.input.list()) {
        const auto found = std::ranges::find_if(elements->elements, [&](const Value &element) { return areIdentical(element, *call.arguments[0], call.run); });
        return found == elements->elements.end() ? -1 : found - elements->elements.begin();
    }
    const QString input = call.text();
    const QString sought = call.textArgument(0, {});
    const qsizetype found = Search(sought).in(input);
    return found < 0 ? -1 : codePointCount(QStringView(input).first(found));
}

Value indexOf(FilterCall &call)
{
    return Value(placeIn(call));
}

Value includes(FilterCall &call)
{
    return Value(placeIn(call) >= 0);
}

Value countOf(FilterCall &call)
{
    if (const List *elements = call.input.list())
        return Value(qint64(std::ranges::count_if(elements->elements, [&](const Value &element) { return areIdentical(element, *call.arguments[0], call.run); })));
    const QString sought = call.textArgument(0, {});
    const QString input = call.text();
    return Value(qint64(sought.isEmpty() ? codePointCount(input) + 1 : Search(sought).countIn(input)));
}

// `slice(from, to)`, where an end before the start gives nothing.
Value part(FilterCall &call)
{
    const auto bound = [&](qsizetype place) { return call.has(place) ? *call.arguments[place] : Value(); };
    return sliceOf(call.input, {.from = bound(0), .to = bound(1), .step = {}}, call.run);
}

Value concat(FilterCall &call)
{
    std::vector<Value> elements = call.elements();
    FilterCall other{.run = call.run, .filter = call.filter, .input = *call.arguments[0], .arguments = {}};
    if (!other.input.list()) {
        elements.push_back(other.input);
        return call.list(std::move(elements));
    }
    for (Value &element : other.elements())
        elements.push_back(std::move(element));
    return call.list(std::move(elements));
}

// `separator.join(list)` of Python, `list.join(separator)` of JavaScript, where a comma stands for none.
Value joined(FilterCall &call)
{
    const bool isList = call.input.list() != nullptr;
    if (isList && !call.has(0)) {
        call.arguments.resize(2);
        call.arguments[0] = Value(u","_s);
    }
    if (!isList) {
        Value separator = std::exchange(call.input, call.has(0) ? *call.arguments[0] : Value());
        call.arguments.resize(2);
        call.arguments[0] = std::move(separator);
    }
    return filters::join(call);
}

Value refuseChange(FilterCall &call)
{
    return call.fail(u"a list does not change: `%1` has nothing to do here"_s.arg(call.filter.name), u"Make a new one, as in `{% set names = names + [name] %}`."_s);
}

struct MethodSpec {
    quint8 kinds;
    FilterSpec spec;
};

using enum Tracing;

constexpr std::array kMethods{
    MethodSpec{kList, {u"append", u"value", 0, &refuseChange, u""}},
    MethodSpec{kText, {u"capitalize", u"", 0, &filters::capitalize, u"The first letter large, all others small.", places}},
    MethodSpec{kList, {u"concat", u"other", 1, &concat, u"With the elements of the other list behind."}},
    MethodSpec{kText | kList, {u"count", u"value", 1, &countOf, u"How often it is there."}},
    MethodSpec{kText, {u"endsWith", u"end", 1, &endsWith, u"Whether it ends so."}},
    MethodSpec{kText, {u"endswith", u"end", 1, &endsWith, u"Whether it ends so."}},
    MethodSpec{kText, {u"find", u"value", 1, &indexOf, u"Where it is, or -1."}},
    MethodSpec{kMapping, {u"get", u"name default", 1, &filters::get, u"The member, or the default, or none.", own}},
    MethodSpec{kText | kList, {u"includes", u"value", 1, &includes, u"Whether it is there."}},
    MethodSpec{kText | kList, {u"indexOf", u"value", 1, &indexOf, u"Where it is, or -1."}},
    MethodSpec{kMapping, {u"items", u"", 0, &filters::items, u"Pairs of name and member."}},
    MethodSpec{kText | kList, {u"join", u"value", 0, &joined, u"The elements as one text.", own}},
    MethodSpec{kMapping, {u"keys", u"", 0, &filters::keys, u"The names of the members."}},
    MethodSpec{kText, {u"lower", u"", 0, &filters::lower, u"In small letters.", pieces}},
    MethodSpec{kText, {u"lstrip", u"chars", 0, &stripStart, u"Without blanks at the start.", own}},
    MethodSpec{kText, {u"padEnd", u"width with", 1, &padEnd, u"Blanks behind, up to the width.", own}},
    MethodSpec{kText, {u"padStart", u"width with", 1, &padStart, u"Blanks before, up to the width.", own}},
    MethodSpec{kList, {u"push", u"value", 0, &refuseChange, u""}},
    MethodSpec{kText, {u"repeat", u"times", 1, &repeat, u"The text that many times."}},
    MethodSpec{kText, {u"replace", u"old new count", 2, &replaceFirst, u"Another text in the place of the first one."}},
    MethodSpec{kText, {u"replaceAll", u"old new", 2, &replaceAll, u"Another text in the place of each one."}},
    MethodSpec{kText, {u"rstrip", u"chars", 0, &stripEnd, u"Without blanks at the end.", own}},
    MethodSpec{kText | kList, {u"slice", u"from to", 0, &part, u"The part from a place up to another.", own}},
    MethodSpec{kText, {u"split", u"separator most", 0, &split, u"The parts between the separators.", own}},
    MethodSpec{kText, {u"splitlines", u"", 0, &splitLines, u"The lines.", own}},
    MethodSpec{kText, {u"startsWith", u"start", 1, &startsWith, u"Whether it begins so."}},
    MethodSpec{kText, {u"startswith", u"start", 1, &startsWith, u"Whether it begins so."}},
    MethodSpec{kText, {u"strip", u"chars", 0, &strip, u"Without blanks at both ends.", own}},
    MethodSpec{kText, {u"title", u"", 0, &filters::title, u"The first letter of each word large.", places}},
    MethodSpec{kText, {u"toLowerCase", u"", 0, &filters::lower, u"In small letters.", pieces}},
    MethodSpec{kText, {u"toUpperCase", u"", 0, &filters::upper, u"In capital letters.", pieces}},
    MethodSpec{kText, {u"trim", u"", 0, &strip, u"Without blanks at both ends.", own}},
    MethodSpec{kText, {u"trimEnd", u"", 0, &stripEnd, u"Without blanks at the end.", own}},
    MethodSpec{kText, {u"trimStart", u"", 0, &stripStart, u"Without blanks at the start.", own}},
    MethodSpec{kText, {u"upper", u"", 0, &filters::upper, u"In capital letters.", pieces}},
    MethodSpec{kMapping, {u"values", u"", 0, &filters::values, u"The members."}},
};

quint8 kindOf(const Value &base)
{
    if (base.text())
        return kText;
    if (base.list())
        return kList;
    if (base.mapping())
        return kMapping;
    return base.isMissing() ? quint8(kText | kList | kMapping) : quint8(0);
}

} // namespace

const FilterSpec *findMethod(const Value &base, QStringView name)
{
    const auto found = std::ranges::find_if(kMethods, [&](const MethodSpec &method) { return (method.kinds & kindOf(base)) != 0 && method.spec.name == name; });
    return found == kMethods.end() ? nullptr : &found->spec;
}

QStringList methodNames(const Value &base)
{
    QStringList names;
    for (const MethodSpec &method : kMethods) {
        if ((method.kinds & kindOf(base)) != 0 && !method.spec.summary.isEmpty())
            names.append(method.spec.name.toString());
    }
    return names;
}

} // namespace assay::prompt
