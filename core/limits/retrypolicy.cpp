// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits/retrypolicy.h"

#include <algorithm>

namespace assay::limits {

using namespace Qt::StringLiterals;

namespace {

bool mayBeAskedAgain(const Error &error)
{
    const QString told = error.contextValue(u"should-retry");
    if (told == u"false")
        return false;
    const bool isSettled = error.kind == ErrorKind::quota || error.kind == ErrorKind::auth || error.kind == ErrorKind::cancelled || error.kind == ErrorKind::secretMissing;
    return RetryPolicy::isRetryable(error.kind) || (told == u"true" && !isSettled);
}

} // namespace

bool RetryPolicy::isRetryable(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::rateLimit:
    case ErrorKind::overloaded:
    case ErrorKind::serverError:
    case ErrorKind::timeout:
    case ErrorKind::reset:
    case ErrorKind::connect:
        return true;
    default:
        return false;
    }
}

std::optional<Milliseconds> RetryPolicy::delayAfter(const Error &error, int number, double unit) const
{
    const bool isBusy = error.kind == ErrorKind::rateLimit || error.kind == ErrorKind::overloaded;
    if (!mayBeAskedAgain(error) || number >= (isBusy ? maxAttemptsWhenBusy : maxAttempts))
        return std::nullopt;
    const Milliseconds told = std::max(Milliseconds(0), error.retryAfter.value_or(Milliseconds(0)));
    if (told > kLongestTold)
        return std::nullopt;
    Milliseconds ceiling = baseDelay;
    for (int i = 1; i < number && ceiling < maxDelay; ++i)
        ceiling *= 2;
    const auto jitter = Milliseconds(static_cast<qint64>(std::clamp(unit, 0.0, 1.0) * static_cast<double>(std::min(ceiling, maxDelay).count())));
    return told + jitter;
}

} // namespace assay::limits
