// SPDX-License-Identifier: GPL-3.0-or-later
// Filters that put elements in order or tell them apart.
#include "core/prompt/language/arithmetic.h"
#include "core/prompt/language/comparison.h"
#include "core/prompt/language/filterfunctions.h"
#include "core/prompt/language/longtext.h"
#include "core/prompt/language/valuetext.h"

#include <QSet>

#include <algorithm>

namespace assay::prompt::filters {

using namespace Qt::StringLiterals;

namespace {

struct Keyed {
    Value key;
    Value element;
};

Value keyOf(FilterCall &call, const Value &element, const QString &attribute, bool isCaseSensitive)
{
    Value key = attributeOf(call, element, attribute);
    if (!isCaseSensitive && key.text())
        return Value(inSmallLetters(*key.text()));
    return key;
}

// Nothing after a fault.
std::vector<Keyed> keyedElements(FilterCall &call, const QString &attribute, bool isCaseSensitive)
{
    std::vector<Keyed> keyed;
    for (Value &element : call.elements()) {
        Value key = keyOf(call, element, attribute, isCaseSensitive);
        // Sorting reads each key about log n times.
        if (call.run.hasFailed() || !call.run.spendOnText(key.text() ? key.text()->size() * 16 : 0))
            return {};
        keyed.push_back({std::move(key), std::move(element)});
    }
    return keyed;
}

// Checked first, because an order that fails half-way is no order to sort by.
bool haveOrder(FilterCall &call, const std::vector<Keyed> &keyed)
{
    for (const Keyed &each : keyed) {
        const Value &reference = keyed.front().key;
        if (keyed.size() == 1 || (bool(each.key.text()) == bool(reference.text()) && orderOf(each.key, reference)))
            continue;
        call.fail(u"`%1` cannot put %2 and %3 in order"_s.arg(call.filter.name, described(reference), described(each.key)),
            u"Sort by an `attribute`, or only values of one kind."_s);
        return false;
    }
    return true;
}

void sortByKey(std::vector<Keyed> &keyed, bool isReversed)
{
    std::ranges::stable_sort(keyed, [&](const Keyed &a, const Keyed &b) {
        const auto order = isReversed ? orderOf(b.key, a.key) : orderOf(a.key, b.key);
        return order && *order < 0;
    });
}

Value elementsOf(FilterCall &call, std::vector<Keyed> keyed)
{
    std::vector<Value> elements;
    elements.reserve(keyed.size());
    for (Keyed &each : keyed)
        elements.push_back(std::move(each.element));
    return call.list(std::move(elements));
}

Value extreme(FilterCall &call, bool isLargest)
{
    std::vector<Keyed> keyed = keyedElements(call, call.textArgument(1, {}), call.flagArgument(0, false));
    if (call.run.hasFailed() || !haveOrder(call, keyed))
        return {};
    if (keyed.empty()) {
        return call.run.missing([&] {
            return Missing{.message = u"the list is empty, so it has no largest or smallest element"_s, .hint = u"Add `| default(…)`."_s, .offset = call.run.offset()};
        });
    }
    const auto isLess = [](const Keyed &a, const Keyed &b) { return *orderOf(a.key, b.key) < 0; };
    return (isLargest ? std::ranges::max_element(keyed, isLess) : std::ranges::min_element(keyed, isLess))->element;
}

} // namespace

Value sort(FilterCall &call)
{
    std::vector<Keyed> keyed = keyedElements(call, call.textArgument(2, {}), call.flagArgument(1, false));
    if (call.run.hasFailed() || !haveOrder(call, keyed))
        return {};
    sortByKey(keyed, call.flagArgument(0, false));
    return elementsOf(call, std::move(keyed));
}

Value dictSort(FilterCall &call)
{
    const QString by = call.textArgument(1, u"key"_s);
    if (!call.input.mapping())
        return call.failKind(u"a mapping"_s);
    if (by != u"key" && by != u"value")
        return call.fail(u"`by` of `dictsort` must be \"key\" or \"value\""_s);
    const Value pairs = items(call);
    if (call.run.hasFailed())
        return {};
    std::vector<Keyed> keyed;
    for (const Value &pair : pairs.list()->elements) {
        Value key = keyOf(call, pair.list()->elements[by == u"key" ? 0 : 1], {}, call.flagArgument(0, false));
        if (!call.run.spendOnText(key.text() ? key.text()->size() * 16 : 0))
            return {};
        keyed.push_back({std::move(key), pair});
    }
    if (!haveOrder(call, keyed))
        return {};
    sortByKey(keyed, call.flagArgument(2, false));
    return elementsOf(call, std::move(keyed));
}

Value largest(FilterCall &call)
{
    return extreme(call, true);
}

Value smallest(FilterCall &call)
{
    return extreme(call, false);
}

Value groupBy(FilterCall &call)
{
    const QString attribute = call.textArgument(0, {});
    std::vector<std::pair<QString, std::vector<Value>>> groups;
    QHash<QString, std::size_t> places;
    for (Value &element : call.elements()) {
        const Value by = attributeOf(call, element, attribute);
        const QString name = by.isNone() ? u"null"_s : printed(by, call.run);
        if (call.run.hasFailed() || !call.run.spendOnText(name.size()))
            return {};
        const auto place = places.constFind(name);
        if (place == places.constEnd()) {
            places.insert(name, groups.size());
            groups.emplace_back(name, std::vector<Value>());
        }
        groups[places.value(name)].second.push_back(std::move(element));
    }
    std::vector<std::pair<QString, Value>> members;
    for (auto &[name, elements] : groups)
        members.emplace_back(name, call.list(std::move(elements)));
    return call.run.made(Value::ofMapping(std::move(members)));
}

Value sum(FilterCall &call)
{
    const QString attribute = call.textArgument(0, {});
    Value total = call.has(1) ? *call.arguments[1] : Value(qint64(0));
    for (const Value &element : call.elements()) {
        const Value number = attributeOf(call, element, attribute);
        if (call.run.hasFailed())
            return {};
        if (!number.number())
            return call.fail(u"`sum` needs numbers, but got %1"_s.arg(described(number)), u"Turn text into a number with `| map(\"int\")`."_s);
        total = applyBinary(BinaryOperator::add, total, number, call.run);
    }
    return total.from(nullptr);
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
    return call.list(std::move(elements));
}


} // namespace assay::prompt::filters
