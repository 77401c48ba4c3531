// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/grader/family.h"

#include <algorithm>
#include <array>

namespace assay::grader {

using namespace Qt::StringLiterals;

std::span<const AssertionType> registry()
{
    static constexpr std::array kTypes{
        AssertionType{"contains"_L1, judgeContains, checkText},
        AssertionType{"contains-all"_L1, judgeContainsAll, checkTextList},
        AssertionType{"contains-any"_L1, judgeContainsAny, checkTextList},
        AssertionType{"cost"_L1, judgeCost, checkLimit, true},
        AssertionType{"equals"_L1, judgeEquals, checkAnyValue},
        AssertionType{"icontains"_L1, judgeIcontains, checkText},
        AssertionType{"is-json"_L1, judgeIsJson, checkIsJson},
        AssertionType{"json-path"_L1, judgeJsonPath, checkJsonPath},
        AssertionType{"latency"_L1, judgeLatency, checkLimit, true},
        AssertionType{"length"_L1, judgeLength, checkLength},
        AssertionType{"regex"_L1, judgeRegex, checkRegex},
        AssertionType{"starts-with"_L1, judgeStartsWith, checkText},
    };
    return kTypes;
}

const AssertionType *findType(QStringView name)
{
    const auto found = std::ranges::find_if(registry(), [name](const AssertionType &type) { return name == type.name; });
    return found == registry().end() ? nullptr : &*found;
}

} // namespace assay::grader
