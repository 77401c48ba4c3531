// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/figures.h"
#include "app/cli/planning.h"
#include "app/cli/verb.h"

#include "core/compare/figures.h"
#include "core/compare/passrate.h"
#include "core/store/labelrepository.h"
#include "core/store/promptrepository.h"
#include "core/store/runrepository.h"
#include "core/workspace/workspace.h"

#include <QDateTime>
#include <QTimeZone>

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

struct Told {
    QList<prompt::Version> versions; ///< newest first
    QMap<QString, int> labels;
    QList<store::ColumnHistory> columns;
};

Result<Told> tell(store::Database &database, const QString &text)
{
    const auto reference = prompt::versionReferenceFromText(text);
    if (!reference)
        return std::unexpected(reference.error());
    store::PromptRepository prompts(database);
    Told told;
    auto versions = prompts.versions(reference->prompt);
    if (!versions)
        return std::unexpected(versions.error());
    told.versions = *std::move(versions);
    std::optional<int> number;
    if (text.contains(u'@')) {
        const auto version = prompts.version(*reference);
        if (!version)
            return std::unexpected(version.error());
        number = version->number;
        told.versions = {*version};
    }
    auto labels = prompts.labels(reference->prompt);
    if (!labels)
        return std::unexpected(labels.error());
    told.labels = *std::move(labels);
    return store::RunRepository(database).history(reference->prompt, number).transform([&](const QList<store::ColumnHistory> &columns) {
        told.columns = columns;
        return told;
    });
}

QString isoText(UtcTime time)
{
    return QDateTime::fromMSecsSinceEpoch(toUnixMs(time), QTimeZone::UTC).toString(Qt::ISODateWithMs);
}

Json jsonOf(const store::ColumnHistory &column)
{
    Json json(jsoncons::json_object_arg);
    json.insert_or_assign("run", column.run.value);
    json.insert_or_assign("at", jsonString(isoText(column.at)));
    json.insert_or_assign("state", jsonString(run::toText(column.state)));
    json.insert_or_assign("set", jsonString(column.setName));
    json.insert_or_assign("setRevision", column.setRevision);
    json.insert_or_assign("model", jsonString(column.model));
    json.insert_or_assign("simulated", column.isSimulated);
    json.insert_or_assign("cells", column.totals.cells);
    json.insert_or_assign("passed", column.totals.passed);
    json.insert_or_assign("failed", column.totals.failed);
    json.insert_or_assign("errors", column.totals.errors);
    const auto rate = compare::passRate(column.totals);
    json.insert_or_assign("passRate", rate ? Json(rate->estimate) : Json::null());
    return json;
}

Json jsonOf(const Told &told)
{
    Json versions(jsoncons::json_array_arg);
    for (const prompt::Version &version : told.versions) {
        Json json(jsoncons::json_object_arg);
        json.insert_or_assign("version", jsonString(version.label()));
        json.insert_or_assign("hash", jsonString(version.contentHash));
        json.insert_or_assign("createdAt", jsonString(isoText(version.createdAt)));
        json.insert_or_assign("author", jsonString(version.author));
        json.insert_or_assign("note", jsonString(version.note));
        json.insert_or_assign("parent", version.parent ? Json(*version.parent) : Json::null());
        Json labels(jsoncons::json_array_arg);
        for (const QString &label : told.labels.keys(version.number))
            labels.push_back(jsonString(label));
        json.insert_or_assign("labels", std::move(labels));
        Json runs(jsoncons::json_array_arg);
        for (const store::ColumnHistory &column : told.columns) {
            if (column.version == version.number)
                runs.push_back(jsonOf(column));
        }
        json.insert_or_assign("runs", std::move(runs));
        versions.push_back(std::move(json));
    }
    return versions;
}

QString rateText(const run::Totals &totals)
{
    const auto rate = compare::passRate(totals);
    const QString text = rate ? u"%1 (%2 of %3)"_s.arg(compare::rateText(rate->estimate, totals.graded())).arg(totals.passed).arg(totals.graded()) : u"–"_s;
    return totals.errors == 0 ? text : QString(text + u", "_s + compare::countText(totals.errors, u"error"_s, u"errors"_s));
}

class History final : public Verb {
public:
    const char *name() const override { return "history"; }
    const char *summary() const override { return "List a prompt's versions: who made them from what, their labels, and their pass rates over time by set and model"; }

    void describe(CLI::App &command) override
    {
        command.add_option("FILE", m_file, "The workspace (.assay)")->required();
        command.add_option("PROMPT", m_prompt, "The prompt, or one version such as triage@3 or triage@production")->required();
        command.add_flag("--json", m_isJson, "As JSON");
    }

    int run(Context &context) override
    {
        auto workspace = workspace::Workspace::open(fromStd(m_file));
        if (!workspace)
            return wrongUse(context, workspace.error());
        const auto told = (*workspace)->read([text = fromStd(m_prompt)](store::Database &database) { return tell(database, text); }).result();
        if (!told)
            return wrongUse(context, told.error());
        if (m_isJson)
            context.console.printJson(jsonOf(*told));
        else
            print(context.console, *told);
        return kDone;
    }

private:
    static void print(const Console &console, const Told &told)
    {
        for (const prompt::Version &version : told.versions) {
            QString line = version.label() + u"  "_s + timeText(version.createdAt);
            if (version.parent)
                line += u"  from @"_s + QString::number(*version.parent);
            if (!version.author.isEmpty())
                line += u"  by "_s + version.author;
            if (const QStringList labels = told.labels.keys(version.number); !labels.isEmpty())
                line += u"  ["_s + labels.join(u", "_s) + u']';
            console.print(console.coloured(line + u"  "_s + version.note.simplified(), Console::Colour::bold));
            for (const store::ColumnHistory &column : told.columns) {
                if (column.version != version.number)
                    continue;
                const QString simulated = column.isSimulated ? u" (simulated)"_s : QString();
                const QString state = column.state == run::RunState::finished ? QString() : QString(u"  "_s + run::toText(column.state));
                console.print(u"  run #%1  %2  %3 r%4  %5%6  %7%8"_s.arg(QString::number(column.run.value), timeText(column.at), column.setName,
                    QString::number(column.setRevision), column.model, simulated, rateText(column.totals), state));
            }
        }
    }

    std::string m_file;
    std::string m_prompt;
    bool m_isJson = false;
};

} // namespace

std::unique_ptr<Verb> makeHistory()
{
    return std::make_unique<History>();
}

} // namespace assay::cli
