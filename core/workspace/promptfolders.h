// SPDX-License-Identifier: GPL-3.0-or-later
// The prompts of a workspace out into a folder made for git, and in from one (importexport/promptfolder.h).
#pragma once

#include "core/importexport/promptfolder.h"
#include "core/run/labelgate.h"
#include "core/store/database.h"

namespace assay::workspace {

/// All prompts with their versions and labels, and all snippets. Hashes are those that the contents have now.
[[nodiscard]] Result<importexport::PromptFolder> promptFolderOf(store::Database &database);

struct FolderImport {
    QString folder;          ///< where it was read, for messages
    bool takesEdits = false; ///< a version that was edited in the folder becomes a new one, made from it; otherwise that is an error
    bool withLabels = true;
    QString author = {}; ///< of files that name none
};

/// Brings in what the folder has and the workspace has not, with numbers, parents, notes, authors and dates; versions that are there already are known by
/// their hash. A file that states no hash was written by hand: it becomes a version like any that is saved, with its snippets pinned and its examples drawn.
/// Labels move to where the folder has them, protected ones when `judge` lets them; snippets get the folder's text. Nothing goes away. To be run in one
/// transaction: an error means that nothing was taken. Errors: conflict, notFound, parse, …, each with file and mostly line; several as one.
[[nodiscard]] Result<QStringList> importPromptFolder(
    store::Database &database, const importexport::PromptFolder &folder, const FolderImport &how, UtcTime now, const run::GateJudge &judge);

} // namespace assay::workspace
