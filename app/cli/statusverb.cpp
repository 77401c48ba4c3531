// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verb.h"

#include "core/importexport/folderstatus.h"
#include "core/workspace/promptfolders.h"
#include "core/workspace/workspace.h"

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

class Status final : public Verb {
public:
    const char *name() const override { return "status"; }
    const char *summary() const override { return "What differs between a workspace and a folder of its prompts"; }

    bool refusesEmptyWords() const override { return true; }
    void describe(CLI::App &command) override
    {
        command.add_option("FILE", m_file, "The workspace (.assay)")->required();
        command.add_option("DIR", m_folder, "The folder, as export --prompts wrote it")->required();
        command.add_flag("--json", m_isJson, "As JSON");
        command.footer(
            "A line for each difference: W only in the workspace (export would write it), F only in the folder (import would take it), M in both and not the same,\n"
            "? a file among them that is none of ours. Labels and snippets that were removed elsewhere are told as W: how to remove them here stands on standard error.\n"
            "Exit codes: 0 nothing differs, 1 something does, 2 wrong use or bad input.");
    }

    int run(Context &context) override
    {
        const auto folder = importexport::readPromptFolder(fromStd(m_folder));
        if (!folder)
            return wrongUse(context, folder.error());
        auto workspace = workspace::Workspace::open(fromStd(m_file));
        if (!workspace)
            return wrongUse(context, workspace.error());
        const auto prompts = (*workspace)->read(workspace::promptFolderOf).result();
        if (!prompts)
            return wrongUse(context, prompts.error());
        for (const Error &doubt : folder->doubts)
            context.console.note(doubt.describe());
        const QList<importexport::Difference> found = importexport::differences(*prompts, *folder);
        if (m_isJson)
            context.console.printJson(importexport::toJson(found));
        else
            print(context, found);
        return importexport::isSame(found) ? kDone : kGateNotMet;
    }

private:
    void print(const Context &context, const QList<importexport::Difference> &found) const
    {
        for (const importexport::Difference &difference : found)
            context.console.print(importexport::toLine(difference));
        for (const QString &line : importexport::removalAdvice(found, fromStd(m_file)))
            context.console.note(line);
        if (importexport::isSame(found))
            context.console.note(u"Nothing differs."_s);
    }

    std::string m_file;
    std::string m_folder;
    bool m_isJson = false;
};

} // namespace

std::unique_ptr<Verb> makeStatus()
{
    return std::make_unique<Status>();
}

} // namespace assay::cli
