// SPDX-License-Identifier: GPL-3.0-or-later
// What goes into a workspace, what comes out of it, and what is in it.
#include "app/cli/verb.h"

#include "core/importexport/csv.h"
#include "core/importexport/jsonl.h"
#include "core/importexport/promptfile.h"
#include "core/store/evalsetrepository.h"
#include "core/store/modelrepository.h"
#include "core/store/promptrepository.h"
#include "core/store/runrepository.h"
#include "core/workspace/workspace.h"

#include <QFileInfo>

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

Result<std::unique_ptr<workspace::Workspace>> openOrCreate(const QString &path)
{
    return QFileInfo::exists(path) ? workspace::Workspace::open(path) : workspace::Workspace::create(path);
}

class Import final : public Verb {
public:
    const char *name() const override { return "import"; }
    const char *summary() const override { return "Bring items (.jsonl, .csv) or a prompt version (.yaml) into a workspace, making it when it is not there"; }

    void describe(CLI::App &command) override
    {
        command.add_option("FILE", m_file, "The workspace (.assay)")->required();
        command.add_option("INPUT", m_inputs, "Files to bring in: .jsonl and .csv are items, .yaml is a prompt version")->required();
        command.add_option("--set", m_set, "Name of the eval set (default: the file's name)");
        command.add_option("--assertions", m_assertions, "JSON file with the set's default assertions");
    }

    int run(Context &context) override
    {
        auto workspace = openOrCreate(fromStd(m_file));
        if (!workspace)
            return wrongUse(context, workspace.error());
        for (const std::string &input : m_inputs) {
            const QString path = fromStd(input);
            const bool isPrompt = path.endsWith(u".yaml"_s) || path.endsWith(u".yml"_s);
            const auto told = isPrompt ? importPrompt(**workspace, path) : importItems(**workspace, path);
            if (!told)
                return wrongUse(context, told.error());
            context.console.note(*told);
        }
        return kDone;
    }

private:
    [[nodiscard]] static Result<QString> importPrompt(workspace::Workspace &workspace, const QString &path)
    {
        const auto file = readFile(path).and_then([&](const QByteArray &bytes) { return importexport::promptFileFromYaml(bytes, path); });
        if (!file)
            return std::unexpected(file.error());
        const auto stored = workspace.write([file = *file](store::Database &database) -> Result<prompt::Version> {
            store::PromptRepository prompts(database);
            const auto newest = prompts.versions(file.prompt);
            const std::optional<int> parent = newest && !newest->isEmpty() ? std::optional(newest->first().number) : std::nullopt;
            return prompts.addVersion(file.prompt, file.content, file.note, parent, SystemClock().utcNow());
        }).result();
        return stored.transform([](const prompt::Version &version) { return u"%1 imported"_s.arg(version.label()); });
    }

    [[nodiscard]] Result<QString> importItems(workspace::Workspace &workspace, const QString &path) const
    {
        auto bytes = readFile(path);
        if (!bytes)
            return std::unexpected(bytes.error());
        auto items = path.endsWith(u".csv"_s, Qt::CaseInsensitive) ? importexport::itemsFromCsv(*bytes, path) : importexport::itemsFromJsonl(*bytes, path);
        if (!items)
            return std::unexpected(items.error());
        std::optional<QList<evalset::Assertion>> assertions;
        if (!m_assertions.empty()) {
            const QString file = fromStd(m_assertions);
            const auto read = readFile(file).and_then([](const QByteArray &text) { return parseJson(QByteArrayView(text)); }).and_then(evalset::assertionsFromJson);
            if (!read)
                return std::unexpected(read.error().with(u"file"_s, file));
            assertions = *read;
        }
        const QString name = m_set.empty() ? QFileInfo(path).completeBaseName() : fromStd(m_set);
        const auto stored = workspace.write([items = *items, assertions, name](store::Database &database) -> Result<evalset::EvalSet> {
            store::EvalSetRepository sets(database);
            evalset::EvalSet set;
            if (auto existing = sets.load(name))
                set = *std::move(existing);
            else if (existing.error().kind != ErrorKind::notFound)
                return existing;
            set.name = name;
            set.items = items;
            if (assertions)
                set.defaultAssertions = *assertions;
            return sets.save(set, SystemClock().utcNow());
        }).result();
        return stored.transform([](const evalset::EvalSet &set) { return u"%1 r%2: %3 items imported"_s.arg(set.name).arg(set.revision).arg(set.items.size()); });
    }

    std::string m_file;
    std::vector<std::string> m_inputs;
    std::string m_set;
    std::string m_assertions;
};

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
        auto workspace = workspace::Workspace::open(fromStd(m_file));
        if (!workspace)
            return wrongUse(context, workspace.error());
        const auto bytes = m_set.empty() ? promptBytes(**workspace) : setBytes(**workspace);
        if (!bytes)
            return wrongUse(context, bytes.error());
        if (m_output.empty() || m_output == "-") {
            context.console.print(QString::fromUtf8(*bytes).chopped(bytes->endsWith('\n') ? 1 : 0));
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
            for (const prompt::Version &version : *versions)
                lines.append(u"  %1  %2"_s.arg(version.label(), version.note));
        }
        const auto sets = store::EvalSetRepository(database).list();
        if (!sets)
            return std::unexpected(sets.error());
        lines.append(u"Eval sets"_s);
        for (const store::EvalSetSummary &set : *sets)
            lines.append(u"  %1  r%2  %3 items  %4"_s.arg(set.name).arg(set.revision).arg(set.itemCount).arg(set.title));
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
            lines.append(u"  #%1  %2  %3 of %4 cells  %5 r%6  %7 on %8"_s.arg(run.id.value).arg(run::toText(run.state)).arg(run.done).arg(run.cells).arg(run.setName).arg(run.setRevision).arg(run.versions.join(u", "_s), run.models.join(u", "_s)));
        return lines;
    }

    std::string m_file;
};

} // namespace

std::unique_ptr<Verb> makeImport()
{
    return std::make_unique<Import>();
}

std::unique_ptr<Verb> makeExport()
{
    return std::make_unique<Export>();
}

std::unique_ptr<Verb> makeShow()
{
    return std::make_unique<Show>();
}

} // namespace assay::cli
