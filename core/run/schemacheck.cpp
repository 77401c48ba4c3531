// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/schemacheck.h"

#include "core/grader/schema.h"

namespace assay::run {

using namespace Qt::StringLiterals;

namespace {

Result<void> check(const Json &schema, const QString &member, const QString &what)
{
    return grader::checkSchema(schema).transform_error([&](Error error) {
        error.message = what + u": "_s + error.message;
        return error.with(u"member"_s, member);
    });
}

} // namespace

Result<void> checkSchemas(const prompt::Content &content)
{
    if (content.responseFormat == prompt::ResponseFormat::jsonSchema) {
        if (const auto checked = check(content.responseSchema, u"responseSchema"_s, u"the response schema"_s); !checked)
            return checked;
    }
    for (qsizetype i = 0; i < content.tools.size(); ++i) {
        const prompt::Tool &tool = content.tools.at(i);
        if (const auto checked = check(tool.parameters, u"tools[%1].parameters"_s.arg(i), u"the parameters of the tool \"%1\""_s.arg(tool.name)); !checked)
            return checked;
    }
    return {};
}

} // namespace assay::run
