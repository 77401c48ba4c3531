// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/scanlikely.h"

#include "core/secrets/scanrules.h"

#include <QRegularExpression>

#include <algorithm>

namespace assay::secrets {

using namespace Qt::StringLiterals;

namespace {

ScanFinding likely(const QString &rule, qsizetype start, qsizetype end)
{
    return {.rule = rule, .kind = FindingKind::secret, .start = start, .end = end, .isCertain = false};
}

void findKeys(QStringView text, QList<ScanFinding> &findings)
{
    static const QRegularExpression key(u"(?<![A-Za-z0-9_])sk-(?:proj|svcacct|admin)-([A-Za-z0-9_-]{20,300})(?![A-Za-z0-9_-])"_s);
    constexpr double kLeastEntropy = 3;
    for (auto matches = key.globalMatchView(text); matches.hasNext();) {
        const auto match = matches.next();
        const QStringView body = match.capturedView(1);
        // A name in small letters, such as that of a project, is no key.
        const bool isMixed = std::ranges::any_of(body, isDigit) && std::ranges::any_of(body, isUpper);
        if (isMixed && !isPlaceholder(body) && entropyOf(body) >= kLeastEntropy)
            findings.append(likely(u"openai"_s, match.capturedStart(), match.capturedEnd()));
    }
}

// "8 characters" and "sha256" are said of a password and are none.
bool isPassword(QStringView value, bool isMarked)
{
    static const QRegularExpression technical(
        u"^(?:sha|md|base|utf|bcrypt|argon|pbkdf|scrypt|str|string|int|varchar|char|text)-?\\d*$"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression code(u"[(){}\\[\\]<>\\\\|]|://|^[$%@/.]|^\\w+(?:\\.\\w+)+$"_s);
    constexpr qsizetype kLeast = 6;
    const bool hasBoth = std::ranges::any_of(value, isDigit) && std::ranges::any_of(value, isLetter);
    // In code an unquoted name may end in a digit.
    const bool isName = !isMarked && std::ranges::all_of(value, [](QChar c) { return isAlnum(c) || c == u'_'; });
    return value.size() >= kLeast && hasBoth && !isName && !technical.matchView(value).hasMatch() && !code.matchView(value).hasMatch() && !isPlaceholder(value);
}

void findPasswords(QStringView text, QList<ScanFinding> &findings)
{
    static const QRegularExpression assignment(
        u"(?<![A-Za-z0-9])(?:password|passwd|passphrase|pwd)[\"']?(?:[ \\t]*([:=])|[ \\t]+(is))[ \\t]*(?:\"([^\"\\s]{6,64})\"|'([^'\\s]{6,64})'|`([^`\\s]{6,64})`|([^\\s\"'`,;]{6,64})(?![^\\s\"'`,;]))"_s,
        QRegularExpression::CaseInsensitiveOption);
    for (auto matches = assignment.globalMatchView(text); matches.hasNext();) {
        const auto match = matches.next();
        const int group = match.lastCapturedIndex();
        const qsizetype start = match.capturedStart(group);
        qsizetype end = match.capturedEnd(group);
        const bool isQuoted = group < 6;
        while (!isQuoted && end > start && QStringView(u".?)").contains(text[end - 1]))
            --end;
        if (isPassword(text.sliced(start, end - start), isQuoted || match.capturedView(1) != u"="))
            findings.append(likely(u"generic_assignment"_s, start, end));
    }
}

/// In order of place.
void setBytes(QStringView text, QList<ScanFinding> &findings)
{
    qsizetype at = 0;
    qsizetype bytes = 0;
    const auto bytesTo = [&](qsizetype place) {
        bytes += text.sliced(at, place - at).toUtf8().size();
        at = place;
        return bytes;
    };
    for (ScanFinding &finding : findings) {
        finding.startByte = bytesTo(finding.start);
        finding.endByte = bytesTo(finding.end);
    }
}

} // namespace

QList<ScanFinding> likelySecrets(QStringView text)
{
    QList<ScanFinding> findings;
    findKeys(text, findings);
    findPasswords(text, findings);
    const auto surely = scan(text);
    findings.removeIf([&surely](const ScanFinding &finding) {
        const auto sure = std::ranges::upper_bound(surely, finding.start, {}, &ScanFinding::end);
        return sure != surely.end() && sure->start < finding.end;
    });
    std::ranges::sort(findings, {}, &ScanFinding::start);
    // A key may be a password too.
    const auto again = std::ranges::unique(findings, [](const ScanFinding &one, const ScanFinding &other) { return other.start < one.end; });
    findings.erase(again.begin(), again.end());
    setBytes(text, findings);
    return findings;
}

} // namespace assay::secrets
