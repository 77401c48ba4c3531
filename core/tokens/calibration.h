// SPDX-License-Identifier: GPL-3.0-or-later
// Corrects the estimates for a model by the usage that its provider told: the median of told ÷ counted, once there are enough of both. A median, so that a
// few calls with images or a server's slip do not move it.
#pragma once

#include "core/tokens/counter.h"

namespace assay::tokens {

class Calibration {
public:
    static constexpr qsizetype kEnough = 5;

    /// `counted` is the estimate, `told` the input that the provider charged; what is not above 0 is left out.
    void add(qint64 counted, qint64 told);
    /// The estimate corrected, with the error that was seen: as it came while there is not enough, and when it is exact.
    [[nodiscard]] TokenCount corrected(TokenCount count) const;
    [[nodiscard]] qsizetype observations() const { return m_ratios.size(); }

private:
    QList<double> m_ratios; ///< the newest kept, sorted by value on use
};

} // namespace assay::tokens
