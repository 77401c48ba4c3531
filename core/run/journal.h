// SPDX-License-Identifier: GPL-3.0-or-later
// Where the engine puts down what happens, before it is shown. Each call queues a write and returns a future that is finished when the write
// is durable (survives kill -9 and power loss); writes become durable in the order of the calls. A failed write (full disk) is
// an error in the future: the engine then stops the run and loses nothing it had.
#pragma once

#include "core/run/batchrecord.h"
#include "core/run/cellresult.h"
#include "core/tokens/calibration.h"

#include <QFuture>
#include <QHash>

namespace assay::run {

enum class RunState {
    running, ///< also found after a crash: then it can be resumed
    paused,
    finished, ///< every cell has an outcome other than "skipped"
    cancelled,
    capped, ///< the budget was reached
    failed  ///< the provider or the disk made going on pointless; the reason says which
};
[[nodiscard]] QString toText(RunState state);
[[nodiscard]] std::optional<RunState> runStateFromText(QStringView text);

struct CellEnd {
    int cell = 0;
    Outcome outcome = Outcome::error;
    double score = 0;
    std::optional<ErrorKind> errorKind;
    QString reason;
    QList<grader::Grade> grades;
};

/// Something about the run as a whole that its user should know, in plain words.
struct RunEvent {
    UtcTime at;
    QString kind; ///< "throttle", "budget", "warning"
    QString text;

    bool operator==(const RunEvent &) const = default;
};

/// What a run that goes on has to know of its earlier life.
struct CellProgress {
    int cell = 0;
    int attempts = 0;                 ///< requests already made
    std::optional<Outcome> outcome;   ///< skipped cells are open again
    std::optional<Response> response; ///< answered but not graded yet: grade, do not ask
    std::optional<Money> cost;        ///< of its attempts so far
    std::optional<CellResult> result; ///< with an outcome: the cell as stored, for the meters
};

/// Used from the engine's thread.
class Journal {
public:
    virtual ~Journal() = default;
    /// Before a request is sent. `attempt.state` is sent.
    [[nodiscard]] virtual QFuture<Result<void>> attemptStarted(RunId run, Attempt attempt) = 0;
    [[nodiscard]] virtual QFuture<Result<void>> attemptFailed(RunId run, Attempt attempt) = 0;
    /// The attempt and its answer in one transaction.
    [[nodiscard]] virtual QFuture<Result<void>> attemptAnswered(RunId run, Attempt attempt, Response response) = 0;
    /// An answer from the cache: no attempt was made for it.
    [[nodiscard]] virtual QFuture<Result<void>> cellCached(RunId run, Response response) = 0;
    [[nodiscard]] virtual QFuture<Result<void>> cellEnded(RunId run, CellEnd end) = 0;
    [[nodiscard]] virtual QFuture<Result<void>> eventHappened(RunId run, RunEvent event) = 0;
    [[nodiscard]] virtual QFuture<Result<void>> runStateChanged(RunId run, RunState state, QString reason) = 0;
    /// Where batches are put down; none: no run in batches can be carried out. Lives as long as the journal.
    [[nodiscard]] virtual BatchJournal *batches() { return nullptr; }
};

/// Who may answer instead of a provider. Used from the engine's thread.
class AnswerCache {
public:
    virtual ~AnswerCache() = default;
    /// The newest stored answer for each hash that has one, asked for at or after `since`; of one run, or of all that did not turn the cache off.
    /// Cell, attempt and cost are the caller's to set.
    [[nodiscard]] virtual QFuture<Result<QHash<QString, Response>>> find(QStringList requestHashes, std::optional<UtcTime> since, std::optional<RunId> from) = 0;
    /// How counts of input and what providers told compared in the newest stored answers, by the API's names of the models. Without it counts go
    /// uncorrected.
    [[nodiscard]] virtual QFuture<Result<tokens::Calibration>> calibration() { return QtFuture::makeReadyValueFuture(Result<tokens::Calibration>()); }
};

} // namespace assay::run
