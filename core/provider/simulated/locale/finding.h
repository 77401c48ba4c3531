// SPDX-License-Identifier: GPL-3.0-or-later
// A value that stands in a text, as the simulated models find it.
#pragma once

#include <QDate>
#include <QList>
#include <QString>

namespace assay::provider::locale {

enum class Kind { date, amount, temperature };

/// Offsets are those of the readable text (see readable.h).
struct Finding {
    qsizetype start = 0;
    qsizetype end = 0;
    QDate date;             ///< invalid with lacksYear
    bool lacksYear = false;
    double number = 0;      ///< dollars or degrees, with its sign
    bool isCelsius = false;
    bool isHalfOfRange = false;
};

using Findings = QList<Finding>;

} // namespace assay::provider::locale
