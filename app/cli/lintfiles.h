// SPDX-License-Identifier: GPL-3.0-or-later
// Prompts that `assay lint` looks over without a workspace: prompt files, and the folder that is kept in git.
#pragma once

#include "app/cli/lintfindings.h"
#include "app/cli/lintsurroundings.h"

#include <QMap>

namespace assay::cli {

struct FileLinting {
    Severities severities = {};
    Surroundings around = {};
    std::optional<QMap<QString, QString>> snippets = {};         ///< absent: those of the folder that the file stands in
    std::optional<prompt::TemplateOptions> templateOptions = {}; ///< of files that name none, as a workspace would import them; absent: their own
    bool takesAll = false;                                       ///< of a folder all versions, not only the newest of each prompt
    QString inputName = {};                                      ///< the file that standard input would be; empty: "-"
};

/// A prompt file (.yaml), a version of a folder of prompts (.md), such a folder, or "-" for one of the first two from standard input.
[[nodiscard]] bool isPromptPath(const QString &path);

/// A file of items, such as `--set` may name.
[[nodiscard]] bool isItemsPath(const QString &path);
/// Errors: io, parse or conflict, with file and line.
[[nodiscard]] Result<evalset::EvalSet> itemsOfFile(const QString &path);

/// The files looked over. A template that cannot be read is a finding; an include whose snippet is known nowhere is a note, and what it would bring is not
/// looked at. Errors: those of reading the files.
[[nodiscard]] Result<QList<Linted>> lintedFiles(const QString &path, const FileLinting &how, const Console &console);

} // namespace assay::cli
