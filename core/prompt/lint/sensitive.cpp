// SPDX-License-Identifier: GPL-3.0-or-later
// What stands in a template goes to every provider and into every export.
#include "core/prompt/lint/rule.h"
#include "core/secrets/scanlikely.h"

#include <algorithm>

namespace assay::prompt::linting {

using namespace Qt::StringLiterals;

namespace {

// Addresses of a machine's own network are nobody's.
bool isLocalAddress(QStringView address)
{
    static const QRegularExpression local(u"^(?:127\\.|10\\.|192\\.168\\.|172\\.(?:1[6-9]|2\\d|3[01])\\.|169\\.254\\.|0\\.0\\.0\\.0$|255\\.255\\.|::1$|fe80:|f[cd])"_s);
    return local.matchView(address).hasMatch();
}

// A slice such as [::2] or [1::3] reads like an address.
bool isSlice(QStringView text, const secrets::ScanFinding &finding)
{
    return finding.rule == u"ipv6" && finding.end - finding.start < 8 && finding.start > 0 && text[finding.start - 1] == u'[';
}

QList<secrets::ScanFinding> findingsIn(const QString &text, secrets::FindingKind kind)
{
    auto findings = secrets::scan(text);
    if (kind == secrets::FindingKind::secret) {
        findings += secrets::likelySecrets(text);
        std::ranges::sort(findings, {}, &secrets::ScanFinding::start);
    }
    findings.removeIf([&](const secrets::ScanFinding &finding) {
        const bool isAddress = finding.rule == u"ipv4" || finding.rule == u"ipv6";
        const bool isLocal = isAddress && isLocalAddress(QStringView(text).sliced(finding.start, finding.end - finding.start));
        return finding.kind != kind || finding.isReserved || isLocal || isSlice(text, finding);
    });
    return findings;
}

void check(const Examined &prompt, Report &report, secrets::FindingKind kind, const QString &reason)
{
    for (const Message &message : prompt.messages) {
        for (const secrets::ScanFinding &finding : findingsIn(message.text, kind))
            report.add(message.index, {.start = finding.start, .length = finding.end - finding.start}, u"This"_s + reason.arg(secrets::scanRuleName(finding.rule)));
    }
    for (auto snippet = prompt.content.snippets.cbegin(); snippet != prompt.content.snippets.cend(); ++snippet) {
        for (const secrets::ScanFinding &finding : findingsIn(snippet.value(), kind))
            report.addWhole(u"A part of the snippet %1"_s.arg(snippet.key()) + reason.arg(secrets::scanRuleName(finding.rule)));
    }
}

} // namespace

void checkSecrets(const Examined &prompt, Report &report)
{
    check(prompt, report, secrets::FindingKind::secret, u" looks like %1, and the text is sent and exported: take it out, and withdraw it where it was given out."_s);
}

void checkPersonalData(const Examined &prompt, Report &report)
{
    check(prompt, report, secrets::FindingKind::personalData, u" looks like %1 of somebody: make it a variable, or use a value set aside for examples."_s);
}

} // namespace assay::prompt::linting
