// SPDX-License-Identifier: GPL-3.0-or-later
// The data of the scan: the shapes that makers give their keys. Shapes change: with each change of this table kScanRulesVersion goes up.
#pragma once

#include <QStringView>

#include <span>

namespace assay::secrets {

/// A shape reads: characters as they stand; `<a|b>` one of these; `<CLASS n>` and `<CLASS n-m>` a run as long as it goes, of n (to m) characters, where
/// the class is A letters and digits, W those and _ -, h 0-9 a-f, d digits, U capitals and digits, B base64, R A-Z 2-7, L letters, l a-z 0-9, = itself.
struct VendorShape {
    const char *rule;
    QStringView shape;
    double leastEntropy;
    QStringView notBefore = {}; ///< characters besides letters, digits and those of the last run that would make it another word
};

[[nodiscard]] std::span<const VendorShape> vendorShapes();

struct RuleName {
    const char *rule;
    const char *name; ///< "an Anthropic API key"
};
[[nodiscard]] std::span<const RuleName> ruleNames();

} // namespace assay::secrets
