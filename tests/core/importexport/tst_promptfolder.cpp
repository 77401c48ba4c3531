// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/promptfolder.h"

#include "tests/core/importexport/contentsamples.h"
#include "tests/support/expectresult.h"

#include <QDir>
#include <QDirIterator>
#include <QTemporaryDir>

using namespace assay;
using namespace assay::importexport;
using namespace Qt::StringLiterals;

namespace {

FolderVersion version(const QString &prompt, int number, const prompt::Content &content)
{
    FolderVersion made;
    made.version.promptName = prompt;
    made.version.number = number;
    made.version.note = u"number %1"_s.arg(number);
    made.version.author = u"Ada"_s;
    made.version.parent = number > 1 ? std::optional(number - 1) : std::nullopt;
    made.version.createdAt = utcFromUnixMs(1795788131123 + number);
    made.version.content = content;
    made.version.contentHash = prompt::contentHash(content);
    return made;
}

prompt::Content saying(const QString &text)
{
    prompt::Content content;
    content.messages = {{tokens::Role::user, text}};
    return content;
}

FolderPrompt promptOf(const QString &name, const QStringList &texts)
{
    FolderPrompt prompt{.name = name};
    for (const QString &text : texts)
        prompt.versions.append(version(name, int(prompt.versions.size()) + 1, saying(text)));
    return prompt;
}

/// Whatever is the same in a workspace and in its folder.
QString printed(const PromptFolder &folder)
{
    QStringList lines;
    for (const FolderPrompt &prompt : folder.prompts) {
        for (const FolderVersion &each : prompt.versions) {
            const prompt::Version &version = each.version;
            lines.append(u"%1 %2 %3 %4 %5 %6"_s.arg(
                version.label(), version.contentHash, version.note, version.author, QString::number(version.parent.value_or(0)), QString::number(toUnixMs(version.createdAt))));
        }
        for (const auto &[label, number] : prompt.labels.asKeyValueRange())
            lines.append(u"%1 %2 %3"_s.arg(prompt.name, label).arg(number));
    }
    for (const FolderSnippet &snippet : folder.snippets)
        lines.append(snippet.name + u" = " + snippet.text);
    return lines.join(u'\n');
}

} // namespace

class TestPromptFolder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_base = std::make_unique<QTemporaryDir>();
        m_folder = m_base->filePath(u"folder"_s);
        m_contents = {};
        m_contents.prompts = {promptOf(u"Greet"_s, {u"Hi"_s}), promptOf(u"greet"_s, {u"Hello"_s}), promptOf(u"team/triage: über"_s, {u"a"_s, u"b"_s})};
        m_contents.prompts[2].labels = {{u"production"_s, 1}, {u"staging"_s, 2}};
        m_contents.snippets = {{.name = u"a b"_s, .text = u"<!-- @text -->\n"_s}, {.name = u"tone"_s, .text = u"Be kind."_s}};
    }

    void everyThingHasItsPlace()
    {
        const auto written = writePromptFolder(m_folder, m_contents);
        VERIFY_OK(written);
        QCOMPARE(written->written,
            (QStringList{u"assay.yaml"_s, u"prompts/Greet/0001.md"_s, u"prompts/greet~2/0001.md"_s, u"prompts/team%2Ftriage%3A über/0001.md"_s,
                u"prompts/team%2Ftriage%3A über/0002.md"_s, u"snippets/a b.md"_s, u"snippets/tone.md"_s, u"prompts/team%2Ftriage%3A über/labels.yaml"_s}));
        QCOMPARE(written->left, QStringList());
        QCOMPARE(bytesOf(u"prompts/team%2Ftriage%3A über/labels.yaml"_s), QByteArray("production: 1\nstaging: 2\n"));
        QCOMPARE(bytesOf(u"assay.yaml"_s), QByteArray("form: 1\n"));
        const auto read = readPromptFolder(m_folder);
        VERIFY_OK(read);
        QCOMPARE(printed(*read), printed(m_contents));
        QCOMPARE(read->others, QStringList());
    }

    void aSecondTimeNothingIsWritten()
    {
        VERIFY_OK(writePromptFolder(m_folder, m_contents));
        const QStringList before = stateOf();
        const auto again = writePromptFolder(m_folder, m_contents);
        VERIFY_OK(again);
        QCOMPARE(again->written, QStringList());
        QCOMPARE(stateOf(), before);
    }

    void aNewVersionIsOneFileAndPerhapsLabels()
    {
        VERIFY_OK(writePromptFolder(m_folder, m_contents));
        m_contents.prompts[1].versions.append(version(u"greet"_s, 2, saying(u"Good day"_s)));
        QCOMPARE(writePromptFolder(m_folder, m_contents)->written, QStringList{u"prompts/greet~2/0002.md"_s});
        m_contents.prompts[1].labels = {{u"production"_s, 2}};
        QCOMPARE(writePromptFolder(m_folder, m_contents)->written, QStringList{u"prompts/greet~2/labels.yaml"_s});
    }

    void aNewPromptMovesNoOtherFolder()
    {
        m_contents.prompts.removeFirst();
        VERIFY_OK(writePromptFolder(m_folder, m_contents));
        m_contents.prompts.prepend(promptOf(u"GREET"_s, {u"HI"_s}));
        QCOMPARE(writePromptFolder(m_folder, m_contents)->written, QStringList{u"prompts/GREET~2/0001.md"_s});
        QCOMPARE(printed(*readPromptFolder(m_folder)), printed(m_contents));
    }

    void anyContentsComeBack()
    {
        test::RandomContent random(5);
        m_contents = {};
        FolderPrompt prompt{.name = u"p"_s};
        prompt.versions.append(version(u"p"_s, 1, test::fullContent()));
        for (int number = 2; number <= 200; ++number)
            prompt.versions.append(version(u"p"_s, number, random.next()));
        m_contents.prompts = {prompt};
        for (int i = 0; i < 50; ++i)
            m_contents.snippets.append({.name = u"part %1"_s.arg(i, 2, 10, QChar(u'0')), .text = random.text()});
        VERIFY_OK(writePromptFolder(m_folder, m_contents));
        const auto read = readPromptFolder(m_folder);
        VERIFY_OK(read);
        QCOMPARE(printed(*read), printed(m_contents));
        for (qsizetype i = 0; i < prompt.versions.size(); ++i)
            QCOMPARE(read->prompts[0].versions[i].version.content, prompt.versions[i].version.content);
    }

    void filesOfOthersAreLeftAndTold()
    {
        VERIFY_OK(writePromptFolder(m_folder, m_contents));
        write(u"README.md"_s, "mine");
        write(u"prompts/greet~2/notes.txt"_s, "mine");
        write(u"prompts/old/0001.md"_s, "<!-- @user -->\nOld\n");
        write(u"snippets/old.md"_s, "<!-- @text -->\nOld\n");
        const auto written = writePromptFolder(m_folder, m_contents);
        VERIFY_OK(written);
        QCOMPARE(written->written, QStringList());
        QCOMPARE(written->left, (QStringList{u"prompts/greet~2/notes.txt"_s, u"prompts/old/0001.md"_s, u"snippets/old.md"_s}));
        QCOMPARE(bytesOf(u"README.md"_s), QByteArray("mine"));
        QCOMPARE(readPromptFolder(m_folder)->others, QStringList{u"prompts/greet~2/notes.txt"_s});
    }

    void theFileOfASnippetThatWasRemovedGoes_data()
    {
        QTest::addColumn<QByteArray>("old");
        QTest::addColumn<QByteArray>("changed");
        QTest::addColumn<QString>("removedText");
        QTest::addColumn<bool>("goes");
        QTest::newRow("as it was written") << QByteArray() << QByteArray() << u"Be kind."_s << true;
        QTest::newRow("edited since") << QByteArray("Be kind.") << QByteArray("Be brief.") << u"Be kind."_s << false;
        QTest::newRow("edited to what it was last") << QByteArray("Be kind.") << QByteArray("Be brief.") << u"Be brief."_s << false;
        QTest::newRow("without a hash, by hand") << QByteArray("hash: ") << QByteArray("# ") << u"Be kind."_s << false;
        QTest::newRow("with a remark of somebody's") << QByteArray("hash: ") << QByteArray("# legal wants it back\nhash: ") << u"Be kind."_s << false;
        QTest::newRow("of another text") << QByteArray() << QByteArray() << u"Be brief."_s << false;
        QTest::newRow("that the workspace never had") << QByteArray() << QByteArray() << QString() << false;
    }

    void theFileOfASnippetThatWasRemovedGoes()
    {
        QFETCH(const QByteArray, old);
        QFETCH(const QByteArray, changed);
        QFETCH(const QString, removedText);
        QFETCH(const bool, goes);
        VERIFY_OK(writePromptFolder(m_folder, m_contents));
        const QString file = u"snippets/tone.md"_s;
        write(file, bytesOf(file).replace(old, changed));
        m_contents.snippets.removeLast();
        if (!removedText.isNull())
            m_contents.removedSnippets.insert(u"tone"_s, removedText);
        const auto written = writePromptFolder(m_folder, m_contents);
        VERIFY_OK(written);
        QCOMPARE(written->removed, goes ? QStringList{file} : QStringList());
        QCOMPARE(written->left, goes ? QStringList() : QStringList{file});
        QCOMPARE(QFile::exists(m_folder + u'/' + file), !goes);
        QCOMPARE(writePromptFolder(m_folder, m_contents)->removed, QStringList());
    }

    void aSnippetStaysWhileTheFolderHasVersionsThatTheWorkspaceLacks()
    {
        VERIFY_OK(writePromptFolder(m_folder, m_contents));
        const QString folder = readPromptFolder(m_folder)->prompts.first().folder;
        write(folder + u"/0099.md"_s, "<!-- @user -->\n{% include \"tone\" %} y\n");
        m_contents.snippets.removeLast();
        m_contents.removedSnippets.insert(u"tone"_s, u"Be kind."_s);
        const auto written = writePromptFolder(m_folder, m_contents);
        VERIFY_OK(written);
        QCOMPARE(written->removed, QStringList());
        QVERIFY(written->left.contains(u"snippets/tone.md"_s));
        QVERIFY(QFile::exists(m_folder + u"/snippets/tone.md"_s));
    }

    void aFileLargerThanAnyPromptIsNotRead()
    {
        VERIFY_OK(writePromptFolder(m_folder, m_contents));
        const QString file = readPromptFolder(m_folder)->prompts.first().folder + u"/0098.md"_s;
        write(file, "x");
        QVERIFY(QFile::resize(m_folder + u'/' + file, qint64(3) * 1024 * 1024 * 1024)); // sparse
        const auto read = readPromptFolder(m_folder);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::tooLarge);
        QVERIFY(read.error().contextValue(u"file").endsWith(u"0098.md"));
    }

    void noTextOfOthersIsWrittenOver_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("told");
        QTest::newRow("an edit") << u"prompts/greet~2/0001.md"_s << QByteArray("---\nhash: sha256-%1\n---\n<!-- @user -->\nHello you\n") << u"--take-edits"_s;
        QTest::newRow("by hand") << u"prompts/greet~2/0001.md"_s << QByteArray("<!-- @user -->\nHello you\n") << u"--take-edits"_s;
        QTest::newRow("another version") << u"prompts/greet~2/0001.md"_s << QByteArray("---\nhash: sha256-%2\n---\n<!-- @user -->\nHello you\n") << u"another greet@1"_s;
        QTest::newRow("what cannot be read") << u"prompts/greet~2/0001.md"_s << QByteArray("<<<<<<< HEAD\n") << u"written over"_s;
        QTest::newRow("a snippet by hand") << u"snippets/tone.md"_s << QByteArray("MY WORK\n") << u"written over"_s;
        QTest::newRow("labels in a merge") << u"prompts/greet~2/labels.yaml"_s << QByteArray("<<<<<<< HEAD\nproduction: 2\n=======\nproduction: 3\n>>>>>>> x\n")
                                           << u"written over"_s;
        QTest::newRow("labels that are no text") << u"prompts/greet~2/labels.yaml"_s << QByteArray("production: 1 # \xff\n") << u"written over"_s;
        QTest::newRow("a newer form") << u"assay.yaml"_s << QByteArray("form: 2\n") << u"newer Assay"_s;
        QTest::newRow("a snippet") << u"snippets/tone.md"_s << QByteArray("<!-- @text -->\nBe brief.\n") << u"tone"_s;
    }

    void noTextOfOthersIsWrittenOver()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, told);
        VERIFY_OK(writePromptFolder(m_folder, m_contents));
        bytes.replace("%1", prompt::contentHash(saying(u"Hello"_s)).toUtf8()).replace("%2", prompt::contentHash(saying(u"Hello you"_s)).toUtf8());
        write(file, bytes);
        m_contents.prompts[2].versions.append(version(m_contents.prompts[2].name, 3, saying(u"c"_s)));
        const QStringList before = stateOf();
        const auto written = writePromptFolder(m_folder, m_contents);
        QVERIFY(!written);
        QVERIFY2(written.error().describe().contains(told) && written.error().describe().contains(file), qPrintable(written.error().describe()));
        QCOMPARE(stateOf(), before);
    }

    void whatIsTakenBackIsTold()
    {
        VERIFY_OK(writePromptFolder(m_folder, m_contents));
        const QString labels = u"prompts/team%2Ftriage%3A über/labels.yaml"_s;
        write(u"prompts/greet~2/0001.md"_s, bytesOf(u"prompts/greet~2/0001.md"_s).replace("number 1", "mine"));
        m_contents.prompts[2].removedLabels = {{u"gone"_s, 2}};
        write(labels, "production: 2\nold: 1\ngone: 1\nstaging: 2\n");
        const auto written = writePromptFolder(m_folder, m_contents);
        VERIFY_OK(written);
        QCOMPARE(written->written, (QStringList{u"prompts/greet~2/0001.md"_s, labels}));
        QCOMPARE(written->takenBack,
            (QStringList{u"prompts/greet~2/0001.md: note as in the workspace again"_s, labels + u": gone stood on 1, and was removed from the workspace",
                labels + u": old stood on 1, and is not in the workspace; to keep it, put its line back and import",
                labels + u": production stood on 2, and is on 1 as in the workspace"}));
        QCOMPARE(writePromptFolder(m_folder, m_contents)->takenBack, QStringList());
    }

    void labelsThatSayTheSameStayAsTheyAre()
    {
        VERIFY_OK(writePromptFolder(m_folder, m_contents));
        write(u"prompts/team%2Ftriage%3A über/labels.yaml"_s, "# both\nstaging: 2\nproduction: 1\n");
        QCOMPARE(writePromptFolder(m_folder, m_contents)->written, QStringList());
    }

    void aMarkOfAMergeThatWasSavedIsToldAndWrittenOtherwise()
    {
        const QString text = u"a\n<<<<<<< HEAD"_s;
        m_contents.prompts = {promptOf(u"p"_s, {text})};
        m_contents.snippets = {{.name = u"tone"_s, .text = text}};
        VERIFY_OK(writePromptFolder(m_folder, m_contents));
        for (const QString &file : {u"prompts/p/0001.md"_s, u"snippets/tone.md"_s})
            write(file, bytesOf(file).replace(" (escaped)", "").replace("\\u003c", "<"));
        const auto read = readPromptFolder(m_folder);
        VERIFY_OK(read);
        QCOMPARE(printed(*read), printed(m_contents));
        QCOMPARE(read->doubts.size(), 2);
        QVERIFY2(read->doubts.first().describe().contains(u"prompts/p/0001.md:13: "_s), qPrintable(read->doubts.first().describe()));
        QVERIFY2(read->doubts.last().describe().contains(u"snippets/tone.md:9: "_s), qPrintable(read->doubts.last().describe()));
        QCOMPARE(writePromptFolder(m_folder, m_contents)->written, (QStringList{u"prompts/p/0001.md"_s, u"snippets/tone.md"_s}));
        QCOMPARE(readPromptFolder(m_folder)->doubts, QList<Error>());
    }

    void faultsOfAFolderAreToldWithFileAndLine_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("told");
        const auto row = [](const char *name, const QString &file, const QByteArray &bytes, const QString &told) { QTest::newRow(name) << file << bytes << told; };
        const QByteArray body = "<!-- @user -->\nx\n";
        row("a bad version", u"prompts/p/0001.md"_s, "---\nversion: 1\nheat: 1\n---\n" + body, u"prompts/p/0001.md:3"_s);
        row("another number", u"prompts/p/0002.md"_s, "---\nversion: 1\n---\n" + body, u"prompts/p/0002.md:1: says that it is version 1"_s);
        row("a number twice", u"prompts/greet~2/1.md"_s, body, u"stands in prompts/greet~2/0001.md, too"_s);
        row("another prompt", u"prompts/greet~2/0002.md"_s, "---\nprompt: x\n---\n" + body, u"is of the prompt \"x\""_s);
        row("a prompt in two folders", u"prompts/z/0001.md"_s, "---\nprompt: greet\n---\n" + body, u"stands in prompts/greet~2, too"_s);
        row("labels that are none", u"prompts/greet~2/labels.yaml"_s, "- a\n", u"labels.yaml"_s);
        row("a label on no version", u"prompts/greet~2/labels.yaml"_s, "a: 1\nb: two\n", u"labels.yaml:2: b stands on no version"_s);
        row("no YAML in labels", u"prompts/greet~2/labels.yaml"_s, "<<<<<<< HEAD\nproduction: 2\n=======\nproduction: 3\n>>>>>>> x\n", u"labels.yaml:1:1: \"<<<<<<<\""_s);
        row("a merge in a text", u"prompts/p/0001.md"_s, body + "<<<<<<< HEAD\ny\n=======\nz\n>>>>>>> x\n", u"prompts/p/0001.md:3:1: \"<<<<<<<\" is the mark of a merge"_s);
        row("a merge in a head", u"prompts/p/0001.md"_s, "---\n<<<<<<< HEAD\nnote: a\n=======\nnote: b\n>>>>>>> x\n---\n" + body, u"0001.md:2:1: \"<<<<<<<\""_s);
        row("a merge in a snippet", u"snippets/x.md"_s, "<!-- @text -->\na\n>>>>>>> x\n", u"snippets/x.md:3:1: \">>>>>>>\""_s);
        row("a folder that is no file", u"prompts/p/0001.md/x"_s, body, u"prompts/p/0001.md: is no file"_s);
        row("a snippet with two texts", u"snippets/x.md"_s, "<!-- @text -->\na\n<!-- @text -->\nb\n", u"snippets/x.md"_s);
        row("a snippet that no include can name", u"snippets/x.md"_s, "---\nsnippet: a'b\n---\n<!-- @text -->\na\n", u"snippets/x.md"_s);
        row("a snippet twice", u"snippets/x.md"_s, "---\nsnippet: tone\n---\n<!-- @text -->\na\n", u"stands in snippets/tone.md, too"_s);
        row("a newer form", u"assay.yaml"_s, "form: 2\n", u"newer Assay"_s);
        row("no form", u"assay.yaml"_s, "format: 2\n", u"form: 1"_s);
    }

    void faultsOfAFolderAreToldWithFileAndLine()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, told);
        VERIFY_OK(writePromptFolder(m_folder, m_contents));
        write(file, bytes);
        const auto read = readPromptFolder(m_folder);
        QVERIFY(!read);
        QVERIFY2(read.error().describe().contains(told), qPrintable(read.error().describe()));
    }

    void aLinkIsNotFollowed_data()
    {
        QTest::addColumn<QString>("from");
        QTest::newRow("a version") << u"prompts/greet~2/0002.md"_s;
        QTest::newRow("labels") << u"prompts/greet~2/labels.yaml"_s;
        QTest::newRow("a prompt") << u"prompts/other"_s;
        QTest::newRow("a snippet") << u"snippets/other.md"_s;
        QTest::newRow("all snippets") << u"snippets"_s;
        QTest::newRow("the form") << u"assay.yaml"_s;
    }

    void aLinkIsNotFollowed()
    {
        QFETCH(QString, from);
        m_contents.snippets.clear();
        VERIFY_OK(writePromptFolder(m_folder, m_contents));
        QFile::remove(m_folder + u"/assay.yaml"_s);
        QDir().mkpath(m_folder + u"/snippets"_s);
        QDir().rmdir(m_folder + u'/' + from);
        QVERIFY(QDir().mkpath(m_folder + u"/../outside/x"_s));
        write(u"../outside/0001.md"_s, "<!-- @user -->\nsecret\n");
        const bool isFolder = !from.endsWith(u".md"_s) && !from.endsWith(u".yaml"_s);
        QVERIFY(QFile::link(m_base->filePath(isFolder ? u"outside"_s : u"outside/0001.md"_s), m_folder + u'/' + from));
        const auto read = readPromptFolder(m_folder);
        VERIFY_FAILS(read, "invalid-input");
        QVERIFY2(read.error().describe().contains(from + u": is a symbolic link"_s), qPrintable(read.error().describe()));
    }

    void linksBesideItsFilesAreThoseOfOthers()
    {
        VERIFY_OK(writePromptFolder(m_folder, m_contents));
        QVERIFY(QFile::link(m_base->path(), m_folder + u"/prompts/greet~2/out"_s));
        QVERIFY(QFile::link(m_base->filePath(u"nowhere"_s), m_folder + u"/snippets/gone"_s));
        const auto read = readPromptFolder(m_folder);
        VERIFY_OK(read);
        QCOMPARE(read->others, (QStringList{u"prompts/greet~2/out"_s, u"snippets/gone"_s}));
    }

    void allFaultsAreToldAtOnce()
    {
        VERIFY_OK(writePromptFolder(m_folder, m_contents));
        write(u"prompts/greet~2/0001.md"_s, "x");
        write(u"prompts/Greet/0001.md"_s, "y");
        const auto read = readPromptFolder(m_folder);
        QVERIFY(!read);
        const QString told = read.error().describe();
        QVERIFY2(told.contains(u"prompts/greet~2/0001.md:1"_s) && told.contains(u"prompts/Greet/0001.md:1"_s), qPrintable(told));
    }

    void whatIsNoFolderOfPromptsIsSaid()
    {
        VERIFY_FAILS(readPromptFolder(m_folder), "not-found");
        VERIFY_FAILS(readPromptFolder(m_base->path()), "not-found");
        write(u"prompts"_s, "a file");
        VERIFY_FAILS(writePromptFolder(m_folder + u"/prompts"_s, m_contents), "invalid-input");
    }

    void aFolderByHandNeedsNoMoreThanNames()
    {
        write(u"prompts/my prompt/1.md"_s, "<!-- @user -->\nx\n");
        write(u"prompts/my prompt/2.md"_s, "---\nnote: better\n---\n<!-- @user -->\ny\n");
        write(u"prompts/my prompt/labels.yaml"_s, "# where it runs\nproduction: 2\n");
        write(u"snippets/tone.md"_s, "<!-- @text -->\nKind.\n");
        const auto read = readPromptFolder(m_folder);
        VERIFY_OK(read);
        QCOMPARE(read->prompts.size(), 1);
        QCOMPARE(read->prompts[0].name, u"my prompt"_s);
        QCOMPARE(read->prompts[0].versions[1].version.label(), u"my prompt@2"_s);
        QCOMPARE(read->prompts[0].labels.value(u"production"_s), 2);
        QCOMPARE(read->snippets[0].name, u"tone"_s);
    }

private:
    [[nodiscard]] QByteArray bytesOf(const QString &file) const
    {
        QFile open(m_folder + u'/' + file);
        return open.open(QIODevice::ReadOnly) ? open.readAll() : QByteArray();
    }

    void write(const QString &file, const QByteArray &bytes) const
    {
        const QString path = m_folder + u'/' + file;
        QVERIFY(QDir().mkpath(QFileInfo(path).absolutePath()));
        QFile open(path);
        QVERIFY(open.open(QIODevice::WriteOnly) && open.write(bytes) == bytes.size());
    }

    /// Every file with its content and its time.
    [[nodiscard]] QStringList stateOf() const
    {
        QStringList state;
        QDirIterator files(m_folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QFileInfo info = files.nextFileInfo();
            const QString path = QDir(m_folder).relativeFilePath(info.filePath());
            state.append(u"%1 %2 %3"_s.arg(path, QString::number(info.lastModified().toMSecsSinceEpoch()), QString::fromUtf8(bytesOf(path))));
        }
        state.sort();
        return state;
    }

    std::unique_ptr<QTemporaryDir> m_base;
    QString m_folder;
    PromptFolder m_contents;
};

QTEST_GUILESS_MAIN(TestPromptFolder)
#include "tst_promptfolder.moc"
