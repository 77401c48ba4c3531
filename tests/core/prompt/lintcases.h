// SPDX-License-Identifier: GPL-3.0-or-later
// Prompts for tests of the linter, written as they read: a line "[system]", "[user]" or "[assistant]" before each message.
#pragma once

#include "core/prompt/lint/lint.h"

namespace assay::test {

using namespace Qt::StringLiterals;

/// With a limit on the answer, so that the rule about it keeps quiet.
inline prompt::Content conversation(const QString &script)
{
    prompt::Content content;
    content.parameters.maxOutputTokens = 100;
    for (const QString &line : script.trimmed().split(u'\n')) {
        const auto role = line.startsWith(u'[') && line.endsWith(u']') ? tokens::roleFromText(line.sliced(1, line.size() - 2)) : std::nullopt;
        if (role)
            content.messages.append({.role = *role, .text = {}});
        else
            content.messages.last().text += line + u'\n';
    }
    for (prompt::MessageTemplate &message : content.messages)
        message.text = message.text.trimmed();
    return content;
}

inline prompt::Content withFormat(prompt::Content content, prompt::ResponseFormat format)
{
    content.responseFormat = format;
    return content;
}

inline prompt::Content withSchema(prompt::Content content, const QString &schema)
{
    content.responseFormat = prompt::ResponseFormat::jsonSchema;
    content.responseSchema = *parseJson(schema);
    return content;
}

/// "rule@message: the text it covers" of each finding, one a line.
inline QString shown(const prompt::Content &content, const QList<prompt::Finding> &findings)
{
    QStringList lines;
    for (const prompt::Finding &finding : findings) {
        if (finding.message == prompt::kWholeVersion)
            lines.append(finding.rule);
        else
            lines.append(u"%1@%2: %3"_s.arg(finding.rule, QString::number(finding.message), content.messages.at(finding.message).text.sliced(finding.start, finding.length)));
    }
    return lines.join(u'\n');
}

/// Those of one rule.
inline QList<prompt::Finding> ofRule(QList<prompt::Finding> findings, const QString &rule)
{
    findings.removeIf([&rule](const prompt::Finding &finding) { return finding.rule != rule; });
    return findings;
}

} // namespace assay::test
