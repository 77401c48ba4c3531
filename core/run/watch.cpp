// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/watch.h"

#include <algorithm>

namespace assay::run {

using namespace Qt::StringLiterals;

namespace {

constexpr int kEnoughForRetries = 40;
constexpr double kManyRetries = 0.05;
constexpr int kEnough = 20;
constexpr double kManyErrors = 0.2;
constexpr qint64 kTimesMedian = 5;
constexpr qint64 kNoticeableMs = 1'000; // five times next to nothing is no trouble
constexpr qsizetype kMostKept = 1'000;

QString inSeconds(qint64 ms)
{
    return QString::number(static_cast<double>(ms) / 1000.0);
}

QString percent(int part, int whole)
{
    return u"%1 %"_s.arg(100.0 * part / whole, 0, 'f', 0);
}

} // namespace

void Watch::tellOnce(QStringList &texts, Kind kind, const QString &text)
{
    if (m_told.contains(static_cast<int>(kind)))
        return;
    m_told.insert(static_cast<int>(kind));
    texts.append(m_model + u": "_s + text);
}

QStringList Watch::note(const provider::Exchange &exchange, bool isRetry)
{
    QStringList texts;
    const bool isStopped = !exchange.result && exchange.result.error().kind == ErrorKind::cancelled;
    if (isStopped)
        return texts;
    ++m_calls;
    m_retries += isRetry;
    m_failed += !exchange.result;
    if (m_calls >= kEnoughForRetries && m_retries > kManyRetries * m_calls)
        tellOnce(texts, Kind::retries, u"%1 of the calls are retries; what that costs is in the totals"_s.arg(percent(m_retries, m_calls)));
    if (m_calls >= kEnough && m_failed > kManyErrors * m_calls)
        tellOnce(texts, Kind::errors, u"%1 of the calls failed; look at the reasons before the run goes on"_s.arg(percent(m_failed, m_calls)));
    if (exchange.result)
        noteAnswer(texts, *exchange.result);
    if (exchange.result && exchange.timeToFirstToken)
        noteFirstToken(texts, *exchange.timeToFirstToken);
    return texts;
}

void Watch::noteAnswer(QStringList &texts, const provider::Completion &completion)
{
    if (completion.isSpentOnReasoning())
        tellOnce(texts, Kind::reasoning, u"an answer was nothing but reasoning: the cap on output was used up before any text; raise it or lower the effort"_s);
    else if (completion.finish == provider::FinishReason::length)
        tellOnce(texts, Kind::truncated, u"an answer was cut off by the cap on output; raise it if answers should end"_s);
    if (completion.fingerprint.isEmpty())
        return;
    if (!m_fingerprint.isEmpty() && m_fingerprint != completion.fingerprint)
        tellOnce(texts, Kind::fingerprint,
            u"its fingerprint changed within the run from %1 to %2: answers before and after may be of different models"_s.arg(m_fingerprint, completion.fingerprint));
    m_fingerprint = completion.fingerprint;
}

void Watch::noteFirstToken(QStringList &texts, Milliseconds time)
{
    const qint64 ms = time.count();
    if (m_firstTokenMs.size() >= kEnough) {
        const qint64 median = m_firstTokenMs.at(m_firstTokenMs.size() / 2);
        if (ms > kTimesMedian * median && ms >= kNoticeableMs)
            tellOnce(texts, Kind::slow, u"a first token took %1 s, more than five times the median of %2 s"_s.arg(inSeconds(ms), inSeconds(median)));
    }
    if (m_firstTokenMs.size() < kMostKept)
        m_firstTokenMs.insert(std::ranges::upper_bound(m_firstTokenMs, ms), ms);
}

} // namespace assay::run
