// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/assertionresolution.h"

#include "core/prompt/language/template.h"

#include <QRegularExpression>

namespace assay::run {

using namespace Qt::StringLiterals;

namespace {

// What is at a dotted path, or nothing.
const Json *at(const Json &root, const QString &path)
{
    const Json *value = &root;
    for (const QString &name : path.split(u'.')) {
        const std::string member = name.toStdString();
        if (!value->is_object() || !value->contains(member))
            return nullptr;
        value = &value->at(member);
    }
    return value;
}

Result<Json> resolve(const Json &value, const Json &variables);

Result<Json> resolveText(const Json &value, const Json &variables)
{
    const QString text = toQString(value);
    if (!text.contains(u"{{"_s) && !text.contains(u"{%"_s) && !text.contains(u"{#"_s))
        return value;
    static const QRegularExpression path(u"\\A\\{\\{\\s*([A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*)\\s*\\}\\}\\z"_s);
    if (const auto match = path.match(text); match.hasMatch()) {
        if (const Json *found = at(variables, match.captured(1)))
            return *found;
    }
    return prompt::Template::parse(text).and_then([&](const prompt::Template &source) { return source.render(variables, prompt::Trace::none); }).transform([](const prompt::RenderedText &rendered) {
        return jsonString(rendered.text);
    });
}

Result<Json> resolveList(const Json &value, const Json &variables)
{
    Json list(jsoncons::json_array_arg);
    for (const Json &element : value.array_range()) {
        auto resolved = resolve(element, variables);
        if (!resolved)
            return resolved;
        list.push_back(*std::move(resolved));
    }
    return list;
}

Result<Json> resolveObject(const Json &value, const Json &variables)
{
    Json object(jsoncons::json_object_arg);
    for (const auto &member : value.object_range()) {
        auto resolved = resolve(member.value(), variables);
        if (!resolved)
            return resolved;
        object.insert_or_assign(member.key(), *std::move(resolved));
    }
    return object;
}

Result<Json> resolve(const Json &value, const Json &variables)
{
    if (value.is_string())
        return resolveText(value, variables);
    if (value.is_array())
        return resolveList(value, variables);
    if (value.is_object())
        return resolveObject(value, variables);
    return value;
}

} // namespace

Result<QList<evalset::Assertion>> resolveAssertions(const QList<evalset::Assertion> &assertions, const Json &variables, const Json &reference)
{
    Json scope = variables;
    if (!reference.is_null())
        scope.insert_or_assign("reference", reference);
    QList<evalset::Assertion> resolved;
    for (evalset::Assertion assertion : assertions) {
        auto value = resolve(assertion.value, scope);
        if (!value) {
            Error error = value.error();
            error.message = u"assertion \"%1\": %2"_s.arg(assertion.name(), error.message);
            return std::unexpected(error);
        }
        assertion.value = *std::move(value);
        resolved.append(std::move(assertion));
    }
    return resolved;
}

} // namespace assay::run
