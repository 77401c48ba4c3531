// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verb.h"

namespace assay::cli {

std::vector<std::unique_ptr<Verb>> allVerbs()
{
    std::vector<std::unique_ptr<Verb>> verbs;
    verbs.push_back(makeDemo());
    verbs.push_back(makeRun());
    verbs.push_back(makeRegrade());
    verbs.push_back(makeCompare());
    verbs.push_back(makeReport());
    verbs.push_back(makeShow());
    verbs.push_back(makeDiff());
    verbs.push_back(makeHistory());
    verbs.push_back(makeLabel());
    verbs.push_back(makeRollback());
    verbs.push_back(makeSnippet());
    verbs.push_back(makeOptions());
    verbs.push_back(makeLog());
    verbs.push_back(makeBatches());
    verbs.push_back(makeImport());
    verbs.push_back(makeExport());
    verbs.push_back(makeStatus());
    verbs.push_back(makeModel());
    verbs.push_back(makePrices());
    verbs.push_back(makeKey());
    verbs.push_back(makeBudget());
    verbs.push_back(makeSettings());
    verbs.push_back(makeLint());
    verbs.push_back(makeTemplate());
    verbs.push_back(makeGrade());
    verbs.push_back(makePlumbing());
    return verbs;
}

} // namespace assay::cli
