// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/runbudget.h"

#include <algorithm>

namespace assay::run {

using namespace Qt::StringLiterals;

namespace {

const QString kMonthsCap = u"the month's cap"_s;

} // namespace

bool isOfMonthsCap(const QString &reason)
{
    return reason.startsWith(kMonthsCap);
}

RunBudget::RunBudget(const RunPlan &plan, Money spentBefore, bool isShared, const Clock &clock)
    : m_plan(plan),
      m_clock(clock),
      m_own(plan.budget, spentBefore),
      m_isShared(isShared)
{
}

// ── what attempts do ────────────────────────────────────────────────────────────────────────────────────────────────

bool RunBudget::reserve(int cell, Money worstCase)
{
    if (!m_own.reserve(worstCase))
        return false;
    if (isUnderSharedCap(cell) && !reserveShared(cell, worstCase)) {
        m_own.settle(worstCase, {});
        return false;
    }
    return true;
}

// What is simulated costs nobody anything.
bool RunBudget::isUnderSharedCap(int cell) const
{
    return m_isShared && !m_isUnmetered && !modelOf(cell).provider.isSimulated();
}

bool RunBudget::lacksPrice(int cell) const
{
    return !modelOf(cell).price;
}

bool RunBudget::reserveShared(int cell, Money worstCase)
{
    turnTo(m_clock.utcNow());
    m_largest = std::max(m_largest, worstCase);
    if (lacksPrice(cell) && m_state && m_state->cap)
        return false;
    Purse &purse = m_purses.back();
    const auto covers = [&] {
        return purse.lease != 0 && m_clock.steadyNow() - m_answeredAt < kGoodFor && worstCase <= purse.idle && !exceedsShared(purse.reserved + worstCase);
    };
    if (!covers()) {
        demand(worstCase);
        if (!covers())
            return false; // the answer is on its way, as it nearly always is
    }
    m_isResting = false;
    purse.idle -= worstCase;
    purse.reserved += worstCase;
    m_heldIn.insert(cell, m_purses.size() - 1);
    if (purse.idle.picoUsd() < m_full.picoUsd() / 2) {
        m_isLow = true;
        tellWants();
    }
    return true;
}

// A month never goes back while a run goes on, whatever the clock says.
void RunBudget::turnTo(UtcTime now)
{
    const int month = monthOf(now);
    if (!m_purses.empty() && m_purses.back().month >= month)
        return;
    m_purses.push_back({.month = month});
    m_full = {};
    m_refusedUntil.reset();
}

void RunBudget::begin()
{
    if (!m_isShared)
        return;
    turnTo(m_clock.utcNow());
    m_isStarving = true;
    m_need = {};
}

void RunBudget::demand(Money worstCase)
{
    m_isResting = false;
    if (m_refusedUntil && m_clock.steadyNow() < *m_refusedUntil)
        return;
    m_refusedUntil.reset();
    m_isStarving = true;
    m_need = worstCase;
    tellWants();
}

RunBudget::Purse *RunBudget::takeOut(int cell, Money reservation)
{
    const auto held = m_heldIn.constFind(cell);
    if (held == m_heldIn.cend())
        return nullptr;
    Purse &purse = m_purses[*held];
    m_heldIn.erase(held);
    purse.reserved -= reservation;
    purse.idle += reservation;
    m_refusedUntil.reset();
    return &purse;
}

void RunBudget::settle(int cell, Money reservation, std::optional<Money> counted)
{
    const Money actual = counted.value_or(Money());
    m_own.settle(reservation, actual);
    Purse *purse = takeOut(cell, reservation);
    if (purse == nullptr)
        return;
    // A charge above the worst case is believed, and nobody's money is idle because of it.
    purse->idle = std::max(Money(), purse->idle - actual);
    const int model = m_plan.cellKey(cell).model;
    CapPosting &posting = purse->spent[{0, model}];
    posting.model = model;
    posting.spent += actual;
    ++posting.calls;
    posting.withoutPrice += !counted;
    if (m_isResting || purse != &m_purses.back())
        tellWants();
}

void RunBudget::giveBack(int cell, Money reservation)
{
    m_own.settle(reservation, {});
    const Purse *purse = takeOut(cell, reservation);
    if (purse != nullptr && (m_isResting || purse != &m_purses.back()))
        tellWants();
}

void RunBudget::correct(int cell, UtcTime reservedAt, Money counted, Money actual)
{
    m_own.correct(counted, actual);
    if (!isUnderSharedCap(cell))
        return;
    turnTo(m_clock.utcNow());
    const int month = monthOf(reservedAt);
    const int model = m_plan.cellKey(cell).model;
    CapPosting &posting = m_purses.back().spent[{month, model}];
    posting.model = model;
    posting.month = month;
    posting.spent += actual - counted;
}

void RunBudget::rest()
{
    m_isResting = true;
    tellWants();
}

// ── what the caps say ───────────────────────────────────────────────────────────────────────────────────────────────

Money RunBudget::untold() const
{
    Money sum;
    for (const Purse &purse : m_purses) {
        if (!m_state || purse.month != m_state->month)
            continue;
        for (const CapPosting &posting : purse.spent)
            sum += posting.spent;
    }
    return sum;
}

// Of the shared cap, if everything that lives gave its reservations back.
Money RunBudget::left() const
{
    return *m_state->cap - m_state->spent - m_state->heldByDead - untold();
}

bool RunBudget::exceedsShared(Money reserved) const
{
    return m_state && m_state->cap && m_state->month == m_purses.back().month && reserved > left();
}

bool RunBudget::canNeverFit(int cell, Money worstCase) const
{
    if (m_own.canNeverFit(worstCase))
        return true;
    if (!isUnderSharedCap(cell) || !m_state || !m_state->cap)
        return false;
    // Only an answer that refused looked at what the dead hold.
    return lacksPrice(cell) || (m_refusedUntil && worstCase > left());
}

bool RunBudget::waitsForSharedCap(int cell, Money worstCase) const
{
    const auto left = m_own.left();
    return isUnderSharedCap(cell) && !canNeverFit(cell, worstCase) && !m_refusedUntil && (!left || worstCase <= *left);
}

QString RunBudget::whyNoRoom(int cell, Money worstCase) const
{
    const auto text = [](const QString &cap, Money amount, Money left, Money cost) {
        return u"%1 of $%2 has $%3 left, and this call can cost $%4"_s.arg(cap, amount.toDecimal(), std::max(Money(), left).toDecimal(), cost.toDecimal());
    };
    if (m_own.canNeverFit(worstCase) || !m_state || !m_state->cap)
        return text(u"the budget"_s, m_own.cap().value_or(Money()), m_own.left().value_or(Money()), worstCase);
    if (lacksPrice(cell))
        return u"%1 of $%2 cannot hold with the model %3, which has no price: give it one, or take the cap away"_s.arg(
            kMonthsCap, m_state->cap->toDecimal(), modelOf(cell).model.name);
    QString why = text(kMonthsCap, *m_state->cap, left(), worstCase);
    if (worstCase <= left())
        why += u"; $%1 is reserved"_s.arg(m_state->held.toDecimal());
    if (m_state->heldByDead > Money())
        why += u"; $%1 is held by runs that died: resume them, or see assay budget"_s.arg(m_state->heldByDead.toDecimal());
    return why;
}

bool RunBudget::isExceeded(int cell) const
{
    return m_own.isExceeded() || (isUnderSharedCap(cell) && !m_purses.empty() && exceedsShared(m_purses.back().reserved));
}

QString RunBudget::whyWaits() const
{
    return m_refusedUntil ? u"waits: other runs hold what is left of the month's cap"_s : u"waits: what is in flight could use up the rest of the budget"_s;
}

std::optional<CapState> RunBudget::shared() const
{
    return m_state.transform([this](CapState state) {
        state.spent += untold();
        state.held = std::max(Money(), state.held - untold());
        return state;
    });
}

// ── what is asked of the record ─────────────────────────────────────────────────────────────────────────────────────

void RunBudget::tellWants() const
{
    if (wantsToAsk && !m_asked)
        wantsToAsk();
}

CapRequest RunBudget::request(std::size_t index, Money need, Money want, bool isLast)
{
    Purse &purse = m_purses[index];
    m_asked = CapRequest{
        .lease = purse.lease, .month = purse.month, .postings = purse.spent.values(), .keep = purse.reserved + purse.idle, .need = need, .want = want, .isLast = isLast};
    purse.spent.clear();
    m_askedFor = index;
    return *m_asked;
}

// A month that is over keeps only what is still on the wire, and ends with it.
std::optional<CapRequest> RunBudget::olderRequest()
{
    for (std::size_t index = 0; index + 1 < m_purses.size(); ++index) {
        Purse &purse = m_purses[index];
        const bool isOut = purse.reserved == Money();
        if (purse.hasEnded || purse.lease == 0 || (!isOut && purse.idle == Money()))
            continue;
        purse.idle = {};
        return request(index, {}, {}, isOut);
    }
    return std::nullopt;
}

std::optional<CapRequest> RunBudget::nextRequest()
{
    if (m_asked || m_isUnmetered || m_purses.empty())
        return std::nullopt;
    m_isAskedStarving = false;
    if (auto older = olderRequest())
        return older;
    Purse &purse = m_purses.back();
    const Money target = m_largest * kCallsAhead;
    if (m_isStarving) {
        // What is idle and too little is given back first: two runs must not wait for each other's rests.
        purse.idle = {};
        m_isAskedStarving = true;
        m_isStarving = m_isLow = false;
        return request(m_purses.size() - 1, m_need, std::max(m_need, target), false);
    }
    if (m_isResting && purse.lease != 0 && purse.idle > Money()) {
        purse.idle = {};
        return request(m_purses.size() - 1, {}, {}, false);
    }
    if (!std::exchange(m_isLow, false) || purse.idle >= target)
        return std::nullopt;
    return request(m_purses.size() - 1, m_largest, std::max(m_largest, target - purse.idle), false);
}

std::optional<CapRequest> RunBudget::nextLastRequest()
{
    if (m_asked || m_isUnmetered)
        return std::nullopt;
    for (std::size_t index = 0; index < m_purses.size(); ++index) {
        Purse &purse = m_purses[index];
        if (purse.hasEnded || (purse.lease == 0 && purse.spent.isEmpty()))
            continue;
        purse.idle = {};
        purse.hasEnded = true;
        return request(index, {}, {}, true);
    }
    return std::nullopt;
}

void RunBudget::take(const CapAnswer &answer)
{
    const CapRequest asked = *std::exchange(m_asked, std::nullopt);
    Purse &purse = m_purses[m_askedFor];
    m_isUnmetered = m_isUnmetered || answer.isUnmetered;
    if (m_isUnmetered)
        return;
    purse.lease = answer.lease;
    purse.month = std::max(purse.month, answer.month);
    purse.idle += answer.granted;
    purse.hasEnded = purse.hasEnded || asked.isLast;
    if (m_askedFor + 1 != m_purses.size())
        return;
    m_state = answer.state;
    m_answeredAt = m_clock.steadyNow();
    m_full = purse.idle;
    const bool isRefused = m_isAskedStarving && answer.granted < asked.need;
    m_isStarving = m_isStarving && !isRefused && purse.idle < m_need;
    if (isRefused)
        m_refusedUntil = m_answeredAt + kLookAgain;
}

void RunBudget::failed()
{
    const CapRequest asked = *std::exchange(m_asked, std::nullopt);
    for (const CapPosting &posting : asked.postings) {
        CapPosting &again = m_purses[m_askedFor].spent[{posting.month, posting.model}];
        again.model = posting.model;
        again.month = posting.month;
        again.spent += posting.spent;
        again.calls += posting.calls;
        again.withoutPrice += posting.withoutPrice;
    }
}

} // namespace assay::run
