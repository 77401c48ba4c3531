// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/lintfiles.h"

#include "core/importexport/csv.h"
#include "core/importexport/jsonl.h"
#include "core/importexport/promptfile.h"
#include "core/importexport/promptfolder.h"
#include "core/prompt/language/template.h"
#include "core/prompt/pinning.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

namespace layout = importexport::folderlayout;
using Snippets = QMap<QString, QString>;

Snippets snippetsOf(const importexport::PromptFolder &folder)
{
    Snippets snippets;
    for (const importexport::FolderSnippet &snippet : folder.snippets)
        snippets.insert(snippet.name, snippet.text);
    return snippets;
}

// A version stands two folders below the one that has the snippets. What else is wrong in that folder is no matter of this file.
Snippets snippetsAround(const QString &path)
{
    if (path == u"-")
        return {};
    QDir folder = QFileInfo(path).absoluteDir();
    for (int level = 0; level < 3; ++level) {
        if (folder.exists(layout::kMarker) || QFileInfo(folder.filePath(layout::kSnippets)).isDir())
            return snippetsOf(importexport::readWithFaults(folder.path()).folder);
        if (!folder.cdUp())
            break;
    }
    return {};
}

/// The content as it would be saved, but that snippets which are known nowhere are empty; those are put in `unknown`.
prompt::Content withKnownSnippets(const prompt::Content &content, const Snippets &known, QStringList *unknown)
{
    prompt::Content made = content;
    const prompt::SnippetSource source = [&](const QString &name) -> Result<QString> {
        if (!made.snippets.contains(name)) {
            if (!known.contains(name))
                unknown->append(name);
            made.snippets.insert(name, known.value(name));
        }
        return made.snippets.value(name);
    };
    // A template that cannot be read is found by the linter.
    for (const prompt::MessageTemplate &message : content.messages)
        (void)prompt::Template::parse(message.text, content.templateOptions, source);
    return made;
}

class FileLinter {
public:
    FileLinter(const FileLinting &how, const Console &console) : m_how(how), m_console(console) {}

    [[nodiscard]] Result<QList<Linted>> files(const QString &path) const
    {
        if (QFileInfo(path).isDir())
            return folder(path);
        const auto bytes = readFileOrInput(path);
        if (!bytes)
            return std::unexpected(bytes.error());
        const QString name = path == u"-" && !m_how.inputName.isEmpty() ? m_how.inputName : path;
        const auto linted = name.endsWith(layout::kEnding, Qt::CaseInsensitive) ? versionFile(name, *bytes) : yamlFile(name, *bytes);
        return linted.transform([](const Linted &one) { return QList{one}; });
    }

private:
    [[nodiscard]] Linted looked(Linted linted, const Snippets &known) const
    {
        QStringList unknown;
        linted.content = withKnownSnippets(linted.content, known, &unknown);
        for (const QString &name : std::as_const(unknown))
            m_console.note(u"%1: the snippet \"%2\" is not known here, what it brings is not looked at; --workspace FILE has its text"_s.arg(linted.name, name));
        linted.findings = prompt::lint(linted.content, contextOf(m_how.around, m_how.severities, linted.content));
        return linted;
    }

    /// The content by the options that importing gives to a file that does not say.
    [[nodiscard]] prompt::Content withOptions(prompt::Content content, bool saysOptions) const
    {
        if (!saysOptions && m_how.templateOptions)
            content.templateOptions = *m_how.templateOptions;
        return content;
    }

    [[nodiscard]] Snippets snippetsFor(const QString &path) const { return m_how.snippets ? *m_how.snippets : snippetsAround(path); }

    [[nodiscard]] Result<QList<Linted>> folder(const QString &path) const
    {
        const auto read = importexport::readPromptFolder(path);
        if (!read)
            return std::unexpected(read.error());
        const Snippets known = m_how.snippets.value_or(snippetsOf(*read));
        QList<Linted> all;
        for (const importexport::FolderPrompt &prompt : read->prompts) {
            for (const importexport::FolderVersion &version : prompt.versions) {
                if (!m_how.takesAll && version.version.number != prompt.versions.last().version.number)
                    continue;
                const QString file = QDir(path).filePath(version.file);
                const auto bytes = readFile(file);
                if (!bytes)
                    return std::unexpected(bytes.error());
                const bool saysOptions = version.saysTemplateOptions || !version.statedHash.isEmpty();
                all.append(looked({.name = file, .content = withOptions(version.version.content, saysOptions), .file = *bytes, .messageLines = version.messageLines}, known));
            }
        }
        return all;
    }

    [[nodiscard]] Result<Linted> versionFile(const QString &path, const QByteArray &bytes) const
    {
        return importexport::versionFromBytes(bytes, path).transform([&](const importexport::VersionFile &read) {
            const bool saysOptions = read.saysTemplateOptions || !read.statedHash.isEmpty();
            return looked({.name = path, .content = withOptions(read.version.content, saysOptions), .file = bytes, .messageLines = read.messageLines}, snippetsFor(path));
        });
    }

    [[nodiscard]] Result<Linted> yamlFile(const QString &path, const QByteArray &bytes) const
    {
        const auto file = importexport::promptFileFromYaml(bytes, path);
        if (!file && file.error().contextValue(u"member").endsWith(u".template"))
            return brokenFile(path, bytes, file.error());
        if (!file)
            return std::unexpected(file.error());
        const auto document = importexport::documentFromYaml(bytes);
        if (!document)
            return std::unexpected(document.error().with(u"file"_s, path));
        return looked({.name = path, .content = withOptions(file->content, importexport::saysTemplateOptions(bytes)), .file = bytes, .document = *document}, snippetsFor(path));
    }

    // A template that cannot be read makes no prompt, but it is what the linter is asked for.
    [[nodiscard]] static Linted brokenFile(const QString &path, const QByteArray &bytes, const Error &error)
    {
        Linted linted{.name = path, .content = {}, .findings = {}, .file = bytes};
        linted.findings.append(
            {.rule = u"template-error"_s, .severity = prompt::Severity::error, .reason = error.hint.isEmpty() ? error.message : QString(error.message + u". "_s + error.hint)});
        linted.whole = {.line = std::max(1LL, error.contextValue(u"line").toLongLong()), .column = std::max(1LL, error.contextValue(u"column").toLongLong())};
        return linted;
    }

    const FileLinting &m_how;
    const Console &m_console;
};

} // namespace

bool isPromptPath(const QString &path)
{
    const auto endsWith = [&path](QLatin1StringView ending) { return path.endsWith(ending, Qt::CaseInsensitive); };
    return path == u"-" || endsWith(".yaml"_L1) || endsWith(".yml"_L1) || endsWith(layout::kEnding) || QFileInfo(path).isDir();
}

bool isItemsPath(const QString &path)
{
    return path.endsWith(".jsonl"_L1, Qt::CaseInsensitive) || path.endsWith(".csv"_L1, Qt::CaseInsensitive);
}

Result<evalset::EvalSet> itemsOfFile(const QString &path)
{
    const bool isCsv = path.endsWith(".csv"_L1, Qt::CaseInsensitive);
    return readFile(path)
        .and_then([&](const QByteArray &bytes) { return isCsv ? importexport::itemsFromCsv(bytes, path) : importexport::itemsFromJsonl(bytes, path); })
        .transform([&](const QList<evalset::Item> &items) {
            evalset::EvalSet set;
            set.name = QFileInfo(path).completeBaseName();
            set.items = items;
            return set;
        });
}

Result<QList<Linted>> lintedFiles(const QString &path, const FileLinting &how, const Console &console)
{
    return FileLinter(how, console).files(path);
}

} // namespace assay::cli
