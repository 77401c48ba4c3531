// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/lintfindings.h"

#include "core/importexport/promptfile.h"

#include <algorithm>

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

/// Line and column of a finding: of the file where it is one, else of the message; nothing for one of the whole version of a workspace.
std::optional<prompt::Place> placeOf(const Linted &linted, const prompt::Finding &finding)
{
    const bool isWhole = finding.message == prompt::kWholeVersion;
    if (!linted.file)
        return isWhole ? std::nullopt : std::optional(prompt::placeOf(linted.content.messages.at(finding.message).text, finding.start));
    if (isWhole)
        return linted.whole;
    const QString &text = linted.content.messages.at(finding.message).text;
    const prompt::Place place = prompt::placeOf(text, finding.start);
    if (finding.message < linted.messageLines.size()) {
        const auto ownLineEnds = std::ranges::find_if(text, [](QChar c) { return c != u'\n'; }) - text.begin();
        return prompt::Place{.line = std::max(linted.messageLines.at(finding.message) + place.line - 1 - ownLineEnds, qint64(1)), .column = place.column};
    }
    const auto there = importexport::placeInFile(linted.document, *linted.file, u"messages[%1].template"_s.arg(finding.message), place.line, place.column);
    return there ? prompt::Place{.line = there->line, .column = there->column} : linted.whole;
}

QString whereOf(const Linted &linted, const prompt::Finding &finding)
{
    const auto place = placeOf(linted, finding);
    if (!place)
        return linted.name;
    const QString name = linted.file ? linted.name : u"%1[%2]"_s.arg(linted.name).arg(finding.message + 1);
    return u"%1:%2:%3"_s.arg(name).arg(place->line).arg(place->column);
}

Console::Colour colourOf(prompt::Severity severity)
{
    switch (severity) {
    case prompt::Severity::error:
        return Console::Colour::red;
    case prompt::Severity::warning:
        return Console::Colour::yellow;
    default:
        return Console::Colour::blue;
    }
}

qsizetype countOf(const QList<Linted> &all, prompt::Severity severity)
{
    qsizetype count = 0;
    for (const Linted &linted : all)
        count += std::ranges::count(linted.findings, severity, &prompt::Finding::severity);
    return count;
}

Json toJson(const Linted &linted, const prompt::Finding &finding)
{
    Json json(jsoncons::json_object_arg);
    json.insert_or_assign(linted.file ? "file" : "version", jsonString(linted.name));
    json.insert_or_assign("rule", jsonString(finding.rule));
    json.insert_or_assign("severity", jsonString(prompt::toText(finding.severity)));
    if (finding.message != prompt::kWholeVersion) {
        json.insert_or_assign("message", finding.message + 1);
        json.insert_or_assign("start", finding.start);
        json.insert_or_assign("length", finding.length);
    }
    if (const auto place = placeOf(linted, finding)) {
        json.insert_or_assign("line", place->line);
        json.insert_or_assign("column", place->column);
    }
    json.insert_or_assign("reason", jsonString(finding.reason));
    if (finding.fix)
        json.insert_or_assign("fix", jsonString(finding.fix->title));
    return json;
}

QString inWords(const QList<prompt::RuleInfo> &leftOut)
{
    QStringList parts;
    for (const auto &[needs, what] : {std::pair(prompt::RuleNeeds{.items = true}, u"items (--set)"_s), std::pair(prompt::RuleNeeds{.models = true}, u"models (--model)"_s),
             std::pair(prompt::RuleNeeds{.items = true, .models = true}, u"both"_s)}) {
        QStringList rules;
        for (const prompt::RuleInfo &rule : leftOut) {
            if (rule.needs == needs)
                rules.append(rule.id);
        }
        if (!rules.isEmpty())
            parts.append(u"without %1: %2"_s.arg(what, rules.join(u", "_s)));
    }
    return u"Left out "_s + parts.join(u"; "_s);
}

Json toJson(const QList<prompt::RuleInfo> &leftOut)
{
    Json list(jsoncons::json_array_arg);
    for (const prompt::RuleInfo &rule : leftOut) {
        Json needs(jsoncons::json_array_arg);
        if (rule.needs.items)
            needs.push_back("items");
        if (rule.needs.models)
            needs.push_back("models");
        Json json(jsoncons::json_object_arg);
        json.insert_or_assign("rule", jsonString(rule.id));
        json.insert_or_assign("needs", std::move(needs));
        list.push_back(std::move(json));
    }
    return list;
}

} // namespace

prompt::Severity worstOf(const QList<Linted> &all)
{
    prompt::Severity worst = prompt::Severity::off;
    for (const Linted &linted : all) {
        for (const prompt::Finding &finding : linted.findings)
            worst = std::max(worst, finding.severity);
    }
    return worst;
}

void print(const Console &console, const QList<Linted> &all, const QList<prompt::RuleInfo> &leftOut)
{
    for (const Linted &linted : all) {
        for (const prompt::Finding &finding : linted.findings)
            console.print(
                u"%1 %2 %3 %4"_s.arg(whereOf(linted, finding), console.coloured(prompt::toText(finding.severity), colourOf(finding.severity)), finding.rule, finding.reason));
    }
    const auto counted = [&all](prompt::Severity severity, const QString &one) {
        const qsizetype count = countOf(all, severity);
        return u"%1 %2%3"_s.arg(QString::number(count), one, count == 1 ? QString() : u"s"_s);
    };
    console.note(u"%1, %2, %3"_s.arg(counted(prompt::Severity::error, u"error"_s), counted(prompt::Severity::warning, u"warning"_s), counted(prompt::Severity::info, u"remark"_s)));
    if (!leftOut.isEmpty())
        console.note(inWords(leftOut));
}

Json toJson(const QList<Linted> &all, const QList<prompt::RuleInfo> &leftOut)
{
    Json findings(jsoncons::json_array_arg);
    for (const Linted &linted : all) {
        for (const prompt::Finding &finding : linted.findings)
            findings.push_back(toJson(linted, finding));
    }
    Json counts(jsoncons::json_object_arg);
    for (const prompt::Severity severity : {prompt::Severity::error, prompt::Severity::warning, prompt::Severity::info})
        counts.insert_or_assign(prompt::toText(severity).toStdString(), countOf(all, severity));
    Json json(jsoncons::json_object_arg);
    json.insert_or_assign("findings", std::move(findings));
    json.insert_or_assign("counts", std::move(counts));
    json.insert_or_assign("leftOut", toJson(leftOut));
    return json;
}

} // namespace assay::cli
