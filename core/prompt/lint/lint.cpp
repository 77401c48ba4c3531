// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/lint/lint.h"

#include "core/prompt/language/spelling.h"
#include "core/prompt/lint/rule.h"

#include <QFile>

#include <algorithm>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace linting {

void Report::add(qsizetype message, const Range &range, const QString &reason)
{
    if (isFull())
        return;
    ++m_count;
    m_findings.append({.rule = m_rule, .severity = m_severity, .message = message, .start = range.start, .length = range.length, .reason = reason});
}

void Report::add(qsizetype message, const Range &range, const QString &reason, const std::optional<Fix> &fix)
{
    const qsizetype before = m_findings.size();
    add(message, range, reason);
    if (m_findings.size() > before)
        m_findings.last().fix = fix;
}

} // namespace linting

QList<Finding> lint(const Content &content, const LintContext &context)
{
    const linting::Examined prompt(content, context);
    QList<Finding> findings;
    for (const linting::Rule &rule : linting::rules()) {
        const QString id = QString::fromLatin1(rule.id);
        const Severity severity = context.severities.value(id, rule.severity);
        if (severity == Severity::off)
            continue;
        linting::Report report(id, severity, findings);
        rule.check(prompt, report);
    }
    std::ranges::stable_sort(findings, {}, [](const Finding &finding) { return std::pair(finding.message, finding.start); });
    return findings;
}

QList<RuleInfo> lintRules()
{
    QList<RuleInfo> infos;
    for (const linting::Rule &rule : linting::rules())
        infos.append({.id = QString::fromLatin1(rule.id), .severity = rule.severity, .summary = QString::fromLatin1(rule.summary), .needs = rule.needs});
    return infos;
}

Result<QString> lintHelp(const QString &rule)
{
    QStringList known;
    for (const RuleInfo &info : lintRules())
        known.append(info.id);
    QFile page(u":/assay/help/lint/%1.md"_s.arg(rule));
    if (!known.contains(rule) || !page.open(QIODevice::ReadOnly))
        return fail(ErrorKind::notFound, u"there is no rule \"%1\""_s.arg(rule), u"There are: %1."_s.arg(known.join(u", "_s)));
    return QString::fromUtf8(page.readAll());
}

} // namespace assay::prompt
