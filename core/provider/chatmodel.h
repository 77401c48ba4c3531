// SPDX-License-Identifier: GPL-3.0-or-later
// One model behind one API, as the engine sees it: a request goes in, text streams out, and one exchange comes back.
// An exchange is exactly one attempt: no implementation retries, sleeps for a limit, or joins partial answers.
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/tokens/usage.h"

#include <QCoro/QCoroTask>

#include <functional>
#include <stop_token>

namespace assay::provider {

enum class OutputFormat { text, json, jsonSchema };

struct ChatRequest {
    QString model; ///< the API's own name of the model
    QList<tokens::ChatMessage> messages;
    std::optional<double> temperature;
    std::optional<double> topP;
    std::optional<qint64> maxOutputTokens;
    std::optional<qint64> seed;
    QStringList stop;
    OutputFormat format = OutputFormat::text;
    Json schema = Json::null(); ///< only with OutputFormat::jsonSchema
    bool stream = true;
    /// Distinguishes repeats and retries of one request where a provider draws at random (the simulated one).
    qint64 drawSeed = 0;

    bool operator==(const ChatRequest &) const = default;
};

enum class FinishReason { completed, length, stopSequence, toolCall, refusal, contentFilter, unknown };
[[nodiscard]] QString toText(FinishReason reason);
[[nodiscard]] std::optional<FinishReason> finishReasonFromText(QStringView text);

struct Completion {
    QString text;
    QString refusal;
    FinishReason finish = FinishReason::unknown;
    QString finishRaw; ///< as the API wrote it
    std::optional<tokens::Usage> usage;
    QByteArray rawUsage; ///< the API's usage object as it came, empty when none
    QString modelReturned;
    QString fingerprint;

    bool operator==(const Completion &) const = default;
};

/// What one request came to. Failures carry the error kinds of a call: rateLimit (with retryAfter), overloaded, serverError, timeout, reset,
/// connect, auth, quota, badRequest, contextTooLong, contentFilter, malformed, cancelled.
struct Exchange {
    Result<Completion> result;
    int httpStatus = 0;  ///< 0 when no status line came
    QString requestId;   ///< as told by the provider
    QString partialText; ///< what had streamed before a failure; never graded
    std::optional<Milliseconds> timeToFirstToken;
    Milliseconds duration{0};
};

/// Called on the engine's thread with each new piece of text, in order.
using DeltaSink = std::function<void(const QString &piece)>;

/// Lives on the engine's thread; used from it alone.
class ChatModel {
public:
    virtual ~ChatModel() = default;
    /// Parameters by value: they must outlive the first suspension. Returns soon after a stop, with kind cancelled.
    [[nodiscard]] virtual QCoro::Task<Exchange> complete(ChatRequest request, DeltaSink onDelta, std::stop_token stop) = 0;
};

} // namespace assay::provider
