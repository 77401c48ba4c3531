// SPDX-License-Identifier: GPL-3.0-or-later
// What the coroutines of one run in batches share, besides what every run has. Lives on the engine's thread and as long as the last of them.
#pragma once

#include "core/run/batchwords.h"
#include "core/run/runstate.h"

#include <map>

namespace assay::run {

/// What takes the batches of one model.
struct BatchLane {
    std::shared_ptr<provider::BatchApi> api; ///< none: a key is missing
    Watch watch{QString()};
    std::optional<Error> stoppedBy; ///< nothing more is handed over or looked at here
};

struct BatchRun : std::enable_shared_from_this<BatchRun> {
    BatchRun(std::shared_ptr<RunShared> theShared, BatchJournal &theJournal)
        : shared(std::move(theShared)), journal(theJournal), m_onNoMoreAsking(shared->noMoreAsking.get_token(), [this] { wakeUp(); })
    {
    }

    std::shared_ptr<RunShared> shared;
    BatchJournal &journal;
    std::vector<BatchLane> lanes;           ///< by model
    QSet<QString> knownJobs;                ///< of this workspace: no job is taken for two batches
    std::map<qint64, WatchedBatch> watched; ///< the open ones, by their id
    QString handingOver;                    ///< what is on its way right now, in words
    bool isLeaving = false;                 ///< ends here; what providers have stays with them
    bool isCancelling = false;              ///< providers are asked to cancel, and what they did is collected
    QSet<int> ofEarlierSittings;            ///< cells whose open attempt is: its reservation counts as spent until it ends
    QHash<int, int> arrivals;               ///< tries to hand a cell over
    int unanswered = 0;                     ///< requests that came back without an answer and can be asked again
    int lost = 0;                           ///< requests of lost batches

    [[nodiscard]] bool goesOn() const { return !isLeaving && !shared->fatal; }
    [[nodiscard]] bool mayHandOver() const { return goesOn() && !isCancelling; }
    [[nodiscard]] BatchLane &laneOf(const BatchRecord &batch) { return lanes[static_cast<std::size_t>(batch.model)]; }
    [[nodiscard]] const PlannedModel &modelOf(const BatchRecord &batch) const { return shared->plan.models.at(batch.model); }
    [[nodiscard]] QString nameOf(const BatchRecord &batch) const;
    WatchedBatch &watch(const BatchRecord &batch);

    /// Waits until the time is over or something happened that those who rest should look at; and out a pause.
    static QCoro::Task<void> rest(std::shared_ptr<BatchRun> run, Milliseconds time);
    /// Waits all of the time: only a stop cuts it short.
    static QCoro::Task<void> restFor(std::shared_ptr<BatchRun> run, Milliseconds time);
    void wakeUp() { std::exchange(m_wake, {}).request_stop(); }

    /// A reservation becomes what it counts with under caps, and what it cost; nothing when the model has no price.
    void settle(const Attempt &attempt, std::optional<Money> counted, std::optional<Money> cost);
    /// The open attempts end without an answer; nothing was charged for them. Their cells are skipped, and a resume asks for them; when `why` is notFound,
    /// that it never arrived, they are handed over again at once.
    static QCoro::Task<void> closeUnanswered(std::shared_ptr<BatchRun> run, BatchRecord batch, Error why);
    /// Nobody can tell what became of it: its cells wait for the user's word.
    static QCoro::Task<void> setLost(std::shared_ptr<BatchRun> run, BatchRecord batch, QString why);

private:
    std::stop_source m_wake;
    std::stop_callback<std::function<void()>> m_onNoMoreAsking;
};

/// It may be otherwise the next time.
[[nodiscard]] bool isPassing(ErrorKind kind);
/// A key, quota or account problem.
[[nodiscard]] bool stopsLane(ErrorKind kind);

} // namespace assay::run
