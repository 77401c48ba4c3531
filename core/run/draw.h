// SPDX-License-Identifier: GPL-3.0-or-later
// Random numbers by counter: the n-th number of a seed is the same on every machine, whatever was drawn before.
// SplitMix64, Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.
#pragma once

#include <QtTypes>

namespace assay::run {

[[nodiscard]] constexpr quint64 draw(qint64 seed, quint64 counter)
{
    quint64 value = static_cast<quint64>(seed) + (counter + 1) * 0x9e3779b97f4a7c15ULL;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
}

/// In [0, limit). The bias is below limit ÷ 2^64.
[[nodiscard]] constexpr quint64 drawBelow(qint64 seed, quint64 counter, quint64 limit)
{
    return draw(seed, counter) % limit;
}

/// In [0, 1).
[[nodiscard]] constexpr double drawUnit(qint64 seed, quint64 counter)
{
    return static_cast<double>(draw(seed, counter) >> 11) * 0x1.0p-53;
}

} // namespace assay::run
