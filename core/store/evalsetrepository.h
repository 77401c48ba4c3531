// SPDX-License-Identifier: GPL-3.0-or-later
// Eval sets in a workspace: every change is a new revision, old revisions stay readable because runs refer to them.
#pragma once

#include "core/base/clock.h"
#include "core/evalset/item.h"
#include "core/store/database.h"

namespace assay::store {

struct EvalSetSummary {
    evalset::EvalSetId id;
    QString name;
    QString title;
    int revision = 0;
    int itemCount = 0;
    int runCount = 0;
    bool operator==(const EvalSetSummary &) const = default;
};

class EvalSetRepository {
public:
    explicit EvalSetRepository(Database &database) : m_database(database) {}

    [[nodiscard]] Result<QList<EvalSetSummary>> list(); ///< by name
    /// The newest revision. Errors: notFound naming what there is instead.
    [[nodiscard]] Result<evalset::EvalSet> load(const QString &name);
    [[nodiscard]] Result<evalset::EvalSet> load(const QString &name, int revision);
    /// Stores `set` as the next revision (1 when the name is new); items that did not change are shared. Validates. Returns the set as stored, with ids.
    [[nodiscard]] Result<evalset::EvalSet> save(const evalset::EvalSet &set, UtcTime now);

private:
    Database &m_database;
};

} // namespace assay::store
