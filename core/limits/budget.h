// SPDX-License-Identifier: GPL-3.0-or-later
// A cap on money by reservation. Invariant: settled + reserved ≤ cap, at every moment. Without a cap everything fits.
#pragma once

#include "core/base/money.h"

#include <optional>

namespace assay::limits {

class Budget {
public:
    explicit Budget(std::optional<Money> cap, Money alreadySpent = {});

    /// False, and nothing changed, when it does not fit now.
    [[nodiscard]] bool reserve(Money worstCase);
    /// Ends a reservation with what it really cost. A provider that charges above the worst case is believed (the
    /// invariant then breaks on its side, and nothing more fits).
    void settle(Money reservation, Money actual);
    /// What was counted as settled turned out to be something else.
    void correct(Money counted, Money actual) { m_settled += actual - counted; }

    /// True when it could not fit even after every reservation is given back.
    [[nodiscard]] bool canNeverFit(Money worstCase) const;

    /// A provider charged above what was reserved: what is reserved and has not left must not leave.
    [[nodiscard]] bool isExceeded() const { return m_cap && m_reserved > *m_cap - m_settled; }

    /// The highest of 25, 50, 75 and 100 % of the cap that was reached since `before` was settled; nothing when none was, or without a cap.
    [[nodiscard]] std::optional<int> markPassed(Money before) const;

    [[nodiscard]] std::optional<Money> cap() const { return m_cap; }
    /// What is neither settled nor reserved; below 0 after a charge above a worst case. Without a cap: nothing.
    [[nodiscard]] std::optional<Money> left() const;
    [[nodiscard]] Money settled() const { return m_settled; }
    [[nodiscard]] Money reserved() const { return m_reserved; }

private:
    std::optional<Money> m_cap;
    Money m_settled;
    Money m_reserved;
};

} // namespace assay::limits
