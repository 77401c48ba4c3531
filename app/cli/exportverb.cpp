// SPDX-License-Identifier: GPL-3.0-or-later
// What comes out of a workspace as files.
#include "app/cli/verb.h"

#include "core/importexport/jsonl.h"
#include "core/importexport/promptfile.h"
#include "core/store/evalsetrepository.h"
#include "core/store/promptrepository.h"
#include "core/workspace/promptfolders.h"
#include "core/workspace/workspace.h"

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

class Export final : public Verb {
public:
    const char *name() const override { return "export"; }
    const char *summary() const override { return "Write an eval set as JSONL, a prompt version as YAML, or all prompts as a folder made for git"; }

    bool refusesEmptyWords() const override { return true; }
    void describe(CLI::App &command) override
    {
        command.add_option("FILE", m_file, "The workspace (.assay)")->required();
        auto *what = command.add_option_group("what");
        what->add_option("--set", m_set, "Eval set");
        what->add_option("--prompt", m_prompt, "Prompt version such as triage@2 or triage@production");
        what->add_option("--prompts", m_folder, "All prompts, labels and snippets into this folder");
        what->require_option(1);
        command.add_option("--output,-o", m_output, "Where to (default: standard output); not with --prompts");
        command.footer("--prompts writes prompts/NAME/0001.md, one file a version, with its labels in prompts/NAME/labels.yaml, and snippets/NAME.md. What is there already and\n"
                       "says the same is not touched, so a second export changes nothing. Nothing is deleted but the file of\n"
                       "a snippet that was removed from the workspace, where it says what the snippet said last. A file whose text the workspace does not have is not written\n"
                       "over, nor is what cannot be read: \"assay import FILE DIR\" brings it in, \"assay status FILE DIR\" shows what differs. Labels and notes\n"
                       "that the folder has otherwise become the workspace's, and are told.");
    }

    int run(Context &context) override
    {
        if (!m_folder.empty() && !m_output.empty())
            return wrongUse(context, fail(ErrorKind::invalidInput, u"--prompts names where to write already"_s, u"Leave --output out."_s).error());
        if (m_set.empty() && m_prompt.empty() && m_folder.empty())
            return wrongUse(context, fail(ErrorKind::invalidInput, u"the name of what to export is empty"_s, u"A variable of the shell that is not set gives nothing."_s).error());
        if (const auto checked = checkOutput(fromStd(m_output), fromStd(m_file)); !checked)
            return wrongUse(context, checked.error());
        auto workspace = workspace::Workspace::open(fromStd(m_file));
        if (!workspace)
            return wrongUse(context, workspace.error());
        if (!m_folder.empty())
            return exportFolder(context, **workspace);
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
    [[nodiscard]] int exportFolder(const Context &context, workspace::Workspace &workspace) const
    {
        const auto written = workspace.read(workspace::promptFolderOf).result().and_then([this](const importexport::PromptFolder &prompts) {
            return importexport::writePromptFolder(fromStd(m_folder), prompts);
        });
        if (!written)
            return wrongUse(context, written.error());
        for (const QString &file : written->written)
            context.console.print(file);
        for (const QString &file : written->removed)
            context.console.note(u"%1 is removed, as its snippet was from the workspace"_s.arg(file));
        for (const QString &line : written->takenBack)
            context.console.note(line);
        for (const QString &file : written->left)
            context.console.note(u"%1 is not of this workspace: left as it is"_s.arg(file));
        if (written->written.isEmpty() && written->removed.isEmpty())
            context.console.note(u"Nothing to write: the folder is as the workspace."_s);
        return kDone;
    }

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
    std::string m_folder;
    std::string m_output;
};

} // namespace

std::unique_ptr<Verb> makeExport()
{
    return std::make_unique<Export>();
}

} // namespace assay::cli
