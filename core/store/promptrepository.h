// SPDX-License-Identifier: GPL-3.0-or-later
// Prompts and their versions in a workspace. Versions never change. Labels: labelrepository.h.
#pragma once

#include "core/prompt/promptversion.h"
#include "core/store/database.h"

namespace assay::store {

struct PromptSummary {
    prompt::PromptId id;
    QString name;
    int versionCount = 0;
    int newest = 0; ///< version number
    bool operator==(const PromptSummary &) const = default;
};

/// A version that is not saved yet.
struct Draft {
    prompt::Content content;
    std::optional<int> parent = {}; ///< number of the version that it began from
    QString note = {};
    Json editing = Json::null(); ///< what the editor keeps with it for itself; no version has it
    bool operator==(const Draft &) const = default;
};

class PromptRepository {
public:
    explicit PromptRepository(Database &database) : m_database(database) {}

    [[nodiscard]] Result<QList<PromptSummary>> list(); ///< by name
    /// Newest first.
    [[nodiscard]] Result<QList<prompt::Version>> versions(const QString &promptName);
    /// By number, by label, or the newest. Errors: notFound naming what there is instead.
    [[nodiscard]] Result<prompt::Version> version(const prompt::VersionReference &reference);
    /// Makes the prompt when it is new. `parent` may be any version of it. Content that any version of the prompt has already is refused: conflict,
    /// with that version in the context. Snippets and examples are pinned (pinning.h). Returns the version as stored.
    [[nodiscard]] Result<prompt::Version> addVersion(
        const QString &promptName, const prompt::Content &content, const QString &note, std::optional<int> parent, UtcTime now, const QString &author = {});
    /// Puts in a version that was made elsewhere, as it is: content, note, parent, author, date and number, which must be the prompt's next. Nothing is
    /// pinned, and a content may stand twice. Errors: conflict for another number; notFound for a parent that is not there.
    [[nodiscard]] Result<prompt::Version> restoreVersion(const prompt::Version &version);
    [[nodiscard]] Result<QMap<QString, int>> labels(const QString &promptName); ///< label → version number
    /// The unsaved draft of a prompt, kept between starts, whether it could be saved as a version or not; nothing when there is none.
    [[nodiscard]] Result<std::optional<Draft>> draft(const QString &promptName);
    [[nodiscard]] Result<void> saveDraft(const QString &promptName, const std::optional<Draft> &draft);

private:
    Database &m_database;
};

} // namespace assay::store
