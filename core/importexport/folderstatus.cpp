// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/folderstatus.h"

#include <QMap>

#include <algorithm>
#include <set>

namespace assay::importexport {

using namespace Qt::StringLiterals;

namespace {

QString toText(DifferenceSide side)
{
    switch (side) {
    case DifferenceSide::workspace:
        return u"workspace"_s;
    case DifferenceSide::folder:
        return u"folder"_s;
    case DifferenceSide::both:
        return u"both"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QString toText(DifferenceKind kind)
{
    switch (kind) {
    case DifferenceKind::version:
        return u"version"_s;
    case DifferenceKind::edited:
        return u"edited"_s;
    case DifferenceKind::conflict:
        return u"conflict"_s;
    case DifferenceKind::details:
        return u"details"_s;
    case DifferenceKind::label:
        return u"label"_s;
    case DifferenceKind::snippet:
        return u"snippet"_s;
    case DifferenceKind::other:
        return u"other"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

/// As a shell takes it for one word.
QString shellWord(const QString &text)
{
    const auto isPlain = [](QChar c) { return c.isLetterOrNumber() || QStringView(u"._-/@+,:%").contains(c); };
    return !text.isEmpty() && std::ranges::all_of(text, isPlain) ? text : QString(u'\'' + QString(text).replace(u"'"_s, u"'\\''"_s) + u'\'');
}

class Comparing {
public:
    void prompt(const FolderPrompt &workspace, const FolderPrompt &folder)
    {
        std::set<int> numbers;
        for (const FolderPrompt *side : {&workspace, &folder}) {
            for (const FolderVersion &version : side->versions)
                numbers.insert(version.version.number);
        }
        for (const int number : numbers)
            version(workspace.find(number), folder.find(number));
        labels(workspace, folder);
    }

    void snippets(const PromptFolder &workspace, const PromptFolder &folder)
    {
        for (const FolderSnippet &snippet : workspace.snippets) {
            const FolderSnippet *other = folder.findSnippet(snippet.name);
            if (other == nullptr)
                addRemovable(DifferenceKind::snippet, snippet.name, {}, {u"snippet"_s, snippet.name});
            else if (other->text != snippet.text)
                add(DifferenceSide::both, DifferenceKind::snippet, snippet.name, other->isEdited() ? u"edited in the folder"_s : u"differs"_s, other->file);
        }
        for (const FolderSnippet &snippet : folder.snippets) {
            if (workspace.findSnippet(snippet.name) == nullptr) {
                QString says;
                if (workspace.hasRemoved(snippet))
                    says = u"removed from the workspace: export would remove it here"_s;
                else if (workspace.removedSnippets.contains(snippet.name))
                    says = u"removed from the workspace with another text: import would bring it back"_s;
                add(DifferenceSide::folder, DifferenceKind::snippet, snippet.name, says, snippet.file);
            }
        }
    }

    void others(const PromptFolder &folder)
    {
        for (const QString &file : folder.others)
            add(DifferenceSide::folder, DifferenceKind::other, file, u"neither a version, labels nor a snippet"_s, file);
    }

    [[nodiscard]] const QList<Difference> &found() const { return m_found; }

private:
    void add(DifferenceSide side, DifferenceKind kind, const QString &what, const QString &says, const QString &file)
    {
        m_found.append({.side = side, .kind = kind, .what = what, .says = says, .file = file});
    }

    /// Of the workspace alone; `verb` is followed by what it removes.
    void addRemovable(DifferenceKind kind, const QString &what, const QString &says, const QStringList &verb)
    {
        add(DifferenceSide::workspace, kind, what, says, {});
        m_found.last().removal = verb + QStringList{u"--remove"_s};
    }

    void version(const FolderVersion *workspace, const FolderVersion *folder)
    {
        if (folder == nullptr)
            return add(DifferenceSide::workspace, DifferenceKind::version, workspace->version.label(), {}, {});
        const QString label = folder->version.label();
        if (workspace == nullptr)
            return add(DifferenceSide::folder, DifferenceKind::version, label, folder->isEdited() ? u"edited since it was written"_s : QString(), folder->file);
        if (workspace->version.contentHash != folder->version.contentHash && !isSavedFrom(workspace->version, *folder)) {
            if (folder->statedHash.isEmpty() || folder->statedHash == workspace->version.contentHash)
                add(DifferenceSide::both, DifferenceKind::edited, label, u"edited in the folder: a saved version never changes"_s, folder->file);
            else
                add(DifferenceSide::both, DifferenceKind::conflict, label, u"two versions of one number"_s, folder->file);
            return;
        }
        if (const QStringList names = differingDetails(workspace->version, *folder); !names.isEmpty())
            add(DifferenceSide::both, DifferenceKind::details, label, names.join(u", "_s) + (names.size() == 1 ? u" differs"_s : u" differ"_s), folder->file);
    }

    void labels(const FolderPrompt &workspace, const FolderPrompt &folder)
    {
        const QString file = folder.folder.isEmpty() ? QString() : QString(folder.folder + u'/' + folderlayout::kLabels);
        QMap<QString, int> all = workspace.labels;
        all.insert(folder.labels);
        for (const QString &label : all.keys()) {
            const QString what = workspace.name + u' ' + label;
            const auto here = workspace.labels.constFind(label);
            const auto there = folder.labels.constFind(label);
            if (there == folder.labels.cend() && folder.versions.isEmpty())
                add(DifferenceSide::workspace, DifferenceKind::label, what, u"on %1"_s.arg(*here), {});
            else if (there == folder.labels.cend())
                addRemovable(DifferenceKind::label, what, u"on %1"_s.arg(*here), {u"label"_s, workspace.name, label});
            else if (here == workspace.labels.cend() && workspace.removedLabels.contains(label))
                add(DifferenceSide::folder, DifferenceKind::label, what, u"on %1, removed from the workspace: export would remove it here"_s.arg(*there), file);
            else if (here == workspace.labels.cend())
                add(DifferenceSide::folder, DifferenceKind::label, what, u"on %1"_s.arg(*there), file);
            else if (*here != *there)
                add(DifferenceSide::both, DifferenceKind::label, what, u"on %1 in the workspace, on %2 in the folder"_s.arg(*here).arg(*there), file);
        }
    }

    QList<Difference> m_found;
};

} // namespace

QStringList differingDetails(const prompt::Version &saved, const FolderVersion &file)
{
    const prompt::Version &told = file.version;
    const bool isByHand = file.statedHash.isEmpty();
    QStringList names;
    if (saved.note != told.note && !(isByHand && told.note.isEmpty()))
        names.append(u"note"_s);
    if (saved.author != told.author && !(isByHand && told.author.isEmpty()))
        names.append(u"author"_s);
    if (saved.parent != told.parent && !(isByHand && !told.parent))
        names.append(u"parent"_s);
    if (saved.createdAt != told.createdAt && toUnixMs(told.createdAt) != 0)
        names.append(u"date"_s);
    return names;
}

QList<Difference> differences(const PromptFolder &workspace, const PromptFolder &folder)
{
    std::set<QString> names;
    for (const PromptFolder *side : {&workspace, &folder}) {
        for (const FolderPrompt &prompt : side->prompts)
            names.insert(prompt.name);
    }
    Comparing comparing;
    for (const QString &name : names) {
        const FolderPrompt none{.name = name};
        const FolderPrompt *here = workspace.find(name);
        const FolderPrompt *there = folder.find(name);
        comparing.prompt(here != nullptr ? *here : none, there != nullptr ? *there : none);
    }
    comparing.snippets(workspace, folder);
    comparing.others(folder);
    return comparing.found();
}

QString toLine(const Difference &difference)
{
    if (difference.kind == DifferenceKind::other)
        return u"? "_s + difference.what;
    const QChar mark = difference.side == DifferenceSide::workspace ? u'W' : difference.side == DifferenceSide::folder ? u'F' : u'M';
    const bool isNamed = difference.kind == DifferenceKind::label || difference.kind == DifferenceKind::snippet;
    const QString what = isNamed ? QString(toText(difference.kind) + u' ' + difference.what) : difference.what;
    return mark + u' ' + what + (difference.says.isEmpty() ? QString() : QString(u"  "_s + difference.says));
}

Json toJson(const QList<Difference> &differences)
{
    Json list(jsoncons::json_array_arg);
    for (const Difference &difference : differences) {
        Json entry(jsoncons::json_object_arg);
        entry.insert_or_assign("side", jsonString(toText(difference.side)));
        entry.insert_or_assign("kind", jsonString(toText(difference.kind)));
        entry.insert_or_assign("what", jsonString(difference.what));
        entry.insert_or_assign("says", jsonString(difference.says));
        if (!difference.file.isEmpty())
            entry.insert_or_assign("file", jsonString(difference.file));
        list.push_back(std::move(entry));
    }
    Json json(jsoncons::json_object_arg);
    json.insert_or_assign("same", isSame(differences));
    json.insert_or_assign("differences", std::move(list));
    return json;
}

QStringList removalAdvice(const QList<Difference> &differences, const QString &workspace)
{
    constexpr qsizetype kShown = 20;
    QStringList commands;
    for (const Difference &difference : differences) {
        if (difference.removal.isEmpty())
            continue;
        QStringList words{shellWord(workspace)};
        std::ranges::transform(difference.removal.sliced(1), std::back_inserter(words), shellWord);
        commands.append(u"  assay %1 %2"_s.arg(difference.removal.first(), words.join(u' ')));
    }
    if (commands.isEmpty())
        return {};
    QStringList advice{
        u"The workspace has labels or snippets that the folder does not have: export writes them there. Those that were removed elsewhere stay here until they are removed here, too:"_s};
    advice += commands.first(std::min(kShown, commands.size()));
    if (commands.size() > kShown)
        advice.append(u"  and %1 more"_s.arg(commands.size() - kShown));
    return advice;
}

bool isSame(const QList<Difference> &differences)
{
    return std::ranges::all_of(differences, [](const Difference &difference) { return difference.kind == DifferenceKind::other; });
}

} // namespace assay::importexport
