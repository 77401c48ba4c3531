// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/skill.h"

#include "core/provider/simulated/chance.h"

#include <algorithm>

namespace assay::provider {

Skill::Skill(double level, qint64 seed, QString tier, QString text, qint64 drawSeed, double wobble)
    : m_level(level), m_seed(seed), m_tier(std::move(tier)), m_text(std::move(text)), m_drawSeed(drawSeed), m_wobble(std::clamp(wobble, 0.0, 1.0))
{
}

double Skill::luck(QStringView thing) const
{
    const bool isRedrawn = m_wobble > 0 && chance(m_drawSeed, {thing, m_text, u"wobble"}) < m_wobble;
    return chance(isRedrawn ? m_drawSeed : m_seed, {thing, m_tier, m_text});
}

bool Skill::gets(QStringView thing, double difficulty) const
{
    const double misses = std::clamp(2 * difficulty * (1 - m_level), 0.0, 1.0);
    return luck(thing) >= misses;
}

bool Skill::prefers(QStringView thing, double share) const
{
    return luck(thing) < share;
}

} // namespace assay::provider
