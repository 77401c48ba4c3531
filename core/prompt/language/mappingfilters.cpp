// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/filterfunctions.h"

namespace assay::prompt::filters {

using namespace Qt::StringLiterals;

namespace {

Value nameOf(FilterCall &call, const QString &name)
{
    return Value(name).from(call.run.origins().whole(call.input.origin));
}

Value memberOf(FilterCall &call, const std::pair<QString, Value> &member)
{
    return member.second.origin ? member.second : member.second.from(call.run.origins().member(call.input.origin, member.first));
}

template<typename Make> Value eachMember(FilterCall &call, Make make)
{
    const Mapping *mapping = call.input.mapping();
    if (!mapping)
        return call.input.isNone() && call.run.isLenient() ? call.list({}) : call.failKind(u"a mapping"_s);
    if (!call.run.spend(static_cast<qsizetype>(mapping->members.size())))
        return call.list({});
    std::vector<Value> made;
    made.reserve(mapping->members.size());
    for (const auto &member : mapping->members)
        made.push_back(make(member));
    return call.list(std::move(made));
}

} // namespace

Value get(FilterCall &call)
{
    const QString name = call.textArgument(0, {});
    if (const auto place = call.input.mapping()->placeOf(name))
        return memberOf(call, call.input.mapping()->members[*place]);
    return call.has(1) ? *call.arguments[1] : Value();
}

Value items(FilterCall &call)
{
    return eachMember(call, [&](const auto &member) { return call.list({nameOf(call, member.first), memberOf(call, member)}); });
}

Value keys(FilterCall &call)
{
    return eachMember(call, [&](const auto &member) { return nameOf(call, member.first); });
}

Value values(FilterCall &call)
{
    return eachMember(call, [&](const auto &member) { return memberOf(call, member); });
}

} // namespace assay::prompt::filters
