// SPDX-License-Identifier: GPL-3.0-or-later
// What is in a workspace, and what comes out of it.
#include "app/cli/verb.h"

#include "core/importexport/jsonl.h"
#include "core/importexport/promptfile.h"
#include "core/store/evalsetrepository.h"
#include "core/store/modelrepository.h"
#include "core/store/promptrepository.h"
#include "core/store/runrepository.h"
#include "core/workspace/workspace.h"

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

class Export final : public Verb {
public:
    const char *name() const override { return "export"; }
    const char *summary() const override { return "Write an eval set as JSONL, or a prompt version as YAML"; }

    void describe(CLI::App &command) override
    {
        command.add_option("FILE", m_file, "The workspace (.assay)")->required();
        auto *what = command.add_option_group("what");
        what->add_option("--set", m_set, "Eval set");
        what->add_option("--prompt", m_prompt, "Prompt version such as triage@2");
        what->require_option(1);
        command.add_option("--output,-o", m_output, "Where to (default: standard output)");
    }

    int run(Context &context) override
    {
        if (const auto checked = checkOutput(fromStd(m_output), fromStd(m_file)); !checked)
            return wrongUse(context, checked.error());
        auto workspace = workspace::Workspace::open(fromStd(m_file));
        if (!workspace)
            return wrongUse(context, workspace.error());
        const auto bytes = m_set.empty() ? promptBytes(**workspace) : setBytes(**workspace);
        if (!bytes)
            return wrongUse(context, bytes.error());
        if (m_output.empty() || m_output == "-") {
            context.console.printBytes(*bytes);
            return kDone;
        }
        if (const auto written = writeFile(fromStd(m_output), *bytes); !written)
            return wrongUse(context, written.error());
        return kDone;
    }

private:
    [[nodiscard]] Result<QByteArray> setBytes(workspace::Workspace &workspace) const
    {
        return workspace.read([name = fromStd(m_set)](store::Database &database) { return store::EvalSetRepository(database).load(name); })
            .result()
            .transform([](const evalset::EvalSet &set) { return importexport::itemsToJsonl(set.items); });
    }

    [[nodiscard]] Result<QByteArray> promptBytes(workspace::Workspace &workspace) const
    {
        const auto reference = prompt::versionReferenceFromText(fromStd(m_prompt));
        if (!reference)
            return std::unexpected(reference.error());
        return workspace.read([reference = *reference](store::Database &database) { return store::PromptRepository(database).version(reference); })
            .result()
            .transform([](const prompt::Version &version) { return importexport::toYaml({.prompt = version.promptName, .note = version.note, .content = version.content}); });
    }

    std::string m_file;
    std::string m_set;
    std::string m_prompt;
    std::string m_output;
};

class Show final : public Verb {
public:
    const char *name() const override { return "show"; }
    const char *summary() const override { return "List what is in a workspace: prompts, eval sets, models, runs"; }

    void describe(CLI::App &command) override { command.add_option("FILE", m_file, "The workspace (.assay)")->required(); }

    int run(Context &context) override
    {
        auto workspace = workspace::Workspace::open(fromStd(m_file));
        if (!workspace)
            return wrongUse(context, workspace.error());
        const auto lines = (*workspace)->read(linesOf).result();
        if (!lines)
            return wrongUse(context, lines.error());
        for (const QString &line : *lines)
            context.console.print(line);
        return kDone;
    }

private:
    [[nodiscard]] static Result<QStringList> linesOf(store::Database &database)
    {
        QStringList lines;
        store::PromptRepository prompts(database);
        const auto promptList = prompts.list();
        if (!promptList)
            return std::unexpected(promptList.error());
        lines.append(u"Prompts"_s);
        for (const store::PromptSummary &prompt : *promptList) {
            const auto versions = prompts.versions(prompt.name);
            if (!versions)
                return std::unexpected(versions.error());
            const auto labels = prompts.labels(prompt.name);
            if (!labels)
                return std::unexpected(labels.error());
            for (const prompt::Version &version : *versions) {
                const QStringList names = labels->keys(version.number);
                lines.append(u"  %1  %2%3"_s.arg(version.label(), names.isEmpty() ? QString() : QString(u'[' + names.join(u", "_s) + u"]  "_s), version.note.simplified()));
            }
        }
        const auto sets = store::EvalSetRepository(database).list();
        if (!sets)
            return std::unexpected(sets.error());
        lines.append(u"Eval sets"_s);
        for (const store::EvalSetSummary &set : *sets)
            lines.append(u"  %1  r%2  %3 items  %4"_s.arg(set.name, QString::number(set.revision), QString::number(set.itemCount), set.title));
        const auto models = store::ModelRepository(database).models();
        if (!models)
            return std::unexpected(models.error());
        lines.append(u"Models"_s);
        for (const run::PlannedModel &model : *models)
            lines.append(u"  %1  %2 at %3"_s.arg(model.model.name, model.model.apiName, model.provider.isSimulated() ? u"the simulated provider"_s : model.provider.baseUrl));
        const auto runs = store::RunRepository(database).list();
        if (!runs)
            return std::unexpected(runs.error());
        lines.append(u"Runs"_s);
        for (const store::RunSummary &run : *runs)
            lines.append(u"  #%1  %2  %3 of %4 cells  %5 r%6  %7 on %8"_s.arg(QString::number(run.id.value), run::toText(run.state), QString::number(run.done),
                QString::number(run.cells), run.setName, QString::number(run.setRevision), run.versions.join(u", "_s), run.models.join(u", "_s)));
        return lines;
    }

    std::string m_file;
};

} // namespace

std::unique_ptr<Verb> makeExport()
{
    return std::make_unique<Export>();
}

std::unique_ptr<Verb> makeShow()
{
    return std::make_unique<Show>();
}

} // namespace assay::cli
