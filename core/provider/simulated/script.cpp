// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/script.h"

#include "core/provider/simulated/chance.h"
#include "core/provider/simulated/solver.h"

#include <QRegularExpression>

namespace assay::provider {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr double kRateLimitShare = 0.012;
constexpr double kResetShare = 0.008;
constexpr auto kRetryAfter = 400ms;
constexpr auto kRetryAfterFast = 5ms;
constexpr auto kShortestRest = 25ms; // a burst carries the tokens of such a rest, as real streams do
constexpr qint64 kBytesPerToken = 4;
constexpr qint64 kTokensPerMessage = 4;
constexpr qint64 kCacheFrom = 1024; // a shared start of this many tokens is read from the cache, in steps
constexpr qint64 kCacheStep = 128;

qint64 tokenCount(QStringView text)
{
    return (text.toUtf8().size() + kBytesPerToken - 1) / kBytesPerToken;
}

// Words with the blank before them: what a stream of tokens looks like from outside.
QStringList pieces(const QString &text)
{
    static const QRegularExpression word(u"\\s*\\S{1,12}|\\s+$"_s, QRegularExpression::UseUnicodePropertiesOption);
    QStringList found;
    auto matches = word.globalMatch(text);
    while (matches.hasNext())
        found.append(matches.next().captured());
    return found;
}

Fault drawFault(const SimulationOptions &options, const ChatRequest &request, const QString &input)
{
    if (!options.faults)
        return Fault::none;
    const double luck = chance(options.seed ^ request.drawSeed, {u"fault", request.model, input});
    if (luck < kRateLimitShare)
        return Fault::rateLimit;
    return luck < kRateLimitShare + kResetShare ? Fault::reset : Fault::none;
}

tokens::Usage usageOf(const ChatRequest &request, const QString &text)
{
    tokens::Usage usage;
    for (const tokens::ChatMessage &message : request.messages)
        usage.input += tokenCount(message.text) + kTokensPerMessage;
    // All calls of one prompt version share what stands before the last message.
    qint64 shared = 0;
    for (qsizetype i = 0; i + 1 < request.messages.size(); ++i)
        shared += tokenCount(request.messages.at(i).text) + kTokensPerMessage;
    usage.inputCached = shared >= kCacheFrom ? shared / kCacheStep * kCacheStep : 0;
    usage.output = tokenCount(text);
    return usage;
}

QByteArray rawUsage(const tokens::Usage &usage)
{
    Json json(jsoncons::json_object_arg);
    json.insert_or_assign("prompt_tokens", usage.input);
    json.insert_or_assign("cached_tokens", usage.inputCached);
    json.insert_or_assign("completion_tokens", usage.output);
    return toJson(json);
}

// The longest start within so many bytes that cuts no character in two.
QString cutToBytes(const QString &text, qint64 bytes)
{
    QString kept;
    qint64 used = 0;
    for (const char32_t c : text.toUcs4()) {
        const QString one = QString::fromUcs4(&c, 1);
        used += one.toUtf8().size();
        if (used > bytes)
            break;
        kept += one;
    }
    return kept;
}

struct Ending {
    QString text;
    FinishReason reason = FinishReason::completed;
    QString raw = u"stop"_s;
};

Ending endingOf(const QString &answer, const ChatRequest &request)
{
    // What goes over a wire is UTF-8: half a character never arrives.
    Ending ending{.text = QString::fromUtf8(answer.toUtf8())};
    for (const QString &stop : request.stop) {
        if (const qsizetype at = ending.text.indexOf(stop); !stop.isEmpty() && at >= 0) {
            ending.text.truncate(at);
            ending.reason = FinishReason::stopSequence;
        }
    }
    if (request.maxOutputTokens && tokenCount(ending.text) > *request.maxOutputTokens)
        ending = {.text = cutToBytes(ending.text, *request.maxOutputTokens * kBytesPerToken), .reason = FinishReason::length, .raw = u"length"_s};
    return ending;
}

Completion completionOf(const Ending &ending, const ChatRequest &request)
{
    Completion completion;
    completion.text = ending.text;
    completion.finish = ending.reason;
    completion.finishRaw = ending.raw;
    completion.usage = usageOf(request, ending.text);
    completion.rawUsage = rawUsage(*completion.usage);
    completion.modelReturned = request.model;
    completion.fingerprint = u"simulated"_s;
    return completion;
}

QList<Burst> burstsOf(const QStringList &parts, double tokensPerSecond, bool isFast)
{
    QList<Burst> bursts;
    Burst next;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        next.text += parts.at(i);
        if (!isFast)
            next.restAfter += Milliseconds(static_cast<qint64>(1000.0 * static_cast<double>(tokenCount(parts.at(i))) / tokensPerSecond));
        if (isFast || next.restAfter >= kShortestRest || i + 1 == parts.size())
            bursts.append(std::exchange(next, {}));
    }
    return bursts;
}

} // namespace

SimulationOptions readSimulationOptions(const Json &json)
{
    SimulationOptions options;
    options.fast = json.get_value_or<bool>("fast", options.fast);
    options.faults = json.get_value_or<bool>("faults", options.faults);
    options.seed = json.get_value_or<qint64>("seed", options.seed);
    return options;
}

Script writeScript(const Tier &tier, const SimulationOptions &options, const ChatRequest &request)
{
    const Conversation conversation = readConversation(request.messages);
    const double draw = chance(options.seed ^ request.drawSeed, {u"pace", request.model, conversation.input});
    const auto spread = static_cast<double>((tier.mostTimeToFirstToken - tier.leastTimeToFirstToken).count());
    const Milliseconds firstToken = options.fast ? 0ms : tier.leastTimeToFirstToken + Milliseconds(static_cast<qint64>(draw * spread));

    Script script;
    script.requestId = u"sim-%1"_s.arg(static_cast<qint64>(draw * 1e12), 0, 16);
    script.fault = drawFault(options, request, conversation.input);
    if (script.fault == Fault::rateLimit) {
        script.beforeAnswer = firstToken / 4;
        script.retryAfter = options.fast ? kRetryAfterFast : kRetryAfter;
        return script;
    }
    script.beforeAnswer = firstToken;
    const Skill skill(tier.skill, options.seed, tier.name, conversation.data, request.drawSeed, request.temperature.value_or(1.0));
    const Ending ending = endingOf(solve(conversation, skill), request);
    QStringList parts = pieces(ending.text);
    if (script.fault == Fault::reset)
        parts.resize(parts.size() / 2);
    else
        script.completion = completionOf(ending, request);
    script.bursts = burstsOf(parts, tier.tokensPerSecond, options.fast);
    return script;
}

} // namespace assay::provider
