// SPDX-License-Identifier: GPL-3.0-or-later
// Corrects counts by the usage that providers told: for each model the median of told ÷ counted, once there are enough of both. A median, so that a few
// calls with images or a server's slip do not move it.
//
// A plain value: whoever runs the calls feeds it, on one thread or behind a lock of their own.
#pragma once

#include "core/base/json.h"
#include "core/tokens/counter.h"

#include <QMap>

namespace assay::tokens {

class Calibration {
public:
    static constexpr qsizetype kEnough = 5;           ///< to correct a count
    static constexpr qsizetype kEnoughToReserve = 20; ///< to let go of the bound that the count had
    static constexpr qsizetype kKept = 200;           ///< of each model, the newest

    struct Observed {
        double factor = 1;        ///< the median of told ÷ counted
        double relativeError = 0; ///< what 95 % of the calls were within
        double highest = 1;       ///< of all ratios
        qsizetype calls = 0;
    };

    /// `counted` is a count before any correction (TokenCount::tokens), `told` the input that the provider charged. What is not above 0 is left out, and a
    /// ratio beyond 8 or an eighth, which is no matter of tokens, counts as that.
    void add(const QString &model, qint64 counted, qint64 told);
    /// Nothing while there is not enough.
    [[nodiscard]] std::optional<Observed> observed(const QString &model) const;

    /// The count with the factor and the error that were seen; as it came while there is not enough, and when it is exact and was right each time. With
    /// fewer than kEnoughToReserve calls the upper bound is no lower than it was; with more it is a tenth above the highest ratio, whatever it was.
    [[nodiscard]] TokenCount corrected(const QString &model, const TokenCount &count) const;

    /// {"MODEL": [RATIO, …]}, the oldest first.
    [[nodiscard]] Json toJson() const;
    /// Errors: invalidInput.
    [[nodiscard]] static Result<Calibration> fromJson(const Json &json);

    bool operator==(const Calibration &) const = default;

private:
    void append(const QString &model, double ratio);

    QMap<QString, QList<double>> m_ratios;
};

} // namespace assay::tokens
