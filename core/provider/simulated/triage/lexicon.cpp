// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/triage/lexicon.h"

namespace assay::provider::triage {

const QList<Clues> &categoryClues()
{
    static const QList<Clues> all = moneyClues() + goodsClues() + accessClues() + defectClues() + wishClues();
    return all;
}

} // namespace assay::provider::triage
