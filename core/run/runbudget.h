// SPDX-License-Identifier: GPL-3.0-or-later
// What may be spent in a run: its own budget, and what it holds of a cap that it shares. An attempt leaves only when both have room.
//
// Invariants: of the budget settled + reserved ≤ cap; of every lease reserved + idle + spent and not yet told = what is on record as held. So the sum of
// what is on record as spent and held is never below what was spent, whenever this program dies.
// It decides and never waits: what it has to ask of the record comes out of nextRequest(), the answer goes into take().
#pragma once

#include "core/limits/budget.h"
#include "core/run/plan.h"
#include "core/run/sharedcap.h"

#include <QHash>
#include <QMap>

#include <functional>
#include <vector>

namespace assay::run {

/// Of the reason with which a capped run ended: the month's cap held it, not its own.
[[nodiscard]] bool isOfMonthsCap(const QString &reason);

class RunBudget {
public:
    static constexpr int kCallsAhead = 64;                              ///< that a lease covers beyond what is reserved
    static constexpr std::chrono::seconds kGoodFor{10};                 ///< then idle money must be asked for again: the cap may have been lowered
    static constexpr Milliseconds kLookAgain = std::chrono::seconds(1); ///< while others hold what is missing

    /// Both outlive it. Without a shared cap only the plan's own budget holds.
    RunBudget(const RunPlan &plan, Money spentBefore, bool isShared, const Clock &clock);

    /// False, and nothing reserved, when there is no room now. At most one reservation a cell.
    [[nodiscard]] bool reserve(int cell, Money worstCase);
    /// The attempt has ended and counts with this; nothing: its model has no price.
    void settle(int cell, Money reservation, std::optional<Money> counted);
    /// The attempt was never sent.
    void giveBack(int cell, Money reservation);
    /// An attempt of an earlier sitting (a batch), reserved at that time and counted with `counted` until now, has ended.
    void correct(int cell, UtcTime reservedAt, Money counted, Money actual);

    /// Until the next reservation: what is idle, and becomes idle, is given back, so that no other run waits for it.
    void rest();

    /// True when it could not fit even after every reservation is given back.
    [[nodiscard]] bool canNeverFit(int cell, Money worstCase) const;
    /// No room yet, and only because the shared cap has not answered.
    [[nodiscard]] bool waitsForSharedCap(int cell, Money worstCase) const;
    /// Which cap holds, in plain words: "the month's cap of $50 has $0.03 left, and this call can cost $0.05".
    [[nodiscard]] QString whyNoRoom(int cell, Money worstCase) const;

    /// What is reserved here is more than a cap has left, since a charge was above its worst case or a cap was lowered: the cell's attempt may not leave.
    [[nodiscard]] bool isExceeded(int cell) const;

    /// What a call that does not fit now waits for, and when to look again at the latest.
    [[nodiscard]] QString whyWaits() const;
    [[nodiscard]] std::optional<SteadyTime> lookAgainAt() const { return m_refusedUntil; }

    [[nodiscard]] const limits::Budget &own() const { return m_own; }
    /// As last told, with what this run has spent since; nothing before the first answer.
    [[nodiscard]] std::optional<CapState> shared() const;

    /// A sitting begins that has attempts of an earlier one to settle: the shared cap is asked once, so that its record knows them before correct()
    /// changes what they count with.
    void begin();

    /// Called when there may be something in nextRequest().
    std::function<void()> wantsToAsk;
    /// One at a time: each is answered by take() or failed() before the next.
    [[nodiscard]] std::optional<CapRequest> nextRequest();
    /// At the end of a sitting: leases are ended, or cut to what a batch still has.
    [[nodiscard]] std::optional<CapRequest> nextLastRequest();
    void take(const CapAnswer &answer);
    void failed();

private:
    // A lease as this side sees it.
    struct Purse {
        int month = 0;
        qint64 lease = 0;
        Money idle;
        Money reserved;
        QMap<std::pair<int, int>, CapPosting> spent; ///< by month (0: its own) and model, not yet told
        bool hasEnded = false;
    };
    [[nodiscard]] bool isUnderSharedCap(int cell) const;
    [[nodiscard]] const PlannedModel &modelOf(int cell) const { return m_plan.models.at(m_plan.cellKey(cell).model); }
    [[nodiscard]] bool lacksPrice(int cell) const;
    [[nodiscard]] bool reserveShared(int cell, Money worstCase);
    [[nodiscard]] Purse *takeOut(int cell, Money reservation);
    void turnTo(UtcTime now);
    void demand(Money worstCase);
    [[nodiscard]] Money untold() const;
    [[nodiscard]] Money left() const;
    [[nodiscard]] bool exceedsShared(Money reserved) const;
    [[nodiscard]] std::optional<CapRequest> olderRequest();
    CapRequest request(std::size_t purse, Money need, Money want, bool isLast);
    void tellWants() const;

    const RunPlan &m_plan;
    const Clock &m_clock;
    limits::Budget m_own;
    const bool m_isShared;
    bool m_isUnmetered = false;
    std::vector<Purse> m_purses;      ///< the last one is this month's
    QHash<int, std::size_t> m_heldIn; ///< purse by cell
    std::optional<CapState> m_state;
    std::optional<CapRequest> m_asked;
    std::size_t m_askedFor = 0; ///< purse
    bool m_isAskedStarving = false;
    Money m_need;
    Money m_largest; ///< worst case so far
    Money m_full;    ///< what was idle after the last answer
    bool m_isStarving = false;
    bool m_isLow = false;
    bool m_isResting = false;
    SteadyTime m_answeredAt;
    std::optional<SteadyTime> m_refusedUntil;
};

} // namespace assay::run
