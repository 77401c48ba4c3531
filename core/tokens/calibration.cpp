// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokens/calibration.h"

#include <algorithm>
#include <cmath>

namespace assay::tokens {

namespace {

constexpr qsizetype kKept = 200;
constexpr double kFarthest = 4; // a ratio beyond this is no matter of tokens
constexpr double kNearly = 0.95;

double quantile(QList<double> sorted, double share)
{
    const auto index = static_cast<qsizetype>(share * static_cast<double>(sorted.size() - 1) + 0.5);
    return sorted.at(index);
}

} // namespace

void Calibration::add(qint64 counted, qint64 told)
{
    if (counted <= 0 || told <= 0)
        return;
    if (m_ratios.size() == kKept)
        m_ratios.removeFirst();
    m_ratios.append(std::clamp(static_cast<double>(told) / static_cast<double>(counted), 1 / kFarthest, kFarthest));
}

TokenCount Calibration::corrected(TokenCount count) const
{
    if (count.isExact() || m_ratios.size() < kEnough)
        return count;
    QList<double> sorted = m_ratios;
    std::ranges::sort(sorted);
    const double median = quantile(sorted, 0.5);
    QList<double> errors;
    for (const double ratio : sorted)
        errors.append(std::abs(ratio / median - 1));
    std::ranges::sort(errors);
    constexpr double kLeastError = 0.01; // it stays an estimate
    return {.tokens = static_cast<qint64>(std::ceil(static_cast<double>(count.tokens) * median)), .relativeError = std::max(kLeastError, quantile(errors, kNearly))};
}

} // namespace assay::tokens
