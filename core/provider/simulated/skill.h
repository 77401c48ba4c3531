// SPDX-License-Identifier: GPL-3.0-or-later
// How able a simulated model is in one call. Solvers ask it whether the model gets a thing right; the answer is drawn once per thing and
// text, so that two versions of a prompt are tried on the same luck and a better prompt shows.
#pragma once

#include <QString>

namespace assay::provider {

class Skill {
public:
    /// `text` is the item's text: what the luck is drawn for. `wobble` in [0, 1] adds luck of the single call (temperature).
    Skill(double level, qint64 seed, QString tier, QString text, qint64 drawSeed, double wobble);

    /// True with probability 1 − difficulty · (1 − level) · 2, at most 1: an easy thing (0.1) nearly always, a hard one (0.9) rarely below the large tier.
    [[nodiscard]] bool gets(QStringView thing, double difficulty) const;
    /// True for this share of texts, whatever the level: a habit, which has nothing to do with ability.
    [[nodiscard]] bool prefers(QStringView thing, double share) const;
    [[nodiscard]] double level() const { return m_level; }

private:
    [[nodiscard]] double luck(QStringView thing) const;

    double m_level;
    qint64 m_seed;
    QString m_tier;
    QString m_text;
    qint64 m_drawSeed;
    double m_wobble;
};

} // namespace assay::provider
