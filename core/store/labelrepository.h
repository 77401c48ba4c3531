// SPDX-License-Identifier: GPL-3.0-or-later
// The labels of prompts: where they stand, every move they made, and what a protected one asks for before it moves.
#pragma once

#include "core/base/clock.h"
#include "core/run/labelgate.h"
#include "core/store/database.h"

namespace assay::store {

enum class LabelMoveKind {
    moved,
    rolledBack, ///< back to where it stood before its newest move that was not rolled back
    forced,     ///< although its gate did not let it pass
    removed     ///< it stands nowhere
};
[[nodiscard]] QString toText(LabelMoveKind kind); ///< "moved", "rolled-back", "forced", "removed"
[[nodiscard]] std::optional<LabelMoveKind> labelMoveKindFromText(QStringView text);

struct LabelMove {
    QString label;
    std::optional<int> from; ///< version number; absent: the label stood nowhere
    int to = 0;              ///< 0 when it was removed
    UtcTime at;
    LabelMoveKind kind = LabelMoveKind::moved;
    QString actor = {};    ///< who moved it; empty: not known
    QString reason = {};   ///< as given; never empty when it was forced
    QString evidence = {}; ///< what the gate of a protected label said
    bool operator==(const LabelMove &) const = default;
};

/// Where a rollback would put the label that made these moves, newest first; nothing when there is no step back.
[[nodiscard]] std::optional<int> rollBackTarget(const QList<LabelMove> &moves);

/// A label that is to be moved or removed.
struct LabelOrder {
    QString prompt;
    QString label;
    int to = 0; ///< of one that is removed left out
    QString actor = {};
    QString reason = {};
    bool isForced = false; ///< past its gate; needs a reason
};

class LabelRepository {
public:
    explicit LabelRepository(Database &database) : m_database(database) {}

    [[nodiscard]] Result<QMap<QString, int>> list(const QString &promptName); ///< label → version number
    /// Those that were removed and stand nowhere since → where they stood last.
    [[nodiscard]] Result<QMap<QString, int>> removed(const QString &promptName);
    /// Newest first; of one label when it is named.
    [[nodiscard]] Result<QList<LabelMove>> history(const QString &promptName, const QString &label = {});

    [[nodiscard]] Result<QMap<QString, run::LabelGate>> gates(const QString &promptName); ///< of the protected ones
    /// The label need not stand anywhere yet. Errors: notFound for the set; invalidInput for a rate outside 0 to 1.
    [[nodiscard]] Result<void> protect(const QString &promptName, const QString &label, const run::LabelGate &gate);
    /// True when it was protected.
    [[nodiscard]] Result<bool> unprotect(const QString &promptName, const QString &label);
    /// What its gate goes by if it moved to `to`; nothing when it is not protected.
    [[nodiscard]] Result<std::optional<run::GateEvidence>> evidence(const QString &promptName, const QString &label, int to);

    /// A protected label moves only when `judge` lets it (compare::judgeGate), or when it is forced. Nothing when it stands there already. Errors: conflict
    /// with what is missing, and what to do; notFound; invalidInput.
    [[nodiscard]] Result<std::optional<LabelMove>> move(const LabelOrder &order, UtcTime now, const run::GateJudge &judge);
    /// Its moves stay on record, and so does its gate. A protected label is removed only by force: no run can vouch that nobody asks for it any more.
    /// Errors: notFound; conflict; invalidInput.
    [[nodiscard]] Result<LabelMove> remove(const LabelOrder &order, UtcTime now);
    /// Takes back its newest move that is not taken back yet. So twice is two steps back, never forward again; and after a rollback and a new move it
    /// takes back that one. One that was removed stands again where it stood; one that was removed and set anew goes to the version before, since who rolls
    /// back in a hurry wants what worked, and no label that nobody finds. No gate is asked: it stood there before. Errors: conflict when it never stood
    /// elsewhere.
    [[nodiscard]] Result<LabelMove> rollBack(const QString &promptName, const QString &label, const QString &actor, const QString &reason, UtcTime now);

private:
    Database &m_database;
};

} // namespace assay::store
