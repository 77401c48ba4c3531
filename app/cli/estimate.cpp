// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/estimate.h"

#include "app/cli/figures.h"

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr int kNameWidth = 26;
constexpr int kFigureWidth = 12;

QString line(const QString &name, const run::Takings &takings, bool isPriced)
{
    const auto money = [isPriced](Money amount) { return padded(isPriced ? moneyText(amount) : u"unknown"_s, kFigureWidth, true); };
    return padded(name, kNameWidth) + padded(QString::number(takings.calls), 8, true) + padded(QString::number(takings.cached), 8, true)
        + padded(tokenText(takings.inputTokens), kFigureWidth, true) + padded(tokenText(takings.likelyOutputTokens), kFigureWidth, true) + money(takings.low)
        + money(takings.likely) + money(takings.worstCase) + money(takings.saved);
}

} // namespace

void printEstimate(const Console &console, const run::RunPlan &plan, const run::Estimate &estimate)
{
    const auto head = [](const QString &text) { return padded(text, kFigureWidth, true); };
    console.print(padded(QString(), kNameWidth) + padded(u"calls"_s, 8, true) + padded(u"cached"_s, 8, true) + head(u"tokens in"_s) + head(u"likely out"_s) + head(u"low"_s)
        + head(u"likely"_s) + head(u"worst case"_s) + head(u"cache saves"_s));
    for (qsizetype i = 0; i < plan.models.size(); ++i)
        console.print(line(plan.models.at(i).model.name, estimate.models.at(i), plan.models.at(i).price.has_value()));
    if (plan.models.size() > 1)
        console.print(line(u"all"_s, estimate.all, estimate.modelsWithoutPrice < plan.models.size()));
    if (estimate.modelsWithoutPrice > 0)
        console.print(u"%1 of the models has no known price: its cost is not in the sums."_s.arg(estimate.modelsWithoutPrice));
    if (plan.mode == run::RunMode::batch)
        console.print(u"Prices are those of batches."_s);
    for (const run::PlannedModel &model : plan.models) {
        if (plan.mode == run::RunMode::batch && model.price && !model.price->batchMillionths)
            console.print(u"%1: no price of batches is known, so that its full price is counted."_s.arg(model.model.name));
    }
    console.print(u"low: no output; likely: output as in earlier runs, else a quarter of the cap; worst case: every cap used up. Tokens are counted here, on the high side."_s);
}

} // namespace assay::cli
