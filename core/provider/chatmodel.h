// SPDX-License-Identifier: GPL-3.0-or-later
// One model behind one API, as the engine sees it: a request goes in, text streams out, and one exchange comes back.
// An exchange is exactly one attempt: no implementation retries, sleeps for a limit, or joins partial answers.
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/tokens/toldlimits.h"
#include "core/tokens/usage.h"

#include <QCoro/QCoroTask>

#include <functional>
#include <stop_token>

namespace assay::provider {

enum class OutputFormat { text, json, jsonSchema };

/// A function that a model may ask to have called. `parameters` is a JSON Schema of its arguments.
struct Tool {
    QString name; ///< of A-Z a-z 0-9 _ -, at most 64
    QString description;
    Json parameters = Json(jsoncons::json_object_arg);

    bool operator==(const Tool &) const = default;
};

/// What a model asks to have called. The arguments are the text as the model wrote it, which need not be valid JSON.
struct ToolCall {
    QString id;
    QString name;
    QString arguments;

    bool operator==(const ToolCall &) const = default;
};

/// Parameters that an API or a model does not have are left out by its provider; what that means is said before a run (capabilities.h).
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
    QList<Tool> tools;
    QString toolChoice;                   ///< "auto", "none", "required" or the name of a tool; empty: the API's default
    QString reasoningEffort;              ///< "none", "minimal", "low", "medium", "high", "xhigh", "max"; empty: the API's default
    std::optional<qint64> thinkingBudget; ///< tokens, where an API counts instead of naming an effort; 0 turns thinking off
    bool markCache = false;               ///< asks the provider to keep what the calls of a run have in common, where that has to be asked for
    bool stream = true;
    /// Names this attempt at APIs that take a name of the client's, so that a request can be found again at the provider. ASCII.
    QByteArray clientRequestId;
    /// Distinguishes repeats and retries of one request where a provider draws at random (the simulated one).
    qint64 drawSeed = 0;

    bool operator==(const ChatRequest &) const = default;
};

enum class FinishReason { completed, length, stopSequence, toolCall, refusal, contentFilter, paused, unknown };
[[nodiscard]] QString toText(FinishReason reason);
[[nodiscard]] std::optional<FinishReason> finishReasonFromText(QStringView text);

struct Completion {
    QString text;
    QString refusal;
    QList<ToolCall> toolCalls;
    FinishReason finish = FinishReason::unknown;
    QString finishRaw; ///< as the API wrote it
    std::optional<tokens::Usage> usage;
    QByteArray rawUsage; ///< the API's usage object as it came, empty when none
    QString modelReturned;
    QString fingerprint;
    QString serviceTier; ///< as told; prices differ by it

    /// All of the cap on output was spent on reasoning, so nothing is left to grade: no wrong answer, and no right one.
    [[nodiscard]] bool isSpentOnReasoning() const;
    bool operator==(const Completion &) const = default;
};

/// [{"id","name","arguments"}]: as stored, and what assertions see of an answer without text.
[[nodiscard]] Json toolCallsToJson(const QList<ToolCall> &calls);
/// Errors: invalidInput.
[[nodiscard]] Result<QList<ToolCall>> toolCallsFromJson(const Json &json);

/// What one request came to. Failures carry the error kinds of a call: rateLimit (with retryAfter), overloaded, serverError, timeout, reset,
/// connect, auth, quota, badRequest, contextTooLong, contentFilter, malformed, cancelled.
struct Exchange {
    Result<Completion> result;
    int httpStatus = 0;  ///< 0 when no status line came
    QString requestId;   ///< as told by the provider
    QString partialText; ///< what had streamed before a failure; never graded
    std::optional<Milliseconds> timeToFirstToken;
    Milliseconds duration{0};
    std::optional<tokens::ToldLimits> limits; ///< what the answer's headers say of rate limits
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
