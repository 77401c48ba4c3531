// SPDX-License-Identifier: GPL-3.0-or-later
// A chat model that answers as a test tells it, and records what it was asked, when, and how many calls ran at once.
#pragma once

#include "core/base/taskscope.h"
#include "core/provider/chatmodel.h"

#include <QHash>

#include <algorithm>
#include <memory>

namespace assay::test {

/// What one call comes to; shared by the models of one run.
struct Script {
    std::function<Result<provider::Completion>(const provider::ChatRequest &, int call)> answer;
    Milliseconds latency{0};
    bool isImmediate = false; ///< answers without ever suspending
    QString partialText;      ///< what had streamed before a failure

    QList<provider::ChatRequest> requests;
    QList<std::chrono::steady_clock::time_point> askedAt;
    int running = 0;
    int mostRunning = 0;
    QHash<QString, int> runningOf; ///< by the model's name
    QHash<QString, int> mostRunningOf;
    int cancelled = 0;
};

inline provider::Completion completion(const QString &text)
{
    provider::Completion made;
    made.text = text;
    made.finish = provider::FinishReason::completed;
    made.usage = tokens::Usage{.input = 10, .output = 5};
    return made;
}

inline Error callError(ErrorKind kind, std::optional<Milliseconds> retryAfter = {})
{
    return Error{.kind = kind, .message = QStringLiteral("scripted"), .hint = {}, .context = {}, .retryAfter = retryAfter};
}

class ScriptedModel final : public provider::ChatModel {
public:
    explicit ScriptedModel(std::shared_ptr<Script> script) : m_script(std::move(script)) {}

    QCoro::Task<provider::Exchange> complete(provider::ChatRequest request, provider::DeltaSink onDelta, std::stop_token stop) override
    {
        return call(m_script, std::move(request), std::move(onDelta), std::move(stop));
    }

private:
    static QCoro::Task<provider::Exchange> call(std::shared_ptr<Script> script, provider::ChatRequest request, provider::DeltaSink onDelta, std::stop_token stop)
    {
        script->requests.append(request);
        script->askedAt.append(std::chrono::steady_clock::now());
        const int number = static_cast<int>(script->requests.size());
        begin(*script, request.model);
        const bool isWhole = script->isImmediate || co_await sleepFor(script->latency, stop);
        --script->running;
        --script->runningOf[request.model];
        provider::Exchange exchange{.result = std::unexpected(callError(ErrorKind::cancelled))};
        exchange.duration = script->latency;
        if (!isWhole) {
            ++script->cancelled;
            co_return exchange;
        }
        exchange.result = script->answer(request, number);
        if (!exchange.result)
            exchange.partialText = script->partialText;
        if (exchange.result && request.stream && onDelta)
            onDelta(exchange.result->text);
        exchange.timeToFirstToken = script->latency;
        co_return exchange;
    }

    static void begin(Script &script, const QString &model)
    {
        script.mostRunning = std::max(script.mostRunning, ++script.running);
        script.mostRunningOf[model] = std::max(script.mostRunningOf.value(model), ++script.runningOf[model]);
    }

    std::shared_ptr<Script> m_script;
};

} // namespace assay::test
