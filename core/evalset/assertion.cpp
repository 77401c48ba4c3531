// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evalset/item.h"
#include "core/evalset/members.h"

namespace assay::evalset {

using namespace Qt::StringLiterals;

namespace {
constexpr QLatin1StringView kNot("not-");
} // namespace

QString Assertion::name() const
{
    return negated ? QString(kNot + type) : type;
}

Json toJson(const Assertion &assertion)
{
    Json json(jsoncons::json_object_arg);
    json.insert_or_assign("type", jsonString(assertion.name()));
    if (!assertion.value.is_null())
        json.insert_or_assign("value", assertion.value);
    if (assertion.threshold)
        json.insert_or_assign("threshold", *assertion.threshold);
    if (assertion.weight != 1)
        json.insert_or_assign("weight", assertion.weight);
    if (!assertion.metric.isEmpty())
        json.insert_or_assign("metric", jsonString(assertion.metric));
    return json;
}

Result<Assertion> assertionFromJson(const Json &json)
{
    Members members(json, u"an assertion"_s, {"type", "value", "threshold", "weight", "metric"});
    Assertion assertion;
    assertion.type = members.text("type").value_or(QString());
    assertion.value = members.any("value");
    assertion.threshold = members.number("threshold");
    assertion.weight = members.weight("weight").value_or(1);
    assertion.metric = members.text("metric").value_or(QString());
    if (members.problem())
        return std::unexpected(*members.problem());
    if (assertion.type.startsWith(kNot)) {
        assertion.negated = true;
        assertion.type = assertion.type.sliced(kNot.size());
    }
    if (assertion.type.isEmpty())
        return fail(ErrorKind::invalidInput, u"an assertion has no \"type\""_s, u"Name one, such as \"contains\"."_s);
    return assertion;
}

Json toJson(const QList<Assertion> &assertions)
{
    Json json(jsoncons::json_array_arg);
    for (const Assertion &assertion : assertions)
        json.push_back(toJson(assertion));
    return json;
}

Result<QList<Assertion>> assertionsFromJson(const Json &json)
{
    if (!json.is_array())
        return fail(ErrorKind::invalidInput, u"\"assertions\" is no list"_s, u"Write a JSON list of objects, each with a \"type\"."_s);
    QList<Assertion> assertions;
    for (const Json &element : json.array_range()) {
        auto assertion = assertionFromJson(element);
        if (!assertion) {
            Error error = assertion.error();
            error.message = u"assertion %1: %2"_s.arg(assertions.size() + 1).arg(error.message);
            return std::unexpected(error);
        }
        assertions.append(*std::move(assertion));
    }
    return assertions;
}

} // namespace assay::evalset
