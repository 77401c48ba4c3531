// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/locale/wording.h"
#include "core/provider/simulated/solver.h"

namespace assay::provider {

std::optional<QString> solveLocale(const Conversation &conversation, const Skill &skill)
{
    const auto demand = locale::readDemand(conversation);
    const auto question = locale::readQuestion(conversation.data);
    if (!demand || !question)
        return std::nullopt;
    return locale::wordingOf(locale::findValue(*question, *demand, skill), *question, *demand, skill);
}

} // namespace assay::provider
