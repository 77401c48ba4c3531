// SPDX-License-Identifier: GPL-3.0-or-later
// How well one colour is told from another.
#pragma once

#include <QColor>

#include <algorithm>
#include <cmath>

namespace assay::test {

// WCAG 2.1, relative luminance.
inline double luminance(const QColor &colour)
{
    const auto channel = [](double value) { return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4); };
    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF()) + 0.0722 * channel(colour.blueF());
}

/// Of 1 to 21. Text is readable from 4.5 on (WCAG 2.1, 1.4.3).
inline double contrast(const QColor &some, const QColor &other)
{
    const auto [darker, lighter] = std::minmax({luminance(some), luminance(other)});
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace assay::test
