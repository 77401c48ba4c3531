// SPDX-License-Identifier: GPL-3.0-or-later
// A plan as small as a test wants it: items I-1…I-n with the variable "text", a prompt "p" that sends it, one assertion "contains ok".
#pragma once

#include "core/run/plan.h"

namespace assay::test {

inline run::RunPlan smallPlan(int items, int versions = 1, int models = 1)
{
    run::RunPlan plan;
    plan.id = {1};
    for (int number = 1; number <= versions; ++number) {
        prompt::Version version;
        version.id = {number};
        version.promptName = QStringLiteral("p");
        version.number = number;
        version.content.messages = {{tokens::Role::user, QStringLiteral("v%1: {{ text }}").arg(number)}};
        version.content.parameters.maxOutputTokens = 10;
        plan.versions.append(version);
    }
    for (int number = 1; number <= models; ++number) {
        run::PlannedModel model;
        model.model.id = {number};
        model.model.name = QStringLiteral("m%1").arg(number);
        model.model.apiName = model.model.name;
        model.model.concurrency = 4;
        model.provider.kind = QStringLiteral("scripted");
        model.price = pricing::Price{
            .inputMicroUsdPerMTok = 1'000'000, .cachedInputMicroUsdPerMTok = {}, .cacheWriteMicroUsdPerMTok = {}, .outputMicroUsdPerMTok = 1'000'000, .source = {}, .date = {}};
        plan.models.append(model);
    }
    plan.set.name = QStringLiteral("s");
    plan.set.revision = 1;
    evalset::Assertion contains;
    contains.type = QStringLiteral("contains");
    contains.value = Json("ok");
    plan.set.defaultAssertions = {contains};
    for (int number = 1; number <= items; ++number) {
        evalset::Item item;
        item.key = QStringLiteral("I-%1").arg(number);
        item.variables.insert_or_assign("text", jsonString(QStringLiteral("item %1").arg(number)));
        plan.set.items.append(item);
    }
    return plan;
}

} // namespace assay::test
