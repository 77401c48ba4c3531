// SPDX-License-Identifier: GPL-3.0-or-later
// The check digits by which a number or a token tells that it is one.
#pragma once

#include <QStringView>

namespace assay::secrets {

/// ISO/IEC 7812-1, annex B: from the right every second digit doubled, less 9 above 9; the sum ends in 0. Takes digits alone.
[[nodiscard]] bool fitsLuhn(QStringView digits);
/// ISO 7064 mod 97-10 as used by ISO 13616: the first four characters moved to the end, letters read as 10 to 35, the number is 1 mod 97. Takes digits
/// and capital letters alone.
[[nodiscard]] bool fitsIban(QStringView characters);
/// The last six characters are the CRC-32 (IEEE 802.3) of those before them behind the prefix, in base 62 with digits, capitals and small letters.
[[nodiscard]] bool fitsGithubChecksum(QStringView token);

} // namespace assay::secrets
