// SPDX-License-Identifier: GPL-3.0-or-later
// What goes into a workspace: every file is read before anything is written, and all of them are written together or not at all.
#include "app/cli/verb.h"

#include "core/compare/labelgate.h"
#include "core/importexport/csv.h"
#include "core/importexport/folderstatus.h"
#include "core/importexport/jsonl.h"
#include "core/importexport/promptfile.h"
#include "core/settings/author.h"
#include "core/store/evalsetrepository.h"
#include "core/store/optionrepository.h"
#include "core/store/promptrepository.h"
#include "core/workspace/promptfolders.h"
#include "core/workspace/workspace.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <variant>

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

struct PromptInput {
    importexport::PromptFile file;
    QString path;
    QByteArray bytes;
    std::optional<int> parent; ///< absent: the newest version
    QString author;
};

struct ItemsFile {
    QString set;
    QList<evalset::Item> items;
    std::optional<QList<evalset::Assertion>> defaultAssertions;
};

struct FolderOfPrompts {
    importexport::PromptFolder contents;
    workspace::FolderImport how;
    QString workspace; ///< as the user calls it
};

/// In the order in which they are stored: examples are drawn from sets, and templates include snippets.
using InputFile = std::variant<ItemsFile, FolderOfPrompts, PromptInput>;

Result<QStringList> store(store::Database &database, const PromptInput &input)
{
    importexport::PromptFile file = input.file;
    if (!importexport::saysTemplateOptions(input.bytes)) {
        const auto options = store::OptionRepository(database).templateOptions();
        if (!options)
            return std::unexpected(options.error());
        file.content.templateOptions = *options;
    }
    store::PromptRepository prompts(database);
    std::optional<int> parent = input.parent;
    if (!parent) {
        const auto newest = prompts.version({.prompt = file.prompt});
        if (!newest && newest.error().kind != ErrorKind::notFound)
            return std::unexpected(newest.error());
        if (newest)
            parent = newest->number;
    }
    return prompts.addVersion(file.prompt, file.content, file.note, parent, SystemClock().utcNow(), input.author)
        .transform([](const prompt::Version &version) { return QStringList{u"%1 imported"_s.arg(version.label())}; })
        .transform_error([&input](const Error &error) { return importexport::errorInFile(error, input.bytes, input.path); });
}

Result<QStringList> store(store::Database &database, const ItemsFile &file)
{
    store::EvalSetRepository sets(database);
    evalset::EvalSet set;
    if (auto existing = sets.load(file.set))
        set = *std::move(existing);
    else if (existing.error().kind != ErrorKind::notFound)
        return std::unexpected(existing.error());
    set.name = file.set;
    set.items = file.items;
    if (file.defaultAssertions)
        set.defaultAssertions = *file.defaultAssertions;
    return sets.save(set, SystemClock().utcNow()).transform([](const evalset::EvalSet &saved) {
        return QStringList{u"%1 items imported as revision %2 of %3"_s.arg(saved.items.size()).arg(saved.revision).arg(saved.name)};
    });
}

Result<QStringList> store(store::Database &database, const FolderOfPrompts &folder)
{
    auto told = workspace::importPromptFolder(database, folder.contents, folder.how, SystemClock().utcNow(), compare::judgeGate);
    if (!told)
        return told;
    if (told->isEmpty())
        told->append(u"%1: everything is in the workspace already"_s.arg(folder.how.folder));
    for (const Error &doubt : folder.contents.doubts)
        told->append(doubt.describe());
    const auto here = workspace::promptFolderOf(database);
    if (!here)
        return std::unexpected(here.error());
    auto differences = importexport::differences(*here, folder.contents);
    if (!folder.how.withLabels)
        differences.removeIf([](const importexport::Difference &difference) { return difference.kind == importexport::DifferenceKind::label; });
    return *told + importexport::removalAdvice(differences, folder.workspace);
}

class Import final : public Verb {
public:
    const char *name() const override { return "import"; }
    const char *summary() const override { return "Bring items (.jsonl, .csv), a prompt version (.yaml) or a folder of prompts into a workspace, making it when it is not there"; }

    void describe(CLI::App &command) override
    {
        command.add_option("FILE", m_file, "The workspace (.assay)")->required();
        command.add_option("INPUT", m_inputs, "Files to bring in: .jsonl and .csv are items, .yaml is a prompt version, a folder is what export --prompts wrote")->required();
        command.add_option("--set", m_set, "Name of the eval set (default: the file's name)");
        command.add_option("--assertions", m_assertions, "JSON file with the set's default assertions");
        command.add_option("--parent", m_parent, "Number of the version that a prompt file is made from (default: the newest)")->check(CLI::Range(1, 1000000));
        command.add_flag("--take-edits", m_takesEdits, "A version that was edited in the folder becomes a new version, made from it");
        command.add_flag("--no-labels", m_isWithoutLabels, "Leave labels where they stand");
        command.footer("What a prompt file has: assay template --files.\n"
                       "It may draw examples, such as examples: {set: items, tag: shots, count: 4, seed: 1}; they are pinned when it is imported, as are the snippets\n"
                       "that its messages include. Items files go first, so that one call can bring both. A version's author is ASSAY_AUTHOR, or git's user.name. A file with a\n"
                       "fault is refused, and then nothing is imported, from the other files neither.\n"
                       "Of a folder come versions that are not there yet, with their numbers, then labels and the texts of snippets. Nothing goes away: labels and snippets that\n"
                       "the folder does not have are told, with what removes them here. A file without the line \"hash:\" is a\n"
                       "version that was written by hand. A version whose text was edited is an error unless --take-edits is given: a saved version never changes.");
    }

    int run(Context &context) override
    {
        const auto assertions = readAssertions();
        if (!assertions)
            return wrongUse(context, assertions.error());
        m_author = settings::author();
        QList<InputFile> files;
        for (const std::string &input : m_inputs) {
            auto file = read(fromStd(input), *assertions);
            if (!file)
                return wrongUse(context, file.error());
            files.append(*std::move(file));
        }
        if (const auto checked = checkTogether(files); !checked)
            return wrongUse(context, checked.error());
        std::ranges::stable_sort(files, {}, [](const InputFile &file) { return file.index(); });
        const bool exists = QFileInfo::exists(fromStd(m_file));
        auto workspace = exists ? workspace::Workspace::open(fromStd(m_file)) : workspace::Workspace::create(fromStd(m_file));
        if (!workspace)
            return wrongUse(context, workspace.error());
        const auto told = (*workspace)
                              ->write([files, isNew = !exists](store::Database &database) -> Result<QStringList> {
                                  if (isNew) {
                                      if (const auto added = app::addSimulatedModels(database); !added)
                                          return std::unexpected(added.error());
                                  }
                                  return storeAll(database, files);
                              })
                              .result();
        if (!told) {
            workspace->reset();
            if (!exists)
                QFile::remove(fromStd(m_file));
            return wrongUse(context, told.error());
        }
        for (const QString &line : *told)
            context.console.note(line);
        return kDone;
    }

private:
    /// Of two files for one set the second would replace the first, and an option that means none of the files was meant for another.
    [[nodiscard]] Result<void> checkTogether(const QList<InputFile> &files) const
    {
        QStringList sets;
        for (const InputFile &file : files) {
            const auto *items = std::get_if<ItemsFile>(&file);
            if (items != nullptr && sets.contains(items->set))
                return fail(ErrorKind::invalidInput, u"two of the files are items of the set %1"_s.arg(items->set), u"Join them, or import each into a set of its own."_s);
            if (items != nullptr)
                sets.append(items->set);
        }
        const bool hasFolder = std::ranges::any_of(files, [](const InputFile &file) { return std::holds_alternative<FolderOfPrompts>(file); });
        const bool hasPrompt = std::ranges::any_of(files, [](const InputFile &file) { return std::holds_alternative<PromptInput>(file); });
        struct Use {
            bool isSaid;
            bool isMeant;
            QString what;
        };
        for (const Use &use : {Use{!m_set.empty() || !m_assertions.empty(), !sets.isEmpty(), u"--set and --assertions are of items, .jsonl or .csv"_s},
                 Use{m_parent.has_value(), hasPrompt, u"--parent is of a prompt file, .yaml"_s},
                 Use{m_takesEdits || m_isWithoutLabels, hasFolder, u"--take-edits and --no-labels are of a folder"_s}}) {
            if (use.isSaid && !use.isMeant)
                return fail(ErrorKind::invalidInput, use.what + u", and there is none among the files"_s, u"Leave it out, or name what it is for."_s);
        }
        return {};
    }

    [[nodiscard]] static Result<QStringList> storeAll(store::Database &database, const QList<InputFile> &files)
    {
        QStringList told;
        for (const InputFile &file : files) {
            const auto lines = std::visit([&](const auto &content) { return store(database, content); }, file);
            if (!lines)
                return std::unexpected(lines.error());
            told += *lines;
        }
        return told;
    }

    [[nodiscard]] Result<InputFile> read(const QString &path, const std::optional<QList<evalset::Assertion>> &assertions) const
    {
        if (QFileInfo(path).isDir()) {
            return importexport::readPromptFolder(path).transform([&](const importexport::PromptFolder &contents) -> InputFile {
                return FolderOfPrompts{.contents = contents,
                    .how = {.folder = QDir::cleanPath(path), .takesEdits = m_takesEdits, .withLabels = !m_isWithoutLabels, .author = m_author},
                    .workspace = fromStd(m_file)};
            });
        }
        const auto bytes = readFile(path);
        if (!bytes)
            return std::unexpected(bytes.error());
        const QString ending = QFileInfo(path).suffix().toLower();
        if (ending == u"yaml"_s || ending == u"yml"_s)
            return importexport::promptFileFromYaml(*bytes, path).transform([&](const importexport::PromptFile &file) {
                return InputFile(PromptInput{file, path, *bytes, m_parent, m_author});
            });
        if (ending != u"csv"_s && ending != u"jsonl"_s)
            return fail(
                ErrorKind::invalidInput, u"%1 is neither .jsonl, .csv nor .yaml"_s.arg(path), u"Items come as .jsonl or .csv, a prompt version as .yaml, many as a folder."_s);
        auto items = ending == u"csv"_s ? importexport::itemsFromCsv(*bytes, path) : importexport::itemsFromJsonl(*bytes, path);
        if (!items)
            return std::unexpected(items.error());
        return ItemsFile{m_set.empty() ? QFileInfo(path).completeBaseName() : fromStd(m_set), *std::move(items), assertions};
    }

    [[nodiscard]] Result<std::optional<QList<evalset::Assertion>>> readAssertions() const
    {
        if (m_assertions.empty())
            return std::nullopt;
        const QString file = fromStd(m_assertions);
        const auto read = readFile(file).and_then([](const QByteArray &text) { return parseJson(QByteArrayView(text)); }).and_then(evalset::assertionsFromJson);
        if (!read)
            return std::unexpected(read.error().with(u"file"_s, file));
        return *read;
    }

    std::string m_file;
    std::vector<std::string> m_inputs;
    std::string m_set;
    std::string m_assertions;
    std::optional<int> m_parent;
    QString m_author;
    bool m_takesEdits = false;
    bool m_isWithoutLabels = false;
};

} // namespace

std::unique_ptr<Verb> makeImport()
{
    return std::make_unique<Import>();
}

} // namespace assay::cli
