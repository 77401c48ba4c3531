// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/planning.h"

#include "core/run/exampledraw.h"
#include "core/store/evalsetrepository.h"
#include "core/store/modelrepository.h"
#include "core/store/promptrepository.h"

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

Result<std::optional<int>> baselineFrom(store::Database &database, const run::RunPlan &plan, const QString &text)
{
    if (text.isEmpty())
        return plan.versions.size() > 1 ? std::optional(0) : std::nullopt;
    const auto wanted = versionFrom(database, text);
    if (!wanted)
        return std::unexpected(wanted.error());
    for (int i = 0; i < plan.versions.size(); ++i) {
        if (plan.versions.at(i).id == wanted->id)
            return i;
    }
    return fail(ErrorKind::invalidInput, u"the baseline %1 is not one of the run's prompts"_s.arg(wanted->label()), u"Add --prompt %1."_s.arg(wanted->label()));
}

} // namespace

Result<prompt::Version> versionFrom(store::Database &database, const QString &text)
{
    return prompt::versionReferenceFromText(text).and_then([&](const prompt::VersionReference &reference) { return store::PromptRepository(database).version(reference); });
}

Result<run::RunPlan> planFrom(store::Database &database, const PlanWords &words, UtcTime now)
{
    run::RunPlan plan;
    auto set = store::EvalSetRepository(database).load(words.set);
    if (!set)
        return std::unexpected(set.error());
    for (const QString &text : words.prompts) {
        auto version = versionFrom(database, text);
        if (!version)
            return std::unexpected(version.error());
        if (std::ranges::contains(plan.versions, version->id, &prompt::Version::id))
            return fail(ErrorKind::invalidInput, u"%1 is named twice"_s.arg(version->label()), u"Name each version once."_s);
        plan.versions.append(*std::move(version));
    }
    run::takeSet(plan, *std::move(set));
    for (const QString &name : words.models) {
        auto model = store::ModelRepository(database).model(name);
        if (!model)
            return std::unexpected(model.error());
        if (std::ranges::contains(plan.models, *model))
            return fail(ErrorKind::invalidInput, u"the model %1 is named twice"_s.arg(name), u"Name each model once; --repeat asks everything more than once."_s);
        plan.models.append(*std::move(model));
    }
    const auto baseline = baselineFrom(database, plan, words.baseline);
    if (!baseline)
        return std::unexpected(baseline.error());
    plan.baseline = *baseline;
    if (words.budget) {
        plan.budget = Money::fromDecimal(*words.budget);
        if (!plan.budget || *plan.budget <= Money())
            return fail(ErrorKind::invalidInput, u"\"%1\" is no amount of dollars above 0"_s.arg(*words.budget), u"Write it such as 2.50."_s);
    }
    const auto cache = run::cachePolicyFromText(words.cache);
    if (!cache)
        return fail(ErrorKind::invalidInput, u"\"%1\" is no way to use the cache"_s.arg(words.cache), u"Write use, refresh, off or only."_s);
    plan.cache = *cache;
    if (words.cacheDays)
        plan.cacheLife = std::chrono::days(*words.cacheDays);
    plan.mode = words.isInBatches ? run::RunMode::batch : run::RunMode::live;
    plan.label = words.label;
    plan.repeats = words.repeats;
    plan.concurrency = words.concurrency;
    plan.seed = words.seed.value_or(toUnixMs(now));
    plan.createdAt = now;
    return plan;
}

} // namespace assay::cli
