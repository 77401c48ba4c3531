// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokens/calibration.h"

#include <algorithm>
#include <cmath>

namespace assay::tokens {

using namespace Qt::StringLiterals;

namespace {

constexpr double kFarthest = 8;
constexpr double kNearly = 0.95;
constexpr double kAboveHighest = 1.1;
constexpr double kLeastError = 0.01; // what was wrong once stays an estimate

// The lowest value that `share` of all are not above.
double quantile(QList<double> values, double share)
{
    const auto rank = static_cast<qsizetype>(std::ceil(share * static_cast<double>(values.size())));
    const auto nth = values.begin() + std::max<qsizetype>(0, rank - 1);
    std::nth_element(values.begin(), nth, values.end());
    return *nth;
}

qint64 scaled(qint64 tokens, double factor)
{
    return static_cast<qint64>(std::ceil(static_cast<double>(tokens) * factor));
}

} // namespace

void Calibration::append(const QString &model, double ratio)
{
    QList<double> &ratios = m_ratios[model];
    if (ratios.size() == kKept)
        ratios.removeFirst();
    ratios.append(std::clamp(ratio, 1 / kFarthest, kFarthest));
}

void Calibration::add(const QString &model, qint64 counted, qint64 told)
{
    if (counted > 0 && told > 0)
        append(model, static_cast<double>(told) / static_cast<double>(counted));
}

std::optional<Calibration::Observed> Calibration::observed(const QString &model) const
{
    const QList<double> ratios = m_ratios.value(model);
    if (ratios.size() < kEnough)
        return std::nullopt;
    Observed observed{.factor = quantile(ratios, 0.5), .highest = *std::ranges::max_element(ratios), .calls = ratios.size()};
    QList<double> errors;
    errors.reserve(ratios.size());
    for (const double ratio : ratios)
        errors.append(std::abs(ratio / observed.factor - 1));
    observed.relativeError = quantile(std::move(errors), kNearly);
    return observed;
}

TokenCount Calibration::corrected(const QString &model, const TokenCount &count) const
{
    const auto seen = observed(model);
    if (!seen)
        return count;
    const bool wasRight = seen->factor == 1 && seen->highest == 1 && seen->relativeError == 0;
    if (wasRight && count.isExact())
        return count;
    const qint64 bound = scaled(count.tokens, seen->highest * kAboveHighest);
    return {.tokens = scaled(count.tokens, seen->factor),
        .relativeError = std::max(kLeastError, seen->relativeError),
        .careful = seen->calls < kEnoughToReserve ? std::max(bound, count.upperBound()) : bound};
}

Json Calibration::toJson() const
{
    Json json(jsoncons::json_object_arg);
    for (const auto &[model, ratios] : m_ratios.asKeyValueRange()) {
        Json values(jsoncons::json_array_arg);
        for (const double ratio : ratios)
            values.push_back(ratio);
        json.insert_or_assign(model.toStdString(), std::move(values));
    }
    return json;
}

Result<Calibration> Calibration::fromJson(const Json &json)
{
    const auto wrong = [](const QString &what) { return fail(ErrorKind::invalidInput, what, u"Delete it; it is learnt again from the next calls."_s); };
    if (!json.is_object())
        return wrong(u"the calibration of token counts is no object of models"_s);
    Calibration calibration;
    for (const auto &member : json.object_range()) {
        const QString model = QString::fromStdString(member.key());
        if (!member.value().is_array())
            return wrong(u"the calibration of token counts for %1 is no list of ratios"_s.arg(model));
        for (const Json &ratio : member.value().array_range()) {
            if (!ratio.is_number() || !(ratio.as<double>() > 0))
                return wrong(u"the calibration of token counts for %1 has a ratio that is no number above 0"_s.arg(model));
            calibration.append(model, ratio.as<double>());
        }
    }
    return calibration;
}

} // namespace assay::tokens
