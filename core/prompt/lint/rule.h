// SPDX-License-Identifier: GPL-3.0-or-later
// A rule of the linter: a check in the file of its family and one line in rules.cpp.
#pragma once

#include "core/prompt/lint/examined.h"

namespace assay::prompt::linting {

/// Takes the findings of one rule.
class Report {
public:
    Report(QString rule, Severity severity, QList<Finding> &findings) : m_rule(std::move(rule)), m_severity(severity), m_findings(findings) {}

    void add(qsizetype message, const Range &range, const QString &reason);
    void add(qsizetype message, const Range &range, const QString &reason, const std::optional<Fix> &fix);
    void add(const Spot &spot, const QString &reason) { add(spot.message, spot.range, reason); }
    void add(const Spot &spot, const QString &reason, const std::optional<Fix> &fix) { add(spot.message, spot.range, reason, fix); }
    void addWhole(const QString &reason) { add(kWholeVersion, {}, reason); }
    /// Enough was found: a text of one million look-alikes needs not one million findings.
    [[nodiscard]] bool isFull() const { return m_count >= kMost; }

private:
    static constexpr int kMost = 100;
    QString m_rule;
    Severity m_severity;
    QList<Finding> &m_findings;
    int m_count = 0;
};

using Check = void (*)(const Examined &prompt, Report &report);

struct Rule {
    const char *id;
    Severity severity;
    const char *summary;
    Check check;
    RuleNeeds needs = {};
};

[[nodiscard]] std::span<const Rule> rules();

// template
void checkTemplate(const Examined &prompt, Report &report);
// untrusted
void checkUntrustedInSystem(const Examined &prompt, Report &report);
void checkUnfenced(const Examined &prompt, Report &report);
void checkInstructionsAfter(const Examined &prompt, Report &report);
void checkBrokenFences(const Examined &prompt, Report &report);
// answer
void checkOutputFormat(const Examined &prompt, Report &report);
void checkLengthOrAudience(const Examined &prompt, Report &report);
void checkVagueVerb(const Examined &prompt, Report &report);
// json
void checkJsonFormatNotSet(const Examined &prompt, Report &report);
void checkJsonNotDemanded(const Examined &prompt, Report &report);
void checkSchema(const Examined &prompt, Report &report);
// examples
void checkExampleFormat(const Examined &prompt, Report &report);
void checkExampleLabel(const Examined &prompt, Report &report);
// variables
void checkUnused(const Examined &prompt, Report &report);
void checkUnfilled(const Examined &prompt, Report &report);
// limits
void checkOutputLimit(const Examined &prompt, Report &report);
void checkFloatingModel(const Examined &prompt, Report &report);
void checkContextWindow(const Examined &prompt, Report &report);
// sensitive
void checkSecrets(const Examined &prompt, Report &report);
void checkPersonalData(const Examined &prompt, Report &report);
// wording
void checkContradictions(const Examined &prompt, Report &report);
void checkDuplicates(const Examined &prompt, Report &report);
// characters
void checkInvisible(const Examined &prompt, Report &report);
void checkLookAlikes(const Examined &prompt, Report &report);

} // namespace assay::prompt::linting
