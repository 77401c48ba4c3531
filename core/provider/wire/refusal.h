// SPDX-License-Identifier: GPL-3.0-or-later
// What a refusal of an API says, in whatever form it comes, and what most APIs mean by it. An API's own failureOf() looks at its own words first.
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/json.h"

#include <QHttpHeaders>

namespace assay::provider::wire {

struct Refusal {
    int status = 0;
    QString message;
    QString code; ///< error.code, a word or a number
    QString type; ///< error.type, else error.status
    QString rest; ///< the whole error object, for marks that stand deeper in it

    [[nodiscard]] bool isAny(std::initializer_list<QLatin1StringView> words) const;
    /// Looks into the message, without regard to case.
    [[nodiscard]] bool says(std::initializer_list<QLatin1StringView> phrases) const;
};

/// {"error":{…}}, {"error":"…"}, the same in a list of one, {"object":"error",…}, {"message":…}, {"detail":"…"} or {"detail":[{"msg":…}]};
/// anything else (HTML, nothing) is a refusal without words.
[[nodiscard]] Refusal readRefusal(int status, QByteArrayView body);
[[nodiscard]] Refusal readRefusal(const Json &body);

/// By words that several APIs share, then by status. Kinds: rateLimit, overloaded, serverError, timeout, auth, quota, badRequest,
/// contextTooLong, contentFilter.
[[nodiscard]] ErrorKind commonKind(const Refusal &refusal);
/// The status that an error would have had which stands in an answer with status 200.
[[nodiscard]] int statusByWords(const Refusal &refusal);

/// "opening: the API's own words" in one line of at most 400 characters of theirs; partly hidden keys in them are taken out. The hint tells
/// what to do about this kind.
[[nodiscard]] Error refusalError(ErrorKind kind, const Refusal &refusal, const QString &opening);

/// Of a whole refusal: opening, retryAfter of kinds that pass, and what x-should-retry says as the context "should-retry" ("true" or "false").
[[nodiscard]] Error refusalError(ErrorKind kind, const Refusal &refusal, const QHttpHeaders &headers, UtcTime now);

} // namespace assay::provider::wire
