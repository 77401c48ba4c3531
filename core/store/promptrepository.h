// SPDX-License-Identifier: GPL-3.0-or-later
// Prompts, their versions and labels in a workspace. Versions never change; label moves are kept.
#pragma once

#include "core/prompt/promptversion.h"
#include "core/store/database.h"

namespace assay::store {

struct LabelMove {
    QString label;
    std::optional<int> from; ///< version number; absent: the label was new
    int to = 0;
    UtcTime at;
    bool operator==(const LabelMove &) const = default;
};

struct PromptSummary {
    prompt::PromptId id;
    QString name;
    int versionCount = 0;
    int newest = 0; ///< version number
    bool operator==(const PromptSummary &) const = default;
};

class PromptRepository {
public:
    explicit PromptRepository(Database &database) : m_database(database) {}

    [[nodiscard]] Result<QList<PromptSummary>> list(); ///< by name
    /// Newest first.
    [[nodiscard]] Result<QList<prompt::Version>> versions(const QString &promptName);
    /// Errors: notFound naming what there is instead.
    [[nodiscard]] Result<prompt::Version> version(const prompt::VersionReference &reference);
    /// Makes the prompt when it is new. The same content as the newest version is refused (conflict). Returns the version as stored.
    [[nodiscard]] Result<prompt::Version> addVersion(const QString &promptName, const prompt::Content &content, const QString &note, std::optional<int> parent, UtcTime now);
    [[nodiscard]] Result<void> moveLabel(const QString &promptName, const QString &label, int toVersion, UtcTime now);
    [[nodiscard]] Result<QMap<QString, int>> labels(const QString &promptName);     ///< label → version number
    [[nodiscard]] Result<QList<LabelMove>> labelHistory(const QString &promptName); ///< newest first
    /// The unsaved draft of a prompt, kept between starts; nothing when there is none.
    [[nodiscard]] Result<std::optional<prompt::Content>> draft(const QString &promptName);
    [[nodiscard]] Result<void> saveDraft(const QString &promptName, const std::optional<prompt::Content> &draft);

private:
    Database &m_database;
};

} // namespace assay::store
