// SPDX-License-Identifier: GPL-3.0-or-later
// The prompts of a workspace as a folder made for git; README.md describes it. A value, whether it comes from a folder or is to become one.
#pragma once

#include "core/importexport/versionfile.h"

namespace assay::importexport {

struct FolderVersion {
    prompt::Version version;
    // What follows is of a folder that was read.
    QString file = {};       ///< below the folder
    QString statedHash = {}; ///< what the file says of its content; empty: it was written by hand
    qint64 hashLine = 1;
    QList<qint64> messageLines = {}; ///< as in VersionFile
    SectionPlaces memberLines = {};  ///< likewise
    bool saysTemplateOptions = true; ///< false: one that was written by hand goes by those of the workspace that takes it in

    /// Its text was changed since it was written: it is not the version that it says it is.
    [[nodiscard]] bool isEdited() const { return !statedHash.isEmpty() && statedHash != version.contentHash; }
};

/// The file was written by hand, and `saved` is what it became: the same but for what saving it pinned, and for template options that it does not name.
[[nodiscard]] bool isSavedFrom(const prompt::Version &saved, const FolderVersion &file);

struct FolderPrompt {
    QString name;
    QList<FolderVersion> versions = {}; ///< by number
    QMap<QString, int> labels = {};     ///< label → version number
    /// Of a workspace: those that it had and has no more → where they stood last.
    QMap<QString, int> removedLabels = {};
    // What follows is of a folder that was read.
    QString folder = {}; ///< below the folder
    QMap<QString, qint64> labelLines = {};

    [[nodiscard]] const FolderVersion *find(int number) const;
    [[nodiscard]] const FolderVersion *findContent(const QString &hash) const;
};

struct FolderSnippet {
    QString name;
    QString text;
    QString file = {};       ///< of a folder that was read
    QString statedHash = {}; ///< likewise

    [[nodiscard]] QString hash() const;
    [[nodiscard]] bool isEdited() const { return !statedHash.isEmpty() && statedHash != hash(); }
};

struct PromptFolder {
    QList<FolderPrompt> prompts = {};   ///< by name
    QList<FolderSnippet> snippets = {}; ///< by name
    QStringList others = {};            ///< files among them that are none of ours
    QList<Error> doubts = {};           ///< what was read as it stands, and is perhaps not meant so; each with file and line
    /// Name → last text of those that the workspace had and has no more.
    QMap<QString, QString> removedSnippets = {};

    [[nodiscard]] const FolderPrompt *find(const QString &prompt) const;
    [[nodiscard]] const FolderSnippet *findSnippet(const QString &name) const;
    /// The file of a folder is of a snippet that was removed here, and says nothing else than that did.
    [[nodiscard]] bool hasRemoved(const FolderSnippet &file) const;
};

/// Errors: notFound for a folder that is not there or holds no prompts; newerVersion; what is wrong with its files, each with file and line: in the context,
/// or, for several, on a line of its own.
[[nodiscard]] Result<PromptFolder> readPromptFolder(const QString &folder);

struct WrittenFolder {
    QStringList written; ///< files that are new or other than before
    QStringList removed; ///< files of snippets that the workspace has removed
    QStringList left;    ///< files that stand there and are not of these prompts: they were left as they are
    /// Lines on labels, notes and the like that the folder had otherwise: what the workspace has took their place.
    QStringList takenBack = {};
};

/// Writes what differs, all or nothing (filereplacement.h). The same prompts give the same bytes, so that a second time nothing is written. Nothing is
/// deleted but the file of a snippet that the workspace has removed, as long as it says what the snippet said; and no text is lost: a file whose text no version of its prompt has,
/// and a snippet that was edited, is refused (conflict) with what to do; so is what cannot be read, and a folder of a newer form (newerVersion).
[[nodiscard]] Result<WrittenFolder> writePromptFolder(const QString &folder, const PromptFolder &contents);

namespace folderlayout {
inline constexpr QLatin1StringView kMarker("assay.yaml"); ///< says which form the folder has
inline constexpr QLatin1StringView kPrompts("prompts");
inline constexpr QLatin1StringView kSnippets("snippets");
inline constexpr QLatin1StringView kLabels("labels.yaml");
inline constexpr QLatin1StringView kEnding(".md");
inline constexpr int kForm = 1;
/// "0007.md"
[[nodiscard]] QString versionFileName(int number);
} // namespace folderlayout

/// What was read, and what could not be.
struct FolderReading {
    PromptFolder folder;
    QList<Error> faults; ///< each with file
};
[[nodiscard]] FolderReading readWithFaults(const QString &folder);
/// At least one: it alone, or up to 20 of them, each on a line of the message.
[[nodiscard]] Error joinedFaults(const QList<Error> &faults);

[[nodiscard]] QByteArray toBytes(const FolderSnippet &snippet);

} // namespace assay::importexport
