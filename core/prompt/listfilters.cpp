// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/access.h"
#include "core/prompt/comparison.h"
#include "core/prompt/filterfunctions.h"
#include "core/prompt/valuetext.h"

#include <QSet>

#include <algorithm>

namespace assay::prompt::filters {

using namespace Qt::StringLiterals;

namespace {

// What an element is joined, sorted or told apart by: itself, or the member at a dotted path.
Value attributeOf(FilterCall &call, const Value &element, const QString &path)
{
    Value value = element;
    if (path.isEmpty())
        return value;
    for (const QString &name : path.split(u'.')) {
        bool isIndex = false;
        const qint64 index = name.toLongLong(&isIndex);
        value = isIndex ? elementOf(value, Value(index), u"(element)"_s, call.run) : memberOf(value, name, u"(element)"_s, call.run);
        if (const Missing *missing = value.missing())
            return call.fail(u"`%1` by `%2`: %3"_s.arg(call.filter.name, path, missing->message), missing->hint);
    }
    return value;
}

Value endOf(FilterCall &call, bool isFirst)
{
    const QString which = isFirst ? u"first"_s : u"last"_s;
    if (!call.input.list() && !call.input.text())
        return call.failKind(u"a list or text"_s);
    const bool isEmpty = call.input.list() ? call.input.list()->elements.empty() : call.input.text()->isEmpty();
    if (!isEmpty)
        return elementOf(call.input, Value(qint64(isFirst ? 0 : -1)), u"(…)"_s, call.run);
    const QString what = call.input.origin.path.isEmpty() ? call.input.kindInWords() : u"`%1`"_s.arg(call.input.origin.path);
    return Value(Missing{.message = u"%1 is empty, so it has no %2 element"_s.arg(what, which), .hint = u"Add `| default(…)`."_s, .offset = call.run.offset()});
}

struct Keyed {
    Value key;
    Value element;
};

Value keyOf(FilterCall &call, const Value &element, const QString &attribute, bool isCaseSensitive)
{
    Value key = attributeOf(call, element, attribute);
    if (!isCaseSensitive && key.text())
        return Value(key.text()->toLower());
    return key;
}

} // namespace

Value length(FilterCall &call)
{
    const Value &input = call.input;
    if (input.isNone())
        return Value(qint64(0));
    if (const QString *text = input.text())
        return Value(qint64(codePointCount(*text)));
    if (const List *list = input.list())
        return Value(static_cast<qint64>(list->elements.size()));
    if (const Mapping *mapping = input.mapping())
        return Value(static_cast<qint64>(mapping->members.size()));
    return call.failKind(u"a list, a mapping or text"_s);
}

Value first(FilterCall &call)
{
    return endOf(call, true);
}

Value last(FilterCall &call)
{
    return endOf(call, false);
}

Value join(FilterCall &call)
{
    const std::vector<Value> elements = call.elements();
    const QString separator = call.textArgument(0, {});
    const QString attribute = call.textArgument(1, {});
    QString text;
    for (std::size_t i = 0; i < elements.size() && !call.run.hasFailed(); ++i) {
        const QString part = printed(attributeOf(call, elements[i], attribute), call.run);
        if (text.size() + part.size() + separator.size() > kLargestText)
            call.run.allowText(kLargestText + 1);
        if (!call.run.spendOnText(part.size() + separator.size()))
            break;
        text += (i > 0 ? separator : QString()) + part;
    }
    return Value(text);
}

Value reverse(FilterCall &call)
{
    std::vector<Value> elements = call.elements();
    std::ranges::reverse(elements);
    if (!call.input.text())
        return call.run.made(Value::ofList(std::move(elements)));
    QString text;
    for (const Value &character : elements)
        text += *character.text();
    return Value(text);
}

Value sort(FilterCall &call)
{
    const bool isReversed = call.flagArgument(0, false);
    const bool isCaseSensitive = call.flagArgument(1, false);
    const QString attribute = call.textArgument(2, {});
    std::vector<Keyed> keyed;
    for (Value &element : call.elements()) {
        Value key = keyOf(call, element, attribute, isCaseSensitive);
        // Sorting reads each key about log n times.
        if (call.run.hasFailed() || !call.run.spendOnText(key.text() ? key.text()->size() * 16 : 0))
            return {};
        keyed.push_back({std::move(key), std::move(element)});
    }
    // Checked first, because an order that fails half-way is no order to sort by.
    for (const Keyed &each : keyed) {
        const Value &reference = keyed.front().key;
        if (keyed.size() > 1 && (bool(each.key.text()) != bool(reference.text()) || !orderOf(each.key, reference)))
            return call.fail(u"`sort` cannot put %1 and %2 in order"_s.arg(described(reference), described(each.key)), u"Sort by an `attribute`, or only values of one kind."_s);
    }
    std::ranges::stable_sort(keyed, [&](const Keyed &a, const Keyed &b) {
        const auto order = isReversed ? orderOf(b.key, a.key) : orderOf(a.key, b.key);
        return order && *order < 0;
    });
    std::vector<Value> elements;
    for (Keyed &each : keyed)
        elements.push_back(std::move(each.element));
    return call.run.made(Value::ofList(std::move(elements)));
}

Value toList(FilterCall &call)
{
    const Mapping *mapping = call.input.mapping();
    if (!mapping)
        return call.run.made(Value::ofList(call.elements()));
    if (!call.run.spend(static_cast<qsizetype>(mapping->members.size()) * 2))
        return {};
    std::vector<Value> pairs;
    for (const auto &[name, member] : mapping->members)
        pairs.push_back(call.run.made(Value::ofMapping({{u"key"_s, Value(name)}, {u"value"_s, member}})));
    return call.run.made(Value::ofList(std::move(pairs)));
}

Value unique(FilterCall &call)
{
    const bool isCaseSensitive = call.flagArgument(0, false);
    const QString attribute = call.textArgument(1, {});
    QSet<QString> seen;
    std::vector<Value> elements;
    for (Value &element : call.elements()) {
        const QString key = jsonText(keyOf(call, element, attribute, isCaseSensitive), 0, call.run);
        if (call.run.hasFailed())
            return {};
        if (seen.contains(key))
            continue;
        seen.insert(key);
        elements.push_back(std::move(element));
    }
    return call.run.made(Value::ofList(std::move(elements)));
}

} // namespace assay::prompt::filters
