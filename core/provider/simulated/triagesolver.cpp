// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/solver.h"
#include "core/provider/simulated/triage/answer.h"
#include "core/provider/simulated/triage/injection.h"
#include "core/provider/simulated/triage/summary.h"
#include "core/provider/simulated/triage/verdict.h"

namespace assay::provider {

using namespace Qt::StringLiterals;

namespace {

constexpr double kResists = 0.7; // difficulty of not obeying a message, where nobody said that it is data
constexpr double kResistsWarned = 0.12;

} // namespace

std::optional<QString> solveTriage(const Conversation &conversation, const Skill &skill)
{
    const auto demand = triage::readDemand(conversation);
    if (!demand)
        return std::nullopt;
    const auto injection = triage::findInjection(conversation.data);
    const bool obeys = injection && !skill.gets(u"injection", demand->distrustsMessage ? kResistsWarned : kResists);
    if (obeys && injection->wantsOtherAnswer)
        return u"OK"_s;
    const QString message = injection ? injection->rest : conversation.data;
    triage::Verdict verdict = triage::judge(message, *demand, skill);
    if (obeys) {
        verdict.category = injection->category.value_or(verdict.category);
        verdict.urgency = injection->urgency.value_or(verdict.urgency);
    }
    const QString summary = triage::summaryOf(message, verdict.category, *demand, skill);
    return triage::answerText(triage::categoryWord(verdict.category, *demand, skill), triage::labelOf(verdict.urgency), summary, *demand, skill);
}

} // namespace assay::provider
