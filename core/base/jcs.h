// SPDX-License-Identifier: GPL-3.0-or-later
// The one text of a JSON value: the JSON Canonicalization Scheme (RFC 8785). Equal values give equal bytes, whatever program wrote them: members in the
// order of their names' UTF-16 units, numbers as ECMAScript prints them, no more escapes in texts than there must be. What content hashes are made of.
#pragma once

#include "core/base/json.h"

namespace assay {

enum class LargeIntegers {
    exact,  ///< of 64 bits: with all their digits, so that two that differ never look alike. For hashes
    rounded ///< as the nearest double, like every other number: the RFC to the letter
};

/// The two ways differ for whole numbers of more than 53 bits alone.
[[nodiscard]] QByteArray toJcs(const Json &value, LargeIntegers large = LargeIntegers::exact);

} // namespace assay
