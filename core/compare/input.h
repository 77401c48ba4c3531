// SPDX-License-Identifier: GPL-3.0-or-later
// What a comparison is made from: the answers of two sides to the same items by one model. Plain values.
#pragma once

#include "core/run/cellresult.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace assay::compare {

struct ComparedItem {
    QString key;
    QStringList tags;
    double weight = 1;
    QString group; ///< items from one source; empty: on its own

    bool operator==(const ComparedItem &) const = default;
};

struct Side {
    QString label; ///< as the sentence calls it: "triage@3"
    QString setName;
    int setRevision = 0;
    QString assertionsHash;       ///< of all items with their effective assertions
    QList<run::CellResult> cells; ///< of one version and one model, all repeats
};

struct ComparisonInput {
    QString model; ///< empty when the labels name it
    bool isSimulated = false;
    Side baseline;
    Side candidate;
    QList<ComparedItem> items;    ///< of the set, each key once
    std::optional<double> margin; ///< a share in (0, 1), chosen before the run: asks also whether the candidate is not worse by it
};

} // namespace assay::compare
