// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/filereplacement.h"
#include "core/importexport/foldernames.h"
#include "core/importexport/folderstatus.h"
#include "core/importexport/promptfolder.h"
#include "core/importexport/verbatim.h"
#include "core/importexport/yamlwriter.h"

#include <QDir>
#include <QFile>
#include <QSet>

#include <algorithm>

namespace assay::importexport {

using namespace Qt::StringLiterals;

namespace {

QByteArray labelBytes(const QMap<QString, int> &labels)
{
    Json json(jsoncons::json_object_arg);
    for (const auto &[label, number] : labels.asKeyValueRange())
        json.insert_or_assign(label.toStdString(), number);
    return yamlMembers(json);
}

class Writer {
public:
    Writer(const QString &root, const PromptFolder &contents) : m_root(root), m_contents(contents), m_there(readWithFaults(root))
    {
        for (const FolderPrompt &prompt : m_there.folder.prompts)
            m_promptFolders.take(prompt.folder.sliced(folderlayout::kPrompts.size() + 1));
        for (const FolderSnippet &snippet : m_there.folder.snippets)
            m_snippetFiles.take(snippet.file.sliced(folderlayout::kSnippets.size() + 1).chopped(folderlayout::kEnding.size()));
    }

    Result<WrittenFolder> write()
    {
        if (const auto free = checkReadable(folderlayout::kMarker); !free)
            return std::unexpected(free.error());
        add(folderlayout::kMarker, "form: " + QByteArray::number(folderlayout::kForm) + '\n');
        for (const FolderPrompt &prompt : m_contents.prompts) {
            if (const auto added = addVersions(prompt); !added)
                return std::unexpected(added.error());
        }
        for (const FolderSnippet &snippet : m_contents.snippets) {
            if (const auto added = addSnippet(snippet); !added)
                return std::unexpected(added.error());
        }
        for (const FolderSnippet &snippet : m_there.folder.snippets) {
            if (m_contents.findSnippet(snippet.name) == nullptr && m_contents.hasRemoved(snippet) && isAsWritten(snippet) && !hasNewVersions())
                m_files.append({.path = snippet.file, .isRemoved = true});
        }
        // Last, so that a label never stands on a version that is not there yet.
        for (const FolderPrompt &prompt : m_contents.prompts) {
            if (const auto added = addLabels(prompt); !added)
                return std::unexpected(added.error());
        }
        return replaceFiles(m_root, m_files).transform([this] { return told(); });
    }

private:
    [[nodiscard]] QString pathOf(const QString &file) const { return m_root + u'/' + file; }

    /// Left out when the same stands there.
    void add(const QString &path, const QByteArray &bytes)
    {
        m_ours.insert(path);
        QFile there(pathOf(path));
        if (!there.open(QIODevice::ReadOnly) || there.readAll() != bytes)
            m_files.append({.path = path, .bytes = bytes});
    }

    /// With nothing added by hand.
    [[nodiscard]] bool isAsWritten(const FolderSnippet &snippet) const
    {
        QFile there(pathOf(snippet.file));
        return there.open(QIODevice::ReadOnly) && there.readAll().replace("\r\n", "\n") == toBytes(snippet);
    }

    /// Those may include what the workspace has removed.
    [[nodiscard]] bool hasNewVersions() const
    {
        return std::ranges::any_of(m_there.folder.prompts, [this](const FolderPrompt &prompt) {
            const FolderPrompt *ours = m_contents.find(prompt.name);
            return ours == nullptr ? !prompt.versions.isEmpty()
                                   : std::ranges::any_of(prompt.versions, [&](const FolderVersion &version) { return ours->findContent(version.version.contentHash) == nullptr; });
        });
    }

    /// A folder that was renamed is kept.
    QString folderOf(const FolderPrompt &prompt)
    {
        const FolderPrompt *there = m_there.folder.find(prompt.name);
        const QString folder = there != nullptr ? there->folder : folderlayout::kPrompts + u'/' + m_promptFolders.newName(prompt.name);
        return m_folders.insert(prompt.name, folder).value();
    }

    Result<void> addVersions(const FolderPrompt &prompt)
    {
        const QString folder = folderOf(prompt);
        for (const FolderVersion &version : prompt.versions) {
            const auto bytes = toBytes(version.version);
            if (!bytes)
                return std::unexpected(bytes.error());
            const FolderPrompt *there = m_there.folder.find(prompt.name);
            const FolderVersion *old = there == nullptr ? nullptr : there->find(version.version.number);
            const QString file = old != nullptr ? old->file : folder + u'/' + folderlayout::versionFileName(version.version.number);
            if (const auto free = checkVersionFile(file, old, prompt, version.version); !free)
                return free;
            add(file, *bytes);
            if (old != nullptr && old->version.contentHash == version.version.contentHash)
                takeBack(file, differingDetails(version.version, *old));
        }
        return {};
    }

    /// What cannot be read holds nobody knows what, and is not written over. A folder of a newer form is none of ours.
    [[nodiscard]] Result<void> checkReadable(const QString &file) const
    {
        const auto fault = std::ranges::find_if(m_there.faults, [&](const Error &error) { return error.contextValue(u"file") == pathOf(file); });
        if (fault == m_there.faults.end())
            return {};
        Error error = *fault;
        if (error.kind != ErrorKind::newerVersion)
            error.hint = u"It would be written over: mend it, or take it away."_s;
        return std::unexpected(error);
    }

    void takeBack(const QString &file, const QStringList &details)
    {
        if (!details.isEmpty())
            m_takenBack.append(file + u": %1 as in the workspace again"_s.arg(details.join(u", "_s)));
    }

    /// A text that the workspace does not have is not written over.
    [[nodiscard]] Result<void> checkVersionFile(const QString &file, const FolderVersion *old, const FolderPrompt &prompt, const prompt::Version &version) const
    {
        if (auto readable = checkReadable(file); !readable)
            return readable;
        if (old == nullptr || prompt.findContent(old->version.contentHash) != nullptr || isSavedFrom(version, *old))
            return {};
        const QString what = old->isEdited() || old->statedHash.isEmpty() ? u"was written or edited by hand, and its text is in no version of the workspace"_s
                                                                          : u"is another %1 than that of the workspace"_s.arg(version.label());
        const QString hint = old->isEdited() || old->statedHash.isEmpty() ? u"Import the folder first (--take-edits), or take the file away."_s
                                                                          : u"Give the file the number of a new version and import it, or export into another folder."_s;
        return std::unexpected(fail(ErrorKind::conflict, what, hint).error().with(u"file"_s, pathOf(file)));
    }

    Result<void> addSnippet(const FolderSnippet &snippet)
    {
        const FolderSnippet *there = m_there.folder.findSnippet(snippet.name);
        if (there != nullptr && there->text != snippet.text && (there->isEdited() || there->statedHash.isEmpty())) {
            return std::unexpected(fail(ErrorKind::conflict, u"the snippet \"%1\" was edited by hand, and the workspace has another text"_s.arg(snippet.name),
                u"Import the folder first, or take the file away."_s)
                    .error()
                    .with(u"file"_s, pathOf(there->file)));
        }
        if (!isWhole(snippet.text))
            return fail(ErrorKind::invalidInput, u"the snippet \"%1\" holds half a character, which no file can hold"_s.arg(snippet.name), u"Mend its text first."_s);
        const QString file = there != nullptr ? there->file : folderlayout::kSnippets + u'/' + m_snippetFiles.newName(snippet.name) + folderlayout::kEnding;
        return checkReadable(file).transform([&] { add(file, toBytes(snippet)); });
    }

    Result<void> addLabels(const FolderPrompt &prompt)
    {
        const QString file = m_folders.value(prompt.name) + u'/' + folderlayout::kLabels;
        if (prompt.labels.isEmpty() && !QFile::exists(pathOf(file)))
            return {};
        if (auto readable = checkReadable(file); !readable)
            return readable;
        if (const FolderPrompt *there = m_there.folder.find(prompt.name)) {
            // A comment may stand there.
            if (QFile::exists(pathOf(file)) && there->labels == prompt.labels) {
                m_ours.insert(file);
                return {};
            }
            for (const auto &[label, number] : there->labels.asKeyValueRange()) {
                const auto here = prompt.labels.constFind(label);
                if (here == prompt.labels.cend() && prompt.removedLabels.contains(label))
                    m_takenBack.append(file + u": %1 stood on %2, and was removed from the workspace"_s.arg(label, QString::number(number)));
                else if (here == prompt.labels.cend())
                    m_takenBack.append(file + u": %1 stood on %2, and is not in the workspace; to keep it, put its line back and import"_s.arg(label, QString::number(number)));
                else if (*here != number)
                    m_takenBack.append(file + u": %1 stood on %2, and is on %3 as in the workspace"_s.arg(label, QString::number(number), QString::number(*here)));
            }
        }
        add(file, labelBytes(prompt.labels));
        return {};
    }

    [[nodiscard]] WrittenFolder told() const
    {
        WrittenFolder told;
        for (const NewFile &file : m_files)
            (file.isRemoved ? told.removed : told.written).append(file.path);
        told.left = m_there.folder.others;
        for (const FolderPrompt &prompt : m_there.folder.prompts) {
            for (const FolderVersion &version : prompt.versions)
                told.left.append(version.file);
        }
        for (const FolderSnippet &snippet : m_there.folder.snippets)
            told.left.append(snippet.file);
        told.left.removeIf([&](const QString &file) { return m_ours.contains(file) || told.removed.contains(file); });
        told.left.sort();
        told.takenBack = m_takenBack;
        return told;
    }

    QString m_root;
    const PromptFolder &m_contents;
    FolderReading m_there;
    FileNames m_promptFolders;
    FileNames m_snippetFiles;
    QHash<QString, QString> m_folders; ///< by prompt
    QList<NewFile> m_files;
    QSet<QString> m_ours;
    QStringList m_takenBack;
};

} // namespace

Result<WrittenFolder> writePromptFolder(const QString &folder, const PromptFolder &contents)
{
    if (QFileInfo(folder).exists() && !QFileInfo(folder).isDir())
        return std::unexpected(fail(ErrorKind::invalidInput, u"is no folder"_s, u"Name a folder, or one that is to be made."_s).error().with(u"file"_s, folder));
    return Writer(folder, contents).write();
}

} // namespace assay::importexport
