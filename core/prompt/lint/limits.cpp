// SPDX-License-Identifier: GPL-3.0-or-later
// How long an answer may be, how long a prompt, and which model it is that gets it.
#include "core/prompt/lint/rule.h"

namespace assay::prompt::linting {

using namespace Qt::StringLiterals;

void checkOutputLimit(const Examined &prompt, Report &report)
{
    if (!prompt.content.parameters.maxOutputTokens)
        report.addWhole(u"The version sets no max output tokens, so each model has its own and a runaway answer costs what it likes: set a limit."_s);
}

void checkFloatingModel(const Examined &prompt, Report &report)
{
    for (const LintModel &model : prompt.context.models) {
        if (model.isFloatingAlias)
            report.addWhole(u"%1 goes by a name that moves on to newer models, so the same prompt can answer otherwise tomorrow: use a name with a version."_s.arg(model.name));
    }
}

void checkContextWindow(const Examined &prompt, Report &report)
{
    for (const LintModel &model : prompt.context.models) {
        const qint64 answer = prompt.content.parameters.maxOutputTokens.value_or(model.maxOutputTokens);
        if (model.contextWindow <= 0 || model.longestPrompt <= 0 || model.longestPrompt + answer <= model.contextWindow)
            continue;
        report.addWhole(u"With item %1 the prompt has %2 tokens and the answer up to %3, more than the %4 that %5 holds: shorten the item or the prompt."_s.arg(
            model.longestItem, QString::number(model.longestPrompt), QString::number(answer), QString::number(model.contextWindow), model.name));
    }
}

} // namespace assay::prompt::linting
