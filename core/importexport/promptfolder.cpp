// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/promptfolder.h"

#include "core/base/contenthash.h"
#include "core/importexport/foldernames.h"
#include "core/importexport/frontmatter.h"
#include "core/importexport/mergemarks.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace assay::importexport {

using namespace Qt::StringLiterals;

namespace {

const QString kHashKind = u"sha256-"_s;

Error wrong(ErrorKind kind, const QString &message, const QString &hint, const QString &file, qint64 line = 0)
{
    const Error error = fail(kind, message, hint).error().with(u"file"_s, file);
    return line > 0 ? error.with(u"line"_s, line) : error;
}

std::optional<int> numberOf(const QString &fileName)
{
    constexpr qsizetype kMostDigits = 7;
    const QString stem = fileName.endsWith(folderlayout::kEnding) ? fileName.chopped(folderlayout::kEnding.size()) : QString();
    const bool isDigits = !stem.isEmpty() && stem.size() <= kMostDigits && std::ranges::all_of(stem, [](QChar c) { return c >= u'0' && c <= u'9'; });
    const int number = isDigits ? stem.toInt() : 0;
    return number > 0 ? std::optional(number) : std::nullopt;
}

/// Text of a member that must be one. Errors: invalidInput with line.
Result<QString> textMember(const YamlDocument &head, const std::string &name)
{
    if (!head.value.contains(name) || head.value.at(name).is_null())
        return QString();
    if (head.value.at(name).is_string())
        return toQString(head.value.at(name));
    const QString member = QString::fromStdString(name);
    return std::unexpected(head.placed(fail(ErrorKind::invalidInput, member + u" is no text"_s, u"Put it in quotes."_s).error().with(u"member"_s, member)));
}

Result<FolderSnippet> snippetFrom(const FrontMatter &file)
{
    const auto name = textMember(file.head, "snippet");
    const auto hash = textMember(file.head, "hash");
    const auto sections = sectionsFrom(file.body, file.bodyLine);
    if (!name || !hash)
        return std::unexpected(name ? hash.error() : name.error());
    if (!sections)
        return std::unexpected(sections.error());
    if (sections->size() != 1 || sections->first().kind != u"text")
        return fail(ErrorKind::parse, u"a snippet is one text"_s, u"Write <!-- @text --> in a line above it."_s);
    const QString stated = hash->startsWith(kHashKind) ? hash->sliced(kHashKind.size()) : *hash;
    return FolderSnippet{.name = *name, .text = sections->first().text, .statedHash = stated};
}

/// A text that was saved with a line like a mark of a merge: its hash says that it is meant so.
Error doubtfulMark(const QString &file, qint64 line)
{
    return wrong(ErrorKind::parse, u"a line of the text is like the mark of a merge; the hash says that the text was saved with it, and so it is read"_s,
        u"Export writes it as what nobody takes for a mark; if a merge has left it, save a version without it."_s, file, line);
}

class Reader {
public:
    explicit Reader(const QString &root) : m_root(root) {}

    FolderReading reading()
    {
        readMarker();
        for (const QString &name : entries(folderlayout::kPrompts))
            readPrompt(folderlayout::kPrompts + u'/' + name);
        for (const QString &name : entries(folderlayout::kSnippets))
            readSnippet(folderlayout::kSnippets + u'/' + name);
        std::ranges::sort(m_read.folder.prompts, {}, &FolderPrompt::name);
        std::ranges::sort(m_read.folder.snippets, {}, &FolderSnippet::name);
        return std::move(m_read);
    }

private:
    [[nodiscard]] QString pathOf(const QString &file) const { return m_root + u'/' + file; }

    /// A link may lead out of the folder, and is not followed.
    QStringList entries(const QString &folder)
    {
        if (isLink(folder))
            return {};
        // System: links that lead nowhere, too.
        return QDir(pathOf(folder)).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot, QDir::Name);
    }

    bool isLink(const QString &file)
    {
        if (!QFileInfo(pathOf(file)).isSymLink())
            return false;
        fault(wrong(ErrorKind::invalidInput, u"is a symbolic link, and is not followed"_s, u"Put what it leads to in its place."_s, pathOf(file)));
        return true;
    }

    void fault(const Error &error) { m_read.faults.append(error); }
    void fault(const Error &error, const QString &file) { fault(error.contextValue(u"file").isEmpty() ? error.with(u"file"_s, pathOf(file)) : error); }

    Result<QByteArray> bytesOf(const QString &file) const
    {
        QFile open(pathOf(file));
        // A pipe would be waited for without end.
        if (open.exists() && !QFileInfo(open).isFile())
            return std::unexpected(wrong(ErrorKind::invalidInput, u"is no file"_s, u"Take it away."_s, pathOf(file)));
        if (!open.open(QIODevice::ReadOnly))
            return std::unexpected(wrong(ErrorKind::io, u"cannot be read: %1"_s.arg(open.errorString()), u"Check your rights."_s, pathOf(file)));
        if (open.size() > kMostFileBytes)
            return std::unexpected(wrong(ErrorKind::tooLarge, u"is larger than 10 MB"_s, u"Take it away, or make it smaller."_s, pathOf(file)));
        return open.readAll();
    }

    void readMarker()
    {
        if (isLink(folderlayout::kMarker) || !QFile::exists(pathOf(folderlayout::kMarker)))
            return;
        const auto json = bytesOf(folderlayout::kMarker).and_then(jsonFromYaml);
        if (!json)
            return fault(json.error(), folderlayout::kMarker);
        if (!json->is_object() || !json->contains("form") || !json->at("form").is<int>())
            return fault(wrong(ErrorKind::invalidInput, u"does not say which form the folder has"_s, u"Write \"form: 1\"."_s, pathOf(folderlayout::kMarker)));
        if (json->at("form").as<int>() > folderlayout::kForm)
            fault(wrong(ErrorKind::newerVersion, u"the folder is of a newer Assay"_s, u"Update Assay."_s, pathOf(folderlayout::kMarker)));
    }

    void readPrompt(const QString &folder)
    {
        if (!QFileInfo(pathOf(folder)).isDir()) {
            m_read.folder.others.append(folder);
            return;
        }
        if (isLink(folder))
            return;
        FolderPrompt prompt{.name = {}, .folder = folder};
        bool isOurs = false;
        for (const QString &name : entries(folder)) {
            const QString file = folder + u'/' + name;
            const auto number = numberOf(name);
            if (!number && name != folderlayout::kLabels) {
                m_read.folder.others.append(file);
                continue;
            }
            isOurs = true;
            if (isLink(file))
                continue;
            if (number)
                readVersion(file, *number, &prompt);
            else
                readLabels(file, &prompt);
        }
        if (!isOurs)
            return;
        if (prompt.name.isEmpty())
            prompt.name = nameOfFile(folder.sliced(folderlayout::kPrompts.size() + 1)).value_or(QString());
        if (const FolderPrompt *other = m_read.folder.find(prompt.name)) {
            return fault(wrong(ErrorKind::conflict, u"the prompt \"%1\" stands in %2, too"_s.arg(prompt.name, other->folder), u"Keep one of the two folders."_s, pathOf(folder)));
        }
        for (FolderVersion &version : prompt.versions)
            version.version.promptName = prompt.name;
        std::ranges::sort(prompt.versions, {}, [](const FolderVersion &version) { return version.version.number; });
        m_read.folder.prompts.append(std::move(prompt));
    }

    void readVersion(const QString &file, int number, FolderPrompt *prompt)
    {
        const auto read = bytesOf(file).and_then([&](const QByteArray &bytes) { return versionFromBytes(bytes, pathOf(file)); });
        if (!read)
            return fault(read.error(), file);
        if (!read->prompt.isEmpty() && !prompt->name.isEmpty() && read->prompt != prompt->name) {
            return fault(wrong(ErrorKind::conflict, u"is of the prompt \"%1\", other files of the folder are of \"%2\""_s.arg(read->prompt, prompt->name),
                u"Correct the line \"prompt:\", or move the file."_s, pathOf(file)));
        }
        if (read->number != 0 && read->number != number) {
            return fault(wrong(ErrorKind::conflict, u"says that it is version %1, but is named %2"_s.arg(read->number).arg(file.section(u'/', -1)),
                u"To make it a new version write \"version: %1\" and take the line \"hash:\" out."_s.arg(number), pathOf(file), 1));
        }
        if (const FolderVersion *same = prompt->find(number))
            return fault(wrong(ErrorKind::conflict, u"version %1 stands in %2, too"_s.arg(number).arg(same->file), u"Keep one of the two files."_s, pathOf(file)));
        if (prompt->name.isEmpty())
            prompt->name = read->prompt;
        FolderVersion version{.version = read->version,
            .file = file,
            .statedHash = read->statedHash,
            .hashLine = read->hashLine,
            .messageLines = read->messageLines,
            .memberLines = read->memberLines,
            .saysTemplateOptions = read->saysTemplateOptions};
        version.version.number = number;
        prompt->versions.append(std::move(version));
        if (read->mergeMarkLine > 0)
            m_read.folder.doubts.append(doubtfulMark(pathOf(file), read->mergeMarkLine));
    }

    void readLabels(const QString &file, FolderPrompt *prompt)
    {
        const auto bytes = bytesOf(file);
        if (!bytes)
            return fault(bytes.error());
        if (bytes->trimmed().isEmpty())
            return;
        const auto document = documentFromYaml(*bytes);
        if (!document)
            return fault(document.error(), file);
        if (document->value.is_null())
            return;
        if (!document->value.is_object())
            return fault(wrong(ErrorKind::parse, u"is no list of labels"_s, u"Write lines such as \"production: 3\"."_s, pathOf(file)));
        for (const auto &member : document->value.object_range()) {
            const QString label = QString::fromUtf8(member.key());
            const qint64 line = document->places.value(label).line;
            if (!member.value().is<int>() || member.value().as<int>() < 1) {
                fault(wrong(ErrorKind::parse, u"%1 stands on no version"_s.arg(label), u"Write the number of a version: \"%1: 3\"."_s.arg(label), pathOf(file), line));
                continue;
            }
            prompt->labels.insert(label, member.value().as<int>());
            prompt->labelLines.insert(label, line);
        }
    }

    void readSnippet(const QString &file)
    {
        if (!file.endsWith(folderlayout::kEnding) || (QFileInfo(pathOf(file)).isDir() && !QFileInfo(pathOf(file)).isSymLink())) {
            m_read.folder.others.append(file);
            return;
        }
        if (isLink(file))
            return;
        const auto bytes = bytesOf(file);
        if (!bytes)
            return fault(bytes.error());
        auto snippet = frontMatterFrom(*bytes).and_then(snippetFrom);
        const auto merged = refuseMergeMarks(*bytes, kMarksInTexts);
        if (!merged && (!snippet || snippet->statedHash != snippet->hash()))
            return fault(merged.error(), file);
        if (!snippet)
            return fault(snippet.error(), file);
        if (!merged)
            m_read.folder.doubts.append(doubtfulMark(pathOf(file), merged.error().contextValue(u"line").toLongLong()));
        if (snippet->name.isEmpty())
            snippet->name = nameOfFile(file.sliced(folderlayout::kSnippets.size() + 1).chopped(folderlayout::kEnding.size())).value_or(QString());
        if (const auto named = prompt::checkSnippetName(snippet->name); !named)
            return fault(named.error(), file);
        if (const FolderSnippet *other = m_read.folder.findSnippet(snippet->name))
            return fault(wrong(ErrorKind::conflict, u"the snippet \"%1\" stands in %2, too"_s.arg(snippet->name, other->file), u"Keep one of the two files."_s, pathOf(file)));
        snippet->file = file;
        m_read.folder.snippets.append(*std::move(snippet));
    }

    QString m_root;
    FolderReading m_read;
};

} // namespace

bool isSavedFrom(const prompt::Version &saved, const FolderVersion &file)
{
    const prompt::Content &written = file.version.content;
    prompt::Content bare = saved.content;
    bare.snippets.removeIf([&](QMap<QString, QString>::iterator snippet) { return !written.snippets.contains(snippet.key()); });
    if (bare.examples && written.examples && written.examples->drawn.isEmpty())
        bare.examples->drawn.clear();
    if (!file.saysTemplateOptions)
        bare.templateOptions = written.templateOptions;
    return file.statedHash.isEmpty() && bare == written;
}

const FolderVersion *FolderPrompt::find(int number) const
{
    const auto found = std::ranges::find(versions, number, [](const FolderVersion &version) { return version.version.number; });
    return found == versions.end() ? nullptr : &*found;
}

const FolderVersion *FolderPrompt::findContent(const QString &hash) const
{
    const auto found = std::ranges::find(versions, hash, [](const FolderVersion &version) { return version.version.contentHash; });
    return found == versions.end() ? nullptr : &*found;
}

bool PromptFolder::hasRemoved(const FolderSnippet &file) const
{
    const auto text = removedSnippets.constFind(file.name);
    return text != removedSnippets.cend() && *text == file.text && !file.statedHash.isEmpty() && !file.isEdited();
}

QString FolderSnippet::hash() const
{
    return contentHash(QByteArrayView(text.toUtf8()));
}

const FolderPrompt *PromptFolder::find(const QString &prompt) const
{
    const auto found = std::ranges::find(prompts, prompt, &FolderPrompt::name);
    return found == prompts.end() ? nullptr : &*found;
}

const FolderSnippet *PromptFolder::findSnippet(const QString &name) const
{
    const auto found = std::ranges::find(snippets, name, &FolderSnippet::name);
    return found == snippets.end() ? nullptr : &*found;
}

QString folderlayout::versionFileName(int number)
{
    constexpr int kDigits = 4;
    return QString::number(number).rightJustified(kDigits, u'0') + kEnding;
}

Error joinedFaults(const QList<Error> &faults)
{
    constexpr qsizetype kShown = 20;
    if (faults.size() == 1)
        return faults.first();
    QStringList lines;
    for (const Error &fault : faults.first(std::min(kShown, faults.size())))
        lines.append(fault.describe());
    if (faults.size() > kShown)
        lines.append(u"and %1 more"_s.arg(faults.size() - kShown));
    return fail(faults.first().kind, u"%1 faults:\n%2"_s.arg(faults.size()).arg(lines.join(u'\n'))).error();
}

FolderReading readWithFaults(const QString &folder)
{
    return Reader(folder).reading();
}

Result<PromptFolder> readPromptFolder(const QString &folder)
{
    const QFileInfo info(folder);
    const bool isOurs = QFile::exists(folder + u'/' + folderlayout::kMarker) || QFileInfo(folder + u'/' + folderlayout::kPrompts).isDir()
        || QFileInfo(folder + u'/' + folderlayout::kSnippets).isDir();
    if (!info.isDir() || !isOurs)
        return std::unexpected(wrong(ErrorKind::notFound, info.isDir() ? u"there are no prompts in this folder"_s : u"there is no such folder"_s,
            u"Make one with \"assay export FILE --prompts DIR\"."_s, folder));
    FolderReading read = readWithFaults(folder);
    if (!read.faults.isEmpty())
        return std::unexpected(joinedFaults(read.faults));
    return std::move(read.folder);
}

QByteArray toBytes(const FolderSnippet &snippet)
{
    Json head(jsoncons::json_object_arg);
    head.insert_or_assign("snippet", jsonString(snippet.name));
    head.insert_or_assign("hash", jsonString(QString(kHashKind + snippet.hash())));
    return frontMatterOf(head) + '\n' + toBytes(TextSection{.kind = u"text"_s, .text = snippet.text});
}

} // namespace assay::importexport
