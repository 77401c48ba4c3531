// SPDX-License-Identifier: GPL-3.0-or-later
// Mail and network addresses: their form, and which are set aside for documentation (RFC 2606, 5737, 3849).
#pragma once

#include <QStringView>

namespace assay::secrets {

[[nodiscard]] bool isMailLocalPart(QStringView local);
/// At least two labels, the last of letters and no suffix of a file.
[[nodiscard]] bool isMailDomain(QStringView domain);
[[nodiscard]] bool isReservedDomain(QStringView domain);
/// `at` is in the part of an address before its host: "https://ada@host".
[[nodiscard]] bool isWithinUserOfUrl(QStringView text, qsizetype at);

/// After the four decimal parts that begin at `start`; `start` when they are none.
[[nodiscard]] qsizetype ipv4End(QStringView text, qsizetype start);
[[nodiscard]] bool isReservedIpv4(QStringView address);
/// "v" or "version" stands right before it.
[[nodiscard]] bool isBehindVersion(QStringView text, qsizetype at);
/// A text form of RFC 4291, section 2.2.
[[nodiscard]] bool isIpv6(QStringView address);
[[nodiscard]] bool isReservedIpv6(QStringView address);

} // namespace assay::secrets
