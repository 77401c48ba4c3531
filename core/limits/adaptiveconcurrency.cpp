// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits/adaptiveconcurrency.h"

#include <algorithm>

namespace assay::limits {

using namespace Qt::StringLiterals;

namespace {
constexpr auto kOneCut = std::chrono::seconds(1);
constexpr double kRoundsToRecover = 4;
} // namespace

void AdaptiveConcurrency::slowDown(SteadyTime now)
{
    if (m_lastCut != SteadyTime{} && now - m_lastCut < kOneCut)
        return;
    m_lastCut = now;
    m_allowed = std::max(1.0, m_allowed / 2);
}

void AdaptiveConcurrency::succeeded()
{
    m_allowed = std::min<double>(m_configured, m_allowed + m_configured / kRoundsToRecover / m_allowed);
}

QString AdaptiveConcurrency::reason() const
{
    return allowed() >= m_configured ? QString() : u"%1 of %2 calls at once, after the provider asked for less"_s.arg(allowed()).arg(m_configured);
}

} // namespace assay::limits
