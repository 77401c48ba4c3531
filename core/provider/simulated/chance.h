// SPDX-License-Identifier: GPL-3.0-or-later
// Repeatable chance: a number in [0, 1) that depends on nothing but a seed and some words. Counter-based, so the same on every machine and in
// every order of calls.
#pragma once

#include <QStringView>

#include <initializer_list>

namespace assay::provider {

/// FNV-1a over the words, finished with the mixer of SplitMix64 (Steele, Lea, Flood 2014).
[[nodiscard]] double chance(qint64 seed, std::initializer_list<QStringView> words);

} // namespace assay::provider
