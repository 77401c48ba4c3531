// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/grader/schema.h"

#include "core/grader/schemacost.h"
#include "core/grader/schemaloops.h"
#include "core/grader/schemapatterns.h"
#include "core/grader/schemareferences.h"

#include <jsoncons_ext/jsonpointer/jsonpointer.hpp>
#include <jsoncons_ext/jsonschema/jsonschema.hpp>

#include <array>
#include <map>

namespace assay::grader {

using namespace Qt::StringLiterals;

namespace {

using Schema = jsoncons::jsonschema::json_schema<Json>;
using Message = jsoncons::jsonschema::validation_message;
using Version = jsoncons::jsonschema::schema_version;

constexpr qsizetype kShownProblems = 5;

Result<Schema> compileSchema(const Json &json)
{
    try {
        return jsoncons::jsonschema::make_json_schema(json, jsoncons::jsonschema::evaluation_options{}.default_version(Version::draft202012()));
    } catch (const std::exception &exception) {
        if (const auto leading = refuseBrokenReferences(json); !leading)
            return std::unexpected(leading.error());
        return fail(ErrorKind::invalidInput, u"the JSON Schema cannot be used: %1"_s.arg(QString::fromUtf8(exception.what())),
            u"Drafts 4 to 2020-12 are known; references lead within the schema."_s);
    }
}

// A message about "allOf" and the like says only that a part failed; the parts are below it.
void addProblems(const Message &message, const Json &instance, const SchemaPatterns &patterns, QStringList &problems)
{
    if (problems.size() >= kShownProblems)
        return;
    if (!message.details().empty()) {
        for (const Message &detail : message.details())
            addProblems(detail, instance, patterns, problems);
        return;
    }
    const std::string location = message.instance_location().string();
    QString text = QString::fromStdString(message.message());
    if (message.keyword() == "not") {
        std::error_code missing;
        const Json &value = jsoncons::jsonpointer::get(instance, location, missing);
        const QString pattern = !missing && isText(value) ? patterns.patternMissedBy(toQString(value)) : QString();
        if (!pattern.isEmpty())
            text = u"%1 does not match the pattern %2"_s.arg(shown(toQString(value)), shown(pattern));
    }
    problems.append(location.empty() ? text : QString(QString::fromStdString(location) + u": "_s + text));
}

Result<QStringList> problemsOf(const Schema &schema, const Json &instance, const SchemaPatterns &patterns)
{
    QStringList problems;
    try {
        schema.validate(instance, [&](const Message &message) {
            addProblems(message, instance, patterns, problems);
            return problems.size() < kShownProblems ? jsoncons::jsonschema::walk_result::advance : jsoncons::jsonschema::walk_result::abort;
        });
    } catch (const std::exception &exception) {
        return fail(ErrorKind::invalidInput, u"the JSON Schema could not be applied: %1"_s.arg(QString::fromUtf8(exception.what())));
    }
    problems.removeDuplicates();
    return problems;
}

Json referenceTo(const std::string &address)
{
    Json json(jsoncons::json_object_arg);
    json.insert_or_assign("$schema", address);
    json.insert_or_assign("$ref", address);
    return json;
}

/// The rules of each draft, as a schema of schemas. Compiled once, read by all threads.
const std::map<std::string, Schema> &draftRules()
{
    static const std::map<std::string, Schema> rules = [] {
        std::map<std::string, Schema> made;
        for (const std::string &address : {Version::draft4(), Version::draft6(), Version::draft7(), Version::draft201909(), Version::draft202012()}) {
            if (auto schema = compileSchema(referenceTo(address)))
                made.emplace(address, *std::move(schema));
        }
        return made;
    }();
    return rules;
}

Result<void> checkAgainstDraft(const Json &schema)
{
    std::string address = Version::draft202012();
    if (schema.is_object() && schema.contains("$schema")) {
        if (!isText(schema.at("$schema")))
            return fail(ErrorKind::invalidInput, u"the \"$schema\" of the JSON Schema is not a text"_s);
        address = schema.at("$schema").as<std::string>();
    }
    auto rules = draftRules().find(address);
    if (rules == draftRules().end())
        rules = draftRules().find(address.ends_with('#') ? address.substr(0, address.size() - 1) : address + "#");
    if (rules == draftRules().end())
        return fail(ErrorKind::invalidInput, u"the draft %1 of JSON Schema is not known"_s.arg(shown(QString::fromStdString(address))),
            u"Drafts 4 to 2020-12 are known; leave \"$schema\" out for 2020-12."_s);
    const auto problems = problemsOf(rules->second, schema, SchemaPatterns(Json::null()));
    if (!problems)
        return std::unexpected(problems.error());
    if (!problems->isEmpty())
        return fail(
            ErrorKind::invalidInput, u"the JSON Schema breaks the rules of its draft: %1"_s.arg(problems->join(u"; "_s)), u"Compare it with the specification of its draft."_s);
    return {};
}

} // namespace

Result<void> checkSchema(const Json &schema)
{
    if (!schema.is_object() && !schema.is_bool())
        return fail(ErrorKind::invalidInput, u"a JSON Schema is an object, true or false"_s);
    // A run asks about one schema once an answer.
    thread_local Json lastGood;
    if (!lastGood.is_null() && lastGood == schema)
        return {};
    const auto checked = refuseUnreadableReferences(schema)
                             .and_then([&schema] { return refuseEndlessSchema(schema); })
                             .and_then([&schema] { return checkAgainstDraft(schema); })
                             .and_then([&schema] { return SchemaPatterns(Json::null()).expand(schema); })
                             .and_then(compileSchema)
                             .transform([](const Schema &) {});
    if (checked)
        lastGood = schema;
    return checked;
}

Judgement judgeSchema(const Json &schema, const Json &instance)
{
    if (const auto affordable = refuseCostlySchema(schema, instance); !affordable)
        return undecided(affordable.error().describe());
    SchemaPatterns patterns(instance);
    const auto problems = patterns.expand(schema).and_then(compileSchema).and_then([&](const Schema &compiled) { return problemsOf(compiled, instance, patterns); });
    if (!problems)
        return undecided(problems.error().describe());
    return judged(problems->isEmpty(), u"fits the schema"_s, problems->join(u"; "_s));
}

} // namespace assay::grader
