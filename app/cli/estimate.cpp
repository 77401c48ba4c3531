// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/estimate.h"

#include "app/cli/figures.h"

#include <cmath>

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr int kNameWidth = 22;
constexpr int kFigureWidth = 12;

bool isPriced(const run::RunPlan &plan, const run::Estimate &estimate)
{
    return estimate.modelsWithoutPrice < plan.models.size();
}

QString line(const QString &name, const run::Takings &takings, bool hasPrice)
{
    const auto figure = [](const QString &text) { return padded(text, kFigureWidth, true); };
    const auto money = [&](Money amount) { return figure(hasPrice ? moneyText(amount) : u"unknown"_s); };
    const auto range = [&](qint64 likely, qint64 most) { return figure(tokenText(likely)) + figure(tokenText(most)); };
    return padded(name, kNameWidth) + padded(QString::number(takings.calls), 8, true) + padded(QString::number(takings.cached), 8, true)
        + range(takings.inputTokens, takings.worstInputTokens) + range(takings.likelyOutputTokens, takings.worstOutputTokens) + money(takings.low) + money(takings.likely)
        + money(takings.worstCase) + money(takings.saved);
}

QString countText(const run::Takings &takings)
{
    if (takings.calls == 0)
        return u"nothing is asked"_s;
    if (takings.inputError == 0)
        return u"input is counted exactly"_s;
    return u"input is an estimate, within %1 % in nearly all calls"_s.arg(std::ceil(takings.inputError * 100));
}

QString aboutTime(Milliseconds time)
{
    using namespace std::chrono;
    if (time < 1min)
        return u"%1 s"_s.arg(ceil<seconds>(time).count());
    return time < 2h ? u"%1 min"_s.arg(round<minutes>(time).count()) : u"%1 h"_s.arg(static_cast<double>(time.count()) / 3'600'000, 0, 'f', 1);
}

Json jsonOf(const run::Takings &takings, bool hasPrice)
{
    const auto money = [&](Money amount) { return hasPrice ? jsonString(amount.toDecimal()) : Json::null(); };
    const auto three = [](Json low, Json likely, Json worst) {
        Json json(jsoncons::json_object_arg);
        json.insert_or_assign("low", std::move(low));
        json.insert_or_assign("likely", std::move(likely));
        json.insert_or_assign("worstCase", std::move(worst));
        return json;
    };
    Json json(jsoncons::json_object_arg);
    json.insert_or_assign("calls", takings.calls);
    json.insert_or_assign("cached", takings.cached);
    json.insert_or_assign("inputTokens", three(takings.lowInputTokens, takings.inputTokens, takings.worstInputTokens));
    json.insert_or_assign("inputError", takings.inputError);
    json.insert_or_assign("outputTokens", three(0, takings.likelyOutputTokens, takings.worstOutputTokens));
    json.insert_or_assign("costUsd", three(money(takings.low), money(takings.likely), money(takings.worstCase)));
    json.insert_or_assign("savedUsd", money(takings.saved));
    return json;
}

} // namespace

void printEstimate(const Console &console, const run::RunPlan &plan, const run::Estimate &estimate, const QStringList &notices)
{
    const auto head = [](const QString &text) { return padded(text, kFigureWidth, true); };
    console.print(padded(QString(), kNameWidth) + padded(u"calls"_s, 8, true) + padded(u"cached"_s, 8, true) + head(u"tokens in"_s) + head(u"at most"_s) + head(u"likely out"_s)
        + head(u"at most"_s) + head(u"low"_s) + head(u"likely"_s) + head(u"worst case"_s) + head(u"cache saves"_s));
    for (qsizetype i = 0; i < plan.models.size(); ++i)
        console.print(line(plan.models.at(i).model.name, estimate.models.at(i), plan.models.at(i).price.has_value()));
    if (plan.models.size() > 1)
        console.print(line(u"all"_s, estimate.all, isPriced(plan, estimate)));
    for (qsizetype i = 0; i < plan.models.size(); ++i) {
        const run::LeastTime &least = estimate.leastTimes.at(i);
        const QString wait = least.limit.isEmpty() ? QString() : u"; at least %1 at %2"_s.arg(aboutTime(least.time), least.limit);
        console.print(plan.models.at(i).model.name + u": "_s + countText(estimate.models.at(i)) + wait);
    }
    if (estimate.modelsWithoutPrice > 0)
        console.print(u"%1 of the models has no known price: its cost is not in the sums."_s.arg(estimate.modelsWithoutPrice));
    if (plan.mode == run::RunMode::batch)
        console.print(u"Prices are those of batches."_s);
    for (const QString &notice : notices)
        console.print(notice);
    console.print(u"low: the least input and no output; likely: output as in earlier runs, else a quarter of the cap; worst case: the most input and every cap used up."_s);
}

Json estimateJson(const run::RunPlan &plan, const run::Estimate &estimate, const QStringList &notices)
{
    Json models(jsoncons::json_array_arg);
    for (qsizetype i = 0; i < plan.models.size(); ++i) {
        Json model = jsonOf(estimate.models.at(i), plan.models.at(i).price.has_value());
        model.insert_or_assign("model", jsonString(plan.models.at(i).model.name));
        const run::LeastTime &least = estimate.leastTimes.at(i);
        model.insert_or_assign("leastSeconds", static_cast<double>(least.time.count()) / 1'000);
        model.insert_or_assign("limit", least.limit.isEmpty() ? Json::null() : jsonString(least.limit));
        models.push_back(std::move(model));
    }
    Json json(jsoncons::json_object_arg);
    json.insert_or_assign("format", 1);
    json.insert_or_assign("models", std::move(models));
    json.insert_or_assign("all", jsonOf(estimate.all, isPriced(plan, estimate)));
    json.insert_or_assign("modelsWithoutPrice", estimate.modelsWithoutPrice);
    Json told(jsoncons::json_array_arg);
    for (const QString &notice : notices)
        told.push_back(jsonString(notice));
    json.insert_or_assign("notices", std::move(told));
    return json;
}

} // namespace assay::cli
