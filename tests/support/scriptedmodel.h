// SPDX-License-Identifier: GPL-3.0-or-later
// A chat model that answers as a test tells it, and records what it was asked and how many calls ran at once.
#pragma once

#include "core/base/taskscope.h"
#include "core/provider/chatmodel.h"

#include <algorithm>
#include <deque>
#include <memory>

namespace assay::test {

/// What one call comes to; shared by the models of one run.
struct Script {
    std::function<Result<provider::Completion>(const provider::ChatRequest &, int call)> answer;
    Milliseconds latency{0};
    QList<provider::ChatRequest> requests;
    int running = 0;
    int mostRunning = 0;
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
        const int number = static_cast<int>(script->requests.size());
        script->mostRunning = std::max(script->mostRunning, ++script->running);
        const bool isWhole = co_await sleepFor(script->latency, stop);
        --script->running;
        provider::Exchange exchange{.result = std::unexpected(callError(ErrorKind::cancelled))};
        exchange.duration = script->latency;
        if (!isWhole) {
            ++script->cancelled;
            co_return exchange;
        }
        exchange.result = script->answer(request, number);
        if (exchange.result && onDelta)
            onDelta(exchange.result->text);
        exchange.timeToFirstToken = script->latency;
        co_return exchange;
    }

    std::shared_ptr<Script> m_script;
};

} // namespace assay::test
