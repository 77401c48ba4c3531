// SPDX-License-Identifier: GPL-3.0-or-later
// Finds what looks like a secret or like personal data in a text, by fixed rules and checksums. Every occurrence is told, where it stands and by which
// rule; never the value itself. Linear in time whatever the text: no rule goes back over what it has read.
//
// The text is also looked at as it is once JSON escapes are undone and once percent escapes are, so that a key within a quoted text is found; places are
// always those of the text that was given.
#pragma once

#include <QList>
#include <QString>
#include <QStringView>

namespace assay::secrets {

/// Of the rules; goes up whenever what is found changes.
inline constexpr int kScanRulesVersion = 1;

enum class FindingKind { secret, personalData };

struct ScanFinding {
    QString rule; ///< "anthropic", "jwt", "email", …
    FindingKind kind = FindingKind::secret;
    qsizetype start = 0; ///< in UTF-16 units
    qsizetype end = 0;
    qsizetype startByte = 0; ///< in the text as UTF-8
    qsizetype endByte = 0;
    bool isReserved = false; ///< set aside for documentation and tests, such as example.com
    bool isCertain = true;   ///< false: the shape fits, but a checksum within it does not

    bool operator==(const ScanFinding &) const = default;
};

/// In order of place, never overlapping: a secret goes before personal data, a maker's own shape before a general one.
[[nodiscard]] QList<ScanFinding> scan(QStringView text);

/// "secret", "pii".
[[nodiscard]] QString toText(FindingKind kind);
/// What a rule finds, for people: "an Anthropic API key"; empty for a rule that there is not.
[[nodiscard]] QString scanRuleName(QStringView rule);
/// All rules, sorted.
[[nodiscard]] QStringList scanRules();

/// The first secret's name, such as "an OpenAI API key", where a name or an address is expected; empty when there is none. Never the value.
[[nodiscard]] QString secretIn(QStringView text);

} // namespace assay::secrets
