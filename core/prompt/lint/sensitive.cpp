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

// Numbers that the authority of a country keeps for films and examples: NANPA's 555, Ofcom's "Telephone numbers for use in TV and radio drama programmes",
// ARCEP's décision 2018-0881, ACMA's "Phone numbers for use in TV shows, films and creative works", the Bundesnetzagentur's "Drama Numbers".
bool isFictionalPhone(QStringView number)
{
    static const QRegularExpression fictional(u"^(?:"
                                              "1(?:555\\d{7}|\\d{3}555\\d{4})|"
                                              "440?(?:11[3-8]4960|1[2-6]14960|1914980|2079460|2896496|2920180|1632960|7700900|8081570|9098790|3069990)\\d{3}|"
                                              "330?(?:19900|26191|35301|46571|53649|63998)\\d{4}|"
                                              "610?(?:[2378](?:5550|7010)\\d{4}|491570(?:006|110|15[6-9]|313|737)|491571(?:266|491|804)|491572(?:549|665|983))|"
                                              "490?(?:3023125|2214710|6990009|4066969|8999998)\\d{3}"
                                              ")$"_s);
    QString digits;
    std::ranges::copy_if(number, std::back_inserter(digits), [](QChar c) { return c >= u'0' && c <= u'9'; });
    return fictional.match(number.startsWith(u'+') ? digits : QString(u'1' + digits)).hasMatch();
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
        const QStringView found = QStringView(text).sliced(finding.start, finding.end - finding.start);
        const bool isAddress = finding.rule == u"ipv4" || finding.rule == u"ipv6";
        const bool isNobodys = (isAddress && isLocalAddress(found)) || (finding.rule == u"phone" && isFictionalPhone(found));
        return finding.kind != kind || finding.isReserved || isNobodys || isSlice(text, finding);
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
