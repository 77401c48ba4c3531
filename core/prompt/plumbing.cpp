// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/plumbing.h"

#include "core/base/plumbing.h"
#include "core/prompt/template.h"

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

// A template can be wrong or cannot be filled: a limit that it meets while it is filled is the second.
Json templateError(const Error &error)
{
    Error told = error;
    told.kind = error.kind == ErrorKind::parse ? ErrorKind::parse : ErrorKind::render;
    return errorAnswer(told);
}

Json textAnswer(const Template &source, const RenderedText &rendered)
{
    Json variables(jsoncons::json_array_arg);
    for (const QString &name : source.variables())
        variables.push_back(jsonString(name));
    Json answer(jsoncons::json_object_arg);
    answer.insert_or_assign("text", jsonString(rendered.text));
    answer.insert_or_assign("variables", std::move(variables));
    return answer;
}

} // namespace

Result<Json> templatePlumbing(const Json &request)
{
    if (!request.is_object() || !request.contains("template") || !request.at("template").is_string())
        return fail(ErrorKind::invalidInput, u"a request needs \"template\" with a text"_s, u"Write {\"template\": \"…\", \"vars\": {…}}."_s);
    const Json variables = request.get_value_or<Json>("vars", Json(jsoncons::json_object_arg));
    if (!variables.is_object())
        return fail(ErrorKind::invalidInput, u"\"vars\" must be an object"_s);
    const Json strict = request.get_value_or<Json>("strict", Json(true));
    if (!strict.is_bool())
        return fail(ErrorKind::invalidInput, u"\"strict\" must be true or false"_s);
    const auto source = Template::parse(toQString(request.at("template")));
    if (!source)
        return templateError(source.error());
    const auto rendered = source->render(variables, strict.as<bool>() ? WhenMissing::error : WhenMissing::empty);
    return rendered ? textAnswer(*source, *rendered) : templateError(rendered.error());
}

} // namespace assay::prompt
