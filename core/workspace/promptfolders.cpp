// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/promptfolders.h"

#include "core/run/schemacheck.h"
#include "core/store/labelrepository.h"
#include "core/store/optionrepository.h"
#include "core/store/promptrepository.h"
#include "core/store/snippetrepository.h"

#include <algorithm>

namespace assay::workspace {

using namespace Qt::StringLiterals;
using importexport::FolderPrompt;
using importexport::FolderSnippet;
using importexport::FolderVersion;
using importexport::PromptFolder;

namespace {

const QString kWasRemoved = u"was removed here before: if it is to stay away, remove it again and export"_s;

/// Without any when the workspace does not have it.
Result<FolderPrompt> promptOf(store::Database &database, const QString &name)
{
    FolderPrompt prompt{.name = name};
    store::PromptRepository repository(database);
    auto versions = repository.versions(name);
    if (!versions)
        return versions.error().kind == ErrorKind::notFound ? Result<FolderPrompt>(prompt) : std::unexpected(versions.error());
    for (prompt::Version &version : *versions) {
        version.contentHash = prompt::contentHash(version.content);
        prompt.versions.prepend({.version = std::move(version)});
    }
    const auto labels = repository.labels(name);
    if (!labels)
        return std::unexpected(labels.error());
    prompt.labels = *labels;
    auto removed = store::LabelRepository(database).removed(name);
    if (!removed)
        return std::unexpected(removed.error());
    prompt.removedLabels = *std::move(removed);
    return prompt;
}

int newestOf(const FolderPrompt &prompt)
{
    return prompt.versions.isEmpty() ? 0 : prompt.versions.last().version.number;
}

class Importing {
public:
    Importing(store::Database &database, const PromptFolder &folder, const FolderImport &how, UtcTime now, const run::GateJudge &judge)
        : m_database(database),
          m_folder(folder),
          m_how(how),
          m_now(now),
          m_judge(judge)
    {
    }

    Result<QStringList> run()
    {
        // Versions that were written by hand may include them.
        if (const auto taken = takeSnippets().and_then([this] { return giveOptions(); }); !taken)
            return std::unexpected(taken.error());
        for (const FolderPrompt &prompt : m_folder.prompts) {
            if (const auto taken = take(prompt); !taken)
                m_faults.append(taken.error());
        }
        if (!m_faults.isEmpty())
            return std::unexpected(importexport::joinedFaults(m_faults));
        return m_told;
    }

private:
    [[nodiscard]] QString pathOf(const QString &file) const { return m_how.folder + u'/' + file; }

    std::unexpected<Error> wrong(const FolderVersion &version, const QString &message, const QString &hint) const
    {
        return std::unexpected(fail(ErrorKind::conflict, message, hint).error().with(u"file"_s, pathOf(version.file)).with(u"line"_s, version.hashLine));
    }

    /// Those of the workspace, to what was written by hand and names none.
    Result<void> giveOptions()
    {
        const auto options = store::OptionRepository(m_database).templateOptions();
        if (!options)
            return std::unexpected(options.error());
        for (FolderPrompt &prompt : m_folder.prompts) {
            for (FolderVersion &version : prompt.versions) {
                if (version.saysTemplateOptions || !version.statedHash.isEmpty())
                    continue;
                version.version.content.templateOptions = *options;
                version.version.contentHash = prompt::contentHash(version.version.content);
            }
        }
        return {};
    }

    Result<void> takeSnippets()
    {
        store::SnippetRepository snippets(m_database);
        const auto there = snippets.texts();
        if (!there)
            return std::unexpected(there.error());
        const auto removed = snippets.removedTexts();
        if (!removed)
            return std::unexpected(removed.error());
        for (const FolderSnippet &snippet : m_folder.snippets) {
            const auto old = there->constFind(snippet.name);
            if (old != there->cend() && *old == snippet.text)
                continue;
            if (const auto saved = snippets.save(snippet.name, snippet.text, m_now); !saved)
                return std::unexpected(saved.error().with(u"file"_s, pathOf(snippet.file)));
            const QString how = old != there->cend() ? u"has the folder's text now"_s : removed->contains(snippet.name) ? u"added, %1"_s.arg(kWasRemoved) : u"added"_s;
            m_told.append(u"snippet %1: %2"_s.arg(snippet.name, how));
        }
        return {};
    }

    Result<void> take(const FolderPrompt &prompt)
    {
        auto here = promptOf(m_database, prompt.name);
        if (!here)
            return std::unexpected(here.error());
        QList<const FolderVersion *> edits;
        for (const FolderVersion &version : prompt.versions) {
            const FolderVersion *same = here->find(version.version.number);
            if (same != nullptr && (same->version.contentHash == version.version.contentHash || importexport::isSavedFrom(same->version, version)))
                continue;
            if (const auto fits = same != nullptr ? checkEdit(version, *same, prompt, *here) : checkNew(version, prompt, *here); !fits)
                return fits;
            if (same != nullptr) {
                edits.append(&version);
                continue;
            }
            if (const auto added = add(version, &*here); !added)
                return added;
        }
        for (const FolderVersion *edit : edits) {
            if (const auto added = addEdit(*edit, &*here); !added)
                return added;
        }
        if (m_how.withLabels)
            takeLabels(prompt, *here);
        return {};
    }

    /// Of a version that the workspace has with another text.
    [[nodiscard]] Result<void> checkEdit(const FolderVersion &version, const FolderVersion &here, const FolderPrompt &prompt, const FolderPrompt &all) const
    {
        const bool isEdit = version.statedHash.isEmpty() || version.statedHash == here.version.contentHash;
        if (isEdit && m_how.takesEdits)
            return {};
        if (isEdit) {
            return wrong(version, u"%1 was edited in the folder, and a saved version never changes"_s.arg(version.version.label()),
                u"Import with --take-edits to make the edit a new version, or put the file back."_s);
        }
        const int next = std::max(newestOf(prompt), newestOf(all)) + 1;
        return wrong(version, u"%1 of the folder is another version than that of the workspace"_s.arg(version.version.label()),
            u"Rename the file to %1 and write \"version: %2\" in it, or import into another workspace."_s.arg(importexport::folderlayout::versionFileName(next)).arg(next));
    }

    [[nodiscard]] Result<void> checkNew(const FolderVersion &version, const FolderPrompt &prompt, const FolderPrompt &here) const
    {
        const prompt::Version &wanted = version.version;
        if (version.isEdited() && !m_how.takesEdits) {
            return wrong(version, u"%1 was edited since it was written: its text does not have the hash that it states"_s.arg(wanted.label()),
                u"Take the line \"hash:\" out to make it a new version, or import with --take-edits."_s);
        }
        // An older Assay let two versions have one text; then the folder has it twice, too.
        const FolderVersion *same = here.findContent(wanted.contentHash);
        const FolderVersion *alsoInFolder = same == nullptr ? nullptr : prompt.find(same->version.number);
        if (same != nullptr && (alsoInFolder == nullptr || alsoInFolder->version.contentHash != wanted.contentHash || version.statedHash.isEmpty())) {
            return wrong(version, u"%1 of the folder is %2 of the workspace: the numbers do not fit"_s.arg(wanted.label(), same->version.label()),
                u"Take the file away, or import into another workspace."_s);
        }
        if (same != nullptr && isCopy(wanted, same->version)) {
            const QString why = isDated(wanted) ? u"text, date and all else but the number are the same"_s : u"the text is the same, and it tells no date"_s;
            return wrong(version, u"%1 is a copy of %2: %3"_s.arg(wanted.label(), alsoInFolder->file, why),
                u"Take the file away; to make it a version of its own change its text and take the line \"hash:\" out."_s);
        }
        const int next = newestOf(here) + 1;
        if (wanted.number != next) {
            return wrong(version, u"%1 cannot come before %2@%3, which is neither in the folder nor in the workspace"_s.arg(wanted.label(), wanted.promptName).arg(next),
                u"Bring that file back, or give this one the number %1."_s.arg(next));
        }
        return {};
    }

    /// Whatever Assay writes is dated.
    [[nodiscard]] static bool isDated(const prompt::Version &version) { return toUnixMs(version.createdAt) != 0; }

    /// Two versions that were saved, even with one text, were not saved in the same millisecond.
    [[nodiscard]] static bool isCopy(const prompt::Version &version, const prompt::Version &other)
    {
        return !isDated(version) || (version.createdAt == other.createdAt && version.note == other.note && version.author == other.author && version.parent == other.parent);
    }

    Result<void> add(const FolderVersion &version, FolderPrompt *here)
    {
        const FolderVersion *same = here->findContent(version.version.contentHash);
        const QString how = same == nullptr ? QString() : u", with the text of %1"_s.arg(same->version.label());
        const bool isByHand = version.statedHash.isEmpty() || version.isEdited();
        const std::optional<int> newest = here->versions.isEmpty() ? std::nullopt : std::optional(newestOf(*here));
        const auto added = isByHand ? save(version, version.version.parent ? version.version.parent : newest) : restore(version);
        return added.transform([&](const prompt::Version &saved) { note(saved, how, here); });
    }

    /// Of edits that were taken before. What was written by hand may name no template options: the workspace's were others then.
    [[nodiscard]] static const FolderVersion *takenFrom(const FolderVersion &edit, const FolderPrompt &here)
    {
        FolderVersion byHand = edit;
        byHand.statedHash.clear();
        byHand.saysTemplateOptions = edit.saysTemplateOptions || !edit.statedHash.isEmpty();
        const auto found = std::ranges::find_if(
            here.versions, [&](const FolderVersion &each) { return each.version.contentHash == edit.version.contentHash || importexport::isSavedFrom(each.version, byHand); });
        return found == here.versions.end() ? nullptr : &*found;
    }

    Result<void> addEdit(const FolderVersion &version, FolderPrompt *here)
    {
        if (const FolderVersion *taken = takenFrom(version, *here)) {
            m_told.append(u"The edits of %1 are in the workspace already: %2"_s.arg(version.version.label(), taken->version.label()));
            return {};
        }
        return save(version, version.version.number).transform([&](const prompt::Version &saved) { note(saved, u", from the edits of %1"_s.arg(version.version.label()), here); });
    }

    void note(const prompt::Version &saved, const QString &how, FolderPrompt *here)
    {
        FolderVersion version{.version = saved};
        version.version.contentHash = prompt::contentHash(saved.content);
        here->versions.append(std::move(version));
        m_told.append(saved.label() + u" added"_s + how);
    }

    Result<prompt::Version> restore(const FolderVersion &version)
    {
        prompt::Version wanted = version.version;
        if (toUnixMs(wanted.createdAt) == 0)
            wanted.createdAt = m_now;
        return run::checkSchemas(wanted.content).and_then([&] { return store::PromptRepository(m_database).restoreVersion(wanted); }).transform_error([&](const Error &error) {
            return placed(error, version);
        });
    }

    Result<prompt::Version> save(const FolderVersion &version, std::optional<int> parent)
    {
        const prompt::Version &wanted = version.version;
        return run::checkSchemas(wanted.content)
            .and_then([&] {
                return store::PromptRepository(m_database)
                    .addVersion(wanted.promptName, wanted.content, wanted.note, parent, m_now, wanted.author.isEmpty() ? m_how.author : wanted.author);
            })
            .transform_error([&](const Error &error) { return placed(error, version); });
    }

    /// A fault in a message's template has its line in the message; one in a schema the line where it begins.
    [[nodiscard]] Error placed(const Error &error, const FolderVersion &version) const
    {
        Error there = fail(error.kind, error.message, error.hint).error().with(u"file"_s, pathOf(version.file));
        for (QString member = error.contextValue(u"member"); !member.isEmpty(); member = importexport::outerMember(member)) {
            if (const auto below = version.memberLines.constFind(member); below != version.memberLines.cend())
                return there.with(u"line"_s, *below);
        }
        const qsizetype message = error.contextValue(u"message").toLongLong() - 1;
        const qint64 line = error.contextValue(u"line").toLongLong();
        if (const QString snippet = error.contextValue(u"snippet"); !snippet.isEmpty())
            return there.with(u"snippet"_s, snippet).with(u"line"_s, line).with(u"column"_s, error.contextValue(u"column")).with(u"source"_s, error.contextValue(u"source"));
        if (message < 0 || message >= version.messageLines.size() || line < 1)
            return there;
        const QString &text = version.version.content.messages.at(message).text;
        const auto ownLineEnds = std::ranges::find_if(text, [](QChar c) { return c != u'\n'; }) - text.begin();
        return there.with(u"line"_s, std::max(version.messageLines.at(message) + line - 1 - ownLineEnds, qint64(1)))
            .with(u"column"_s, error.contextValue(u"column"))
            .with(u"source"_s, error.contextValue(u"source"));
    }

    /// Each that is at fault is told.
    void takeLabels(const FolderPrompt &prompt, const FolderPrompt &here)
    {
        for (const auto &[label, number] : prompt.labels.asKeyValueRange()) {
            const auto old = here.labels.constFind(label);
            if (old != here.labels.cend() && *old == number)
                continue;
            const auto moved
                = store::LabelRepository(m_database)
                      .move({.prompt = prompt.name, .label = label, .to = number, .actor = m_how.author, .reason = u"as in the folder that was imported"_s}, m_now, m_judge);
            if (!moved) {
                Error error = moved.error();
                // An earlier Assay took any name.
                if (error.kind == ErrorKind::invalidInput)
                    error.hint += u" Rename it in this line and import again; where the folder comes from, set a label of the new name and remove this one."_s;
                else if (error.kind == ErrorKind::conflict)
                    error.hint += u" Or import with --no-labels."_s;
                m_faults.append(error.with(u"file"_s, pathOf(prompt.folder + u'/' + importexport::folderlayout::kLabels)).with(u"line"_s, prompt.labelLines.value(label, 1)));
                continue;
            }
            QString line = u"%1 %2: on %3"_s.arg(prompt.name, label).arg(number);
            if (old != here.labels.cend())
                line += u", was on %1"_s.arg(*old);
            else if (here.removedLabels.contains(label))
                line += u", "_s + kWasRemoved;
            m_told.append(line);
        }
    }

    store::Database &m_database;
    PromptFolder m_folder;
    const FolderImport &m_how;
    UtcTime m_now;
    const run::GateJudge &m_judge;
    QStringList m_told;
    QList<Error> m_faults;
};

} // namespace

Result<PromptFolder> promptFolderOf(store::Database &database)
{
    PromptFolder folder;
    const auto prompts = store::PromptRepository(database).list();
    if (!prompts)
        return std::unexpected(prompts.error());
    for (const store::PromptSummary &summary : *prompts) {
        auto prompt = promptOf(database, summary.name);
        if (!prompt)
            return std::unexpected(prompt.error());
        if (!prompt->versions.isEmpty())
            folder.prompts.append(*std::move(prompt));
    }
    const auto snippets = store::SnippetRepository(database).list();
    if (!snippets)
        return std::unexpected(snippets.error());
    for (const store::Snippet &snippet : *snippets)
        folder.snippets.append({.name = snippet.name, .text = snippet.text});
    auto removed = store::SnippetRepository(database).removedTexts();
    if (!removed)
        return std::unexpected(removed.error());
    folder.removedSnippets = *std::move(removed);
    return folder;
}

Result<QStringList> importPromptFolder(store::Database &database, const PromptFolder &folder, const FolderImport &how, UtcTime now, const run::GateJudge &judge)
{
    return Importing(database, folder, how, now, judge).run();
}

} // namespace assay::workspace
