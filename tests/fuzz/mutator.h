// SPDX-License-Identifier: GPL-3.0-or-later
// Makes new inputs out of known ones: bytes changed, pieces taken out, doubled and put together, words of the language put in.
#pragma once

#include <QByteArray>
#include <QList>

#include <random>

namespace assay::fuzz {

class Mutator {
public:
    Mutator(quint32 seed, qsizetype longest) : m_random(seed), m_longest(longest) {}

    /// One of the pool, changed in a few ways.
    [[nodiscard]] QByteArray mutated(const QList<QByteArray> &pool);

private:
    [[nodiscard]] qsizetype below(qsizetype limit) { return limit <= 1 ? 0 : std::uniform_int_distribution<qsizetype>(0, limit - 1)(m_random); }
    void change(QByteArray &input, const QList<QByteArray> &pool);

    std::mt19937 m_random;
    qsizetype m_longest;
};

} // namespace assay::fuzz
