// SPDX-License-Identifier: GPL-3.0-or-later
// The snippets of a workspace: texts that prompts include by name. Only the current text is kept here; each saved version has those it includes pinned.
#pragma once

#include "core/base/clock.h"
#include "core/store/database.h"

#include <QMap>

namespace assay::store {

struct Snippet {
    QString name;
    QString text; ///< source in the template language
    UtcTime updatedAt;

    bool operator==(const Snippet &) const = default;
};

/// A version that has the snippet pinned.
struct SnippetUse {
    QString version;        ///< "triage@3"
    bool isCurrent = false; ///< with the text that the workspace has now

    bool operator==(const SnippetUse &) const = default;
};

class SnippetRepository {
public:
    explicit SnippetRepository(Database &database) : m_database(database) {}

    [[nodiscard]] Result<QList<Snippet>> list();           ///< by name
    [[nodiscard]] Result<QMap<QString, QString>> texts(); ///< name → text
    /// Errors: notFound naming what there is instead.
    [[nodiscard]] Result<Snippet> load(const QString &name);
    /// Makes it, or replaces its text. Errors: invalidInput for a name that an include cannot hold.
    [[nodiscard]] Result<void> save(const QString &name, const QString &text, UtcTime now);
    /// Saved versions keep theirs, and the text that it had last stays on record. Errors: notFound.
    [[nodiscard]] Result<void> remove(const QString &name, UtcTime now);
    /// Name → last text of those that were removed and are not there anew.
    [[nodiscard]] Result<QMap<QString, QString>> removedTexts();
    /// By prompt, newest version first; also for a snippet that is no longer there.
    [[nodiscard]] Result<QList<SnippetUse>> uses(const QString &name);

private:
    Database &m_database;
};

} // namespace assay::store
