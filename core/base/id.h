// SPDX-License-Identifier: GPL-3.0-or-later
// A row id that knows what it names, so that a run's id never stands where a cell's is meant.
#pragma once

#include <QHashFunctions>
#include <QtTypes>

#include <compare>

namespace assay {

/// 0 means "none yet": the database hands out ids from 1.
template<typename Tag> struct Id {
    qint64 value = 0;

    [[nodiscard]] bool isValid() const { return value > 0; }
    auto operator<=>(const Id &) const = default;
    friend size_t qHash(Id id, size_t seed = 0) { return ::qHash(id.value, seed); }
};

} // namespace assay
