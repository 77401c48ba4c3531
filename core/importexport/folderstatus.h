// SPDX-License-Identifier: GPL-3.0-or-later
// What differs between a workspace and a folder of its prompts, in each direction.
#pragma once

#include "core/importexport/promptfolder.h"

namespace assay::importexport {

enum class DifferenceSide {
    workspace, ///< only there: export would write it
    folder,    ///< only there: import would take it
    both       ///< in both, but not the same
};

enum class DifferenceKind {
    version,
    edited,   ///< a version's text was edited in the folder since it was written
    conflict, ///< two versions of one number
    details,  ///< the same version with another note, author, date or parent
    label,
    snippet,
    other ///< a file among them that is none of ours
};

struct Difference {
    DifferenceSide side = DifferenceSide::both;
    DifferenceKind kind = DifferenceKind::version;
    QString what;      ///< "triage@3", "triage production", the snippet's name, the file
    QString says;      ///< a few words; may be empty
    QString file = {}; ///< below the folder, where there is one
    /// Of what the workspace alone has, and whoever wrote the folder may have removed: what removes it here, as words behind the workspace.
    QStringList removal = {};

    bool operator==(const Difference &) const = default;
};

/// By prompt, then snippets, then other files; nothing when the two say the same. What a file does not tell that was written by hand is no difference,
/// nor is a date that is not told.
/// What a file says otherwise of a version besides its content: note, author, parent, date. A file that was written by hand need not tell all.
[[nodiscard]] QStringList differingDetails(const prompt::Version &saved, const FolderVersion &file);

[[nodiscard]] QList<Difference> differences(const PromptFolder &workspace, const PromptFolder &folder);

/// A line such as "W triage@4": W only in the workspace, F only in the folder, M in both and not the same, ? none of ours.
[[nodiscard]] QString toLine(const Difference &difference);
/// {"same": BOOL, "differences": [{"side", "kind", "what", "says", "file"}]}; other files are no difference.
[[nodiscard]] Json toJson(const QList<Difference> &differences);
/// What to do about labels and snippets that the workspace alone has: no folder tells whether they are new here or were removed elsewhere. Nothing when
/// there are none; `workspace` is what the user calls it.
[[nodiscard]] QStringList removalAdvice(const QList<Difference> &differences, const QString &workspace);
/// Whether the two say the same: other files do not count.
[[nodiscard]] bool isSame(const QList<Difference> &differences);

} // namespace assay::importexport
