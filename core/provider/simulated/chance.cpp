// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/chance.h"

namespace assay::provider {

namespace {

constexpr quint64 kFnvOffset = 0xcbf29ce484222325ULL;
constexpr quint64 kFnvPrime = 0x100000001b3ULL;
constexpr double kTwoToMinus53 = 0x1.0p-53;

quint64 mixed(quint64 value)
{
    value += 0x9e3779b97f4a7c15ULL;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
}

} // namespace

double chance(qint64 seed, std::initializer_list<QStringView> words)
{
    quint64 hash = kFnvOffset ^ mixed(static_cast<quint64>(seed));
    for (const QStringView word : words) {
        for (const QChar c : word)
            hash = (hash ^ c.unicode()) * kFnvPrime;
        hash = (hash ^ 0xffffU) * kFnvPrime;
    }
    return static_cast<double>(mixed(hash) >> 11) * kTwoToMinus53;
}

} // namespace assay::provider
