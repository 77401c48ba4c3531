// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/access.h"
#include "core/prompt/language/filterfunctions.h"
#include "core/prompt/language/tracing.h"
#include "core/prompt/language/valuetext.h"

#include <algorithm>

namespace assay::prompt::filters {

using namespace Qt::StringLiterals;

namespace {

Value endOf(FilterCall &call, bool isFirst)
{
    const QString which = isFirst ? u"first"_s : u"last"_s;
    if (!call.input.list() && !call.input.text())
        return call.failKind(u"a list or text"_s);
    const bool isEmpty = call.input.list() ? call.input.list()->elements.empty() : call.input.text()->isEmpty();
    if (!isEmpty)
        return elementOf(call.input, Value(qint64(isFirst ? 0 : -1)), WrittenPath(u"(…)"), call.run);
    return call.run.missing([&] {
        const QString what = call.input.origin ? u"`%1`"_s.arg(pathOf(call.input.origin)) : call.input.kindInWords();
        return Missing{.message = u"%1 is empty, so it has no %2 element"_s.arg(what, which), .hint = u"Add `| default(…)`."_s, .offset = call.run.offset()};
    });
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

Value batch(FilterCall &call)
{
    const auto count = static_cast<std::size_t>(call.integerArgument(0, 1, 1, kMostSteps));
    std::vector<Value> elements = call.elements();
    std::vector<Value> batches;
    for (std::size_t from = 0; from < elements.size() && !call.run.hasFailed(); from += count) {
        std::vector<Value> batch(std::make_move_iterator(elements.begin() + std::ptrdiff_t(from)),
            std::make_move_iterator(elements.begin() + std::ptrdiff_t(std::min(from + count, elements.size()))));
        if (call.has(1) && call.arguments[1]->isTruthy() && call.run.spend(static_cast<qsizetype>(count - batch.size())))
            batch.resize(count, *call.arguments[1]);
        batches.push_back(call.list(std::move(batch)));
    }
    return call.list(std::move(batches));
}

Value slice(FilterCall &call)
{
    const auto slices = static_cast<std::size_t>(call.integerArgument(0, 1, 1, kMostSteps));
    std::vector<Value> elements = call.elements();
    if (!call.run.spend(static_cast<qsizetype>(slices)))
        return {};
    const std::size_t length = elements.size() / slices;
    const std::size_t extra = elements.size() % slices;
    std::vector<Value> result;
    auto from = std::make_move_iterator(elements.begin());
    for (std::size_t i = 0; i < slices; ++i) {
        const auto to = from + std::ptrdiff_t(length + (i < extra ? 1 : 0));
        std::vector<Value> part(from, to);
        if (i >= extra && call.has(1) && call.arguments[1]->isTruthy())
            part.push_back(*call.arguments[1]);
        result.push_back(call.list(std::move(part)));
        from = to;
    }
    return call.list(std::move(result));
}

Value join(FilterCall &call)
{
    const std::vector<Value> elements = call.elements();
    const QString separator = call.textArgument(0, {});
    const QString attribute = call.textArgument(1, {});
    const Value between = call.has(0) ? *call.arguments[0] : Value();
    QString text;
    PieceList pieces(call.run);
    for (std::size_t i = 0; i < elements.size() && !call.run.hasFailed(); ++i) {
        const Value element = attributeOf(call, elements[i], attribute);
        const QString part = printed(element, call.run);
        if (text.size() + part.size() + separator.size() > kLargestText)
            call.run.allowText(kLargestText + 1);
        if (!call.run.spendOnText(part.size() + separator.size()))
            break;
        if (i > 0) {
            text += separator;
            pieces.add(between, separator.size());
        }
        text += part;
        pieces.add(element, part.size());
    }
    return Value(text).from(pieces.origin());
}

Value random(FilterCall &call)
{
    const std::vector<Value> elements = call.elements();
    if (elements.empty()) {
        return call.run.missing([&] {
            return Missing{.message = u"there is nothing to pick from: the list is empty"_s, .hint = u"Add `| default(…)`."_s, .offset = call.run.offset()};
        });
    }
    const quint64 number = call.has(0) ? call.run.randomFor(printed(*call.arguments[0], call.run)) : call.run.nextRandom();
    return elements[number % elements.size()];
}

Value reverse(FilterCall &call)
{
    std::vector<Value> elements = call.elements();
    std::ranges::reverse(elements);
    if (!call.input.text())
        return call.list(std::move(elements));
    QString text;
    for (const Value &character : elements)
        text += *character.text();
    return Value(text);
}

Value toList(FilterCall &call)
{
    const Mapping *mapping = call.input.mapping();
    if (!mapping)
        return call.run.made(Value::ofList(call.elements()));
    if (!call.run.spend(static_cast<qsizetype>(mapping->members.size()) * 2))
        return {};
    std::vector<Value> pairs;
    for (const auto &[name, member] : mapping->members) {
        const Value value = member.origin ? member : member.from(call.run.origins().member(call.input.origin, name));
        pairs.push_back(call.run.made(Value::ofMapping({{u"key"_s, Value(name).from(call.run.origins().whole(call.input.origin))}, {u"value"_s, value}})));
    }
    return call.run.made(Value::ofList(std::move(pairs)));
}

Value memberAt(FilterCall &call, const Value &element, const QString &path)
{
    Value value = element;
    const bool explained = call.run.explains();
    call.run.setExplains(true);
    for (const QStringView name : QStringView(path).tokenize(u'.', Qt::SkipEmptyParts)) {
        bool isIndex = false;
        const qint64 index = name.toLongLong(&isIndex);
        value = isIndex ? elementOf(value, Value(index), WrittenPath(u"(element)"), call.run) : memberOf(value, name.toString(), WrittenPath(u"(element)"), call.run);
        if (value.isMissing())
            break;
    }
    call.run.setExplains(explained);
    return value;
}

Value attributeOf(FilterCall &call, const Value &element, const QString &path)
{
    if (path.isEmpty())
        return element;
    Value value = memberAt(call, element, path);
    const Missing *missing = value.missing();
    if (!missing)
        return value;
    return call.run.isLenient() ? Value() : call.fail(u"`%1` by `%2`: %3"_s.arg(call.filter.name, path, missing->message), missing->hint);
}

} // namespace assay::prompt::filters
