// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/variables.h"

#include "core/prompt/language/variablesearch.h"

#include <QMap>

#include <algorithm>
#include <tuple>

namespace assay::prompt {

const SourceNeeds &VariableAnalysis::needsOf(qint32 source, UseMode mode)
{
    auto &needs = m_needs[{source, mode}];
    if (!needs) {
        // A snippet that includes itself does not get here: it is an error before.
        SourceNeeds found = VariableSearch(*this, source).run(m_parsed.sources[static_cast<std::size_t>(source)]->body, mode);
        const auto key = [](const FreeUse &use) { return std::tie(use.source, use.start, use.path, use.isOptional, use.isConditional); };
        std::ranges::sort(found.uses, {}, key);
        // Of one place the use that must be there counts, and that is the first. In a snippet it can be of several lists.
        const auto isSame = [](const FreeUse &a, const FreeUse &b) { return a.source == b.source && a.start == b.start && a.path == b.path; };
        const auto [from, to] = std::ranges::unique(found.uses, isSame);
        found.uses.erase(from, to);
        std::ranges::sort(found.calls);
        const auto [sameFrom, sameTo] = std::ranges::unique(found.calls);
        found.calls.erase(sameFrom, sameTo);
        needs = std::make_shared<const SourceNeeds>(std::move(found));
    }
    return *needs;
}

FreeVariables VariableAnalysis::run()
{
    FreeVariables variables;
    variables.uses = needsOf(0, UseMode::run).uses;
    QMap<QString, bool> found; // path to whether it is optional in every use
    for (const FreeUse &use : variables.uses)
        found[use.path] = use.isOptional && found.value(use.path, true);
    for (auto it = found.cbegin(); it != found.cend(); ++it) {
        variables.all.append(it.key());
        if (it.value())
            variables.optional.append(it.key());
    }
    return variables;
}

FreeVariables freeVariables(const ParsedTemplate &parsed)
{
    return VariableAnalysis(parsed).run();
}

} // namespace assay::prompt
