// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/notices.h"

#include "core/provider/openai/options.h"
#include "core/provider/openai/strictschema.h"
#include "core/provider/responses/responsesapi.h"

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

/// Whether the API has "strict", and nobody has turned it off.
bool asksForStrict(const app::Composition &composition, const provider::ProviderConfig &provider)
{
    if (provider.kind == provider::responses::kKind) {
        const auto options = provider::responses::readOptions(provider);
        return options && options->strictSchema;
    }
    if (composition.dialects().find(provider.kind) == nullptr)
        return false;
    const auto options = provider::openai::readOptions(provider, composition.dialects());
    return options && options->strictSchema && options->dialect.jsonSchema == provider::openai::SchemaForm::openai;
}

} // namespace

QString withoutStrict(const app::Composition &composition, const prompt::Version &version, const run::PlannedModel &model)
{
    if (version.content.responseFormat != prompt::ResponseFormat::jsonSchema || !asksForStrict(composition, model.provider))
        return {};
    const QString misfit = provider::openai::strictMisfit(version.content.responseSchema);
    return misfit.isEmpty() ? QString() : u"the JSON Schema goes without \"strict\", which OpenAI takes with a part of JSON Schema alone (%1)"_s.arg(misfit);
}

QStringList noticesOf(const app::Composition &composition, const run::RunPlan &plan)
{
    QStringList notices = run::notes(plan);
    if (plan.cache == run::CachePolicy::only)
        return notices;
    for (const prompt::Version &version : plan.versions) {
        for (const run::PlannedModel &model : plan.models) {
            if (const QString what = withoutStrict(composition, version, model); !what.isEmpty())
                notices.append(u"%1 on %2: %3"_s.arg(version.label(), model.model.name, what));
        }
    }
    return notices;
}

} // namespace assay::cli
