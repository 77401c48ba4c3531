// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/plumbing.h"

#include "core/base/plumbing.h"
#include "core/prompt/language/template.h"

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

// A template can be wrong or cannot be filled: a limit that it meets while it is filled is the second.
Json templateError(const Error &error)
{
    Error told = error;
    told.kind = error.kind == ErrorKind::parse ? ErrorKind::parse : ErrorKind::render;
    Json answer = errorAnswer(told);
    if (const QString snippet = error.contextValue(u"snippet"); !snippet.isEmpty())
        answer["error"].insert_or_assign("snippet", jsonString(snippet));
    return answer;
}

// What a loop asks of elements and values is not among them: callers take the names for what the variables must hold.
QStringList variablesOf(const Template &source)
{
    QStringList names = source.variables();
    names.removeIf([](const QString &name) { return name.contains(u"[]") || name.contains(u"{}"); });
    return names;
}

Json namesToJson(const QStringList &names)
{
    Json json(jsoncons::json_array_arg);
    for (const QString &name : names)
        json.push_back(jsonString(name));
    return json;
}

// Offsets in the bytes of UTF-8, as everything that is read from JSON counts.
Json spansToJson(const RenderedText &rendered)
{
    Json spans(jsoncons::json_array_arg);
    qsizetype at = 0;
    for (const Span &span : rendered.spans) {
        const qsizetype length = QStringView(rendered.text).sliced(span.start, span.length).toUtf8().size();
        Json json(jsoncons::json_object_arg);
        json.insert_or_assign("start", at);
        json.insert_or_assign("end", at + length);
        if (span.isVariable())
            json.insert_or_assign("variable", jsonString(span.variable));
        if (!span.others.isEmpty())
            json.insert_or_assign("others", namesToJson(span.others));
        if (span.isMixed)
            json.insert_or_assign("mixed", true);
        if (!span.snippet.isEmpty())
            json.insert_or_assign("snippet", jsonString(span.snippet));
        spans.push_back(std::move(json));
        at += length;
    }
    return spans;
}

Json textAnswer(const Template &source, const RenderedText &rendered)
{
    Json answer(jsoncons::json_object_arg);
    answer.insert_or_assign("text", jsonString(rendered.text));
    answer.insert_or_assign("variables", namesToJson(variablesOf(source)));
    if (const QStringList snippets = source.snippets(); !snippets.isEmpty())
        answer.insert_or_assign("snippets", namesToJson(snippets));
    if (!rendered.spans.isEmpty())
        answer.insert_or_assign("spans", spansToJson(rendered));
    return answer;
}

Result<TemplateOptions> optionsOf(const Json &request)
{
    TemplateOptions options;
    bool isStrict = true;
    for (const auto &[name, flag] : {std::pair("strict", &isStrict), std::pair("trimBlocks", &options.trimBlocks), std::pair("lstripBlocks", &options.lstripBlocks)}) {
        const Json given = request.get_value_or<Json>(name, Json(*flag));
        if (!given.is_bool())
            return fail(ErrorKind::invalidInput, u"\"%1\" must be true or false"_s.arg(QLatin1StringView(name)));
        *flag = given.as<bool>();
    }
    options.lenient = !isStrict;
    return options;
}

Result<QMap<QString, QString>> snippetsOf(const Json &request)
{
    QMap<QString, QString> snippets;
    const Json given = request.get_value_or<Json>("snippets", Json(jsoncons::json_object_arg));
    if (!given.is_object())
        return fail(ErrorKind::invalidInput, u"\"snippets\" must be an object of texts"_s);
    for (const auto &member : given.object_range()) {
        if (!member.value().is_string())
            return fail(ErrorKind::invalidInput, u"\"snippets\" must be an object of texts"_s);
        snippets.insert(QString::fromUtf8(member.key()), toQString(member.value()));
    }
    return snippets;
}

} // namespace

Result<Json> templatePlumbing(const Json &request)
{
    if (!request.is_object() || !request.contains("template") || !request.at("template").is_string())
        return fail(ErrorKind::invalidInput, u"a request needs \"template\" with a text"_s, u"Write {\"template\": \"…\", \"vars\": {…}}."_s);
    const Json variables = request.get_value_or<Json>("vars", Json(jsoncons::json_object_arg));
    if (!variables.is_object())
        return fail(ErrorKind::invalidInput, u"\"vars\" must be an object"_s);
    const auto options = optionsOf(request);
    if (!options)
        return std::unexpected(options.error());
    const auto snippets = snippetsOf(request);
    if (!snippets)
        return std::unexpected(snippets.error());
    const auto source = Template::parse(toQString(request.at("template")), *options, snippetsFrom(*snippets));
    if (!source)
        return templateError(source.error());
    const Json spans = request.get_value_or<Json>("spans", Json(false));
    const auto rendered = source->render(variables, spans == Json(true) ? Trace::spans : Trace::none);
    return rendered ? textAnswer(*source, *rendered) : templateError(rendered.error());
}

} // namespace assay::prompt
