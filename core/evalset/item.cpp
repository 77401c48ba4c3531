// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evalset/item.h"

#include "core/base/contenthash.h"
#include "core/evalset/members.h"

#include <QHash>

namespace assay::evalset {

using namespace Qt::StringLiterals;

namespace {

Json textList(const QStringList &texts)
{
    Json json(jsoncons::json_array_arg);
    for (const QString &text : texts)
        json.push_back(jsonString(text));
    return json;
}

Error itemError(ErrorKind kind, const Item &item, const QString &message, const QString &hint)
{
    return fail(kind, message, hint).error().with(u"item"_s, item.key);
}

bool isWeight(double weight)
{
    return weight > 0 && weight <= kHeaviest;
}

} // namespace

Json toJson(const Item &item)
{
    Json json(jsoncons::json_object_arg);
    json.insert_or_assign("key", jsonString(item.key));
    json.insert_or_assign("vars", item.variables);
    if (!item.reference.is_null())
        json.insert_or_assign("reference", item.reference);
    if (!item.assertions.isEmpty())
        json.insert_or_assign("assertions", toJson(item.assertions));
    if (!item.tags.isEmpty())
        json.insert_or_assign("tags", textList(item.tags));
    if (item.weight != 1)
        json.insert_or_assign("weight", item.weight);
    if (!item.group.isEmpty())
        json.insert_or_assign("group", jsonString(item.group));
    if (item.threshold)
        json.insert_or_assign("threshold", *item.threshold);
    return json;
}

Result<Item> itemFromJson(const Json &json)
{
    Members members(json, u"an item"_s, {"key", "vars", "reference", "assertions", "tags", "weight", "group", "threshold"});
    Item item;
    item.key = members.textOrNumber("key").value_or(QString());
    if (const Json *variables = members.object("vars"))
        item.variables = *variables;
    item.reference = members.any("reference");
    item.tags = members.texts("tags").value_or(QStringList());
    item.weight = members.weight("weight").value_or(1);
    item.group = members.textOrNumber("group").value_or(QString());
    item.threshold = members.number("threshold");
    const Json assertions = members.any("assertions");
    if (members.problem())
        return std::unexpected(*members.problem());
    if (item.key.isEmpty())
        return fail(ErrorKind::invalidInput, u"an item has no \"key\""_s, u"Give each item a short name of its own."_s);
    if (!assertions.is_null()) {
        auto read = assertionsFromJson(assertions);
        if (!read)
            return std::unexpected(read.error());
        item.assertions = *std::move(read);
    }
    return item;
}

QList<Assertion> effectiveAssertions(const EvalSet &set, const Item &item)
{
    return set.defaultAssertions + item.assertions;
}

Result<void> validate(const Item &item)
{
    const auto refuse = [&item](const QString &message, const QString &hint) { return std::unexpected(itemError(ErrorKind::invalidInput, item, message, hint)); };
    if (item.key.trimmed().isEmpty())
        return refuse(u"the key is empty"_s, u"Give each item a short name of its own."_s);
    if (!item.variables.is_object())
        return refuse(u"the variables are no object"_s, u"Write names and values."_s);
    if (!isWeight(item.weight))
        return refuse(u"the weight is not above 0 and up to a billion"_s, u"Leave it out for 1."_s);
    if (item.threshold && !(*item.threshold >= 0 && *item.threshold <= 1))
        return refuse(u"the threshold is not between 0 and 1"_s, u"It is the weighted score from which the item passes."_s);
    for (const Assertion &assertion : item.assertions) {
        if (assertion.type.isEmpty())
            return refuse(u"an assertion has no type"_s, u"Name one, such as \"contains\"."_s);
        if (!isWeight(assertion.weight))
            return refuse(u"the weight of the assertion \"%1\" is not above 0"_s.arg(assertion.name()), u"Leave it out for 1."_s);
    }
    return {};
}

Result<void> validate(const QList<Item> &items)
{
    QHash<QString, qsizetype> seen;
    for (qsizetype i = 0; i < items.size(); ++i) {
        const Item &item = items.at(i);
        if (const auto valid = validate(item); !valid) {
            Error error = valid.error();
            error.message = u"item number %1: "_s.arg(i + 1) + error.message;
            return std::unexpected(error);
        }
        if (const auto first = seen.constFind(item.key); first != seen.cend())
            return std::unexpected(itemError(ErrorKind::conflict, item,
                u"the key \"%1\" stands twice: items number %2 and %3"_s.arg(item.key, QString::number(*first + 1), QString::number(i + 1)), u"Give one of them another key."_s));
        seen.insert(item.key, i);
    }
    return {};
}

QString itemHash(const EvalSet &set, const Item &item)
{
    Json json(jsoncons::json_object_arg);
    json.insert_or_assign("key", jsonString(item.key));
    json.insert_or_assign("vars", item.variables);
    json.insert_or_assign("reference", item.reference);
    json.insert_or_assign("assertions", toJson(effectiveAssertions(set, item)));
    json.insert_or_assign("threshold", item.threshold ? Json(*item.threshold) : Json::null());
    return contentHash(json);
}

} // namespace assay::evalset
