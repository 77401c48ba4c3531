// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/pinning.h"

#include "core/prompt/pinning.h"
#include "core/run/exampledraw.h"
#include "core/store/evalsetrepository.h"
#include "core/store/snippetrepository.h"

namespace assay::store {

Result<prompt::Content> pinned(Database &database, const prompt::Content &content)
{
    const auto snippets = SnippetRepository(database).texts();
    if (!snippets)
        return std::unexpected(snippets.error());
    auto made = prompt::withSnippets(content, *snippets);
    if (!made || !made->examples || !made->examples->drawn.isEmpty())
        return made;
    auto drawn = EvalSetRepository(database).load(made->examples->set).and_then([&](const evalset::EvalSet &set) { return run::drawExamples(*made->examples, set); });
    if (!drawn)
        return std::unexpected(drawn.error());
    made->examples = *std::move(drawn);
    return made;
}

} // namespace assay::store
