// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokens/reasoningeffort.h"

namespace assay::tokens {

using namespace Qt::StringLiterals;

const QStringList &reasoningEfforts()
{
    static const QStringList efforts{u"none"_s, u"minimal"_s, u"low"_s, u"medium"_s, u"high"_s, u"xhigh"_s, u"max"_s};
    return efforts;
}

} // namespace assay::tokens
