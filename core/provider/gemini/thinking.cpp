// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/gemini/thinking.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace assay::provider::gemini {

using namespace Qt::StringLiterals;

namespace {

struct Effort {
    QLatin1StringView name;
    qint64 budget;
    const char *level;
};

constexpr std::array kEfforts{
    Effort{"none"_L1, 0, "MINIMAL"},
    Effort{"minimal"_L1, 512, "MINIMAL"},
    Effort{"low"_L1, 1024, "LOW"},
    Effort{"medium"_L1, 8192, "MEDIUM"},
    Effort{"high"_L1, 24576, "HIGH"},
    Effort{"xhigh"_L1, 24576, "HIGH"},
    Effort{"max"_L1, 24576, "HIGH"},
};
constexpr qint64 kLeastOfPro = 128;

const Effort *effortOf(const QString &name)
{
    const auto *found = std::ranges::find_if(kEfforts, [&](const Effort &effort) { return name == effort.name; });
    return found == kEfforts.end() ? nullptr : found;
}

// The first effort with at least this budget.
const Effort &effortFor(qint64 budget)
{
    const auto *found = std::ranges::find_if(kEfforts, [&](const Effort &effort) { return effort.budget >= budget; });
    return found == kEfforts.end() ? kEfforts.back() : *found;
}

bool isPro(const QString &model)
{
    static const QRegularExpression pro(u"-pro(-|$)"_s);
    return pro.match(model).hasMatch();
}

Json single(const char *name, Json value)
{
    Json object(jsoncons::json_object_arg);
    object.insert_or_assign(name, std::move(value));
    return object;
}

Json budgetConfig(const ChatRequest &request, const Effort *effort)
{
    const qint64 budget = request.thinkingBudget ? *request.thinkingBudget : effort->budget;
    return single("thinkingBudget", isPro(request.model) ? std::max(budget, kLeastOfPro) : budget);
}

Json levelConfig(const ChatRequest &request, const Effort *effort)
{
    const QLatin1StringView level(effort != nullptr ? effort->level : effortFor(*request.thinkingBudget).level);
    return single("thinkingLevel", level == "MINIMAL"_L1 && isPro(request.model) ? "LOW" : level.data());
}

} // namespace

ThinkingStyle thinkingStyleOf(const QString &model)
{
    static const QRegularExpression version(u"(?:^|/)gemini-(?:(\\d+)(?:\\.(\\d+))?)?"_s);
    const auto match = version.match(model);
    if (!match.hasMatch())
        return ThinkingStyle::none;
    if (match.capturedView(1).isEmpty())
        return ThinkingStyle::level;
    const int major = match.capturedView(1).toInt();
    if (major >= 3)
        return ThinkingStyle::level;
    return major == 2 && match.capturedView(2).toInt() >= 5 ? ThinkingStyle::budget : ThinkingStyle::none;
}

Json thinkingConfig(const ChatRequest &request, ThinkingStyle style)
{
    const Effort *effort = effortOf(request.reasoningEffort);
    if (style == ThinkingStyle::none || (effort == nullptr && !request.thinkingBudget))
        return Json::null();
    return style == ThinkingStyle::budget ? budgetConfig(request, effort) : levelConfig(request, effort);
}

} // namespace assay::provider::gemini
