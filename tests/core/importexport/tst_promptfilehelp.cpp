// SPDX-License-Identifier: GPL-3.0-or-later
// The examples of prompt files in the README and the help are such files, and the help knows all keys.
#include "core/importexport/promptfile.h"
#include "core/importexport/promptfolder.h"

#include "tests/support/expectresult.h"

#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>

using namespace assay;
using namespace assay::importexport;
using namespace Qt::StringLiterals;

namespace {

QString pageOf(const QString &path)
{
    QFile file(QStringLiteral(ASSAY_SOURCE_DIR "/") + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

struct Block {
    QString file; ///< named behind the kind; may be empty
    QByteArray text;
};

QList<Block> blocksOf(const QString &page, const QString &kind)
{
    const QRegularExpression form(u"^```"_s + kind + u"(?: (\\S+))?\\n(.*?)^```$"_s, QRegularExpression::MultilineOption | QRegularExpression::DotMatchesEverythingOption);
    QList<Block> blocks;
    auto matches = form.globalMatch(page);
    while (matches.hasNext()) {
        const auto match = matches.next();
        blocks.append({.file = match.captured(1), .text = match.captured(2).toUtf8()});
    }
    return blocks;
}

QStringList keysOf(const QString &page)
{
    static const QRegularExpression row(u"^\\| `(\\w+)` \\|"_s, QRegularExpression::MultilineOption);
    QStringList keys;
    auto matches = row.globalMatch(page);
    while (matches.hasNext())
        keys.append(matches.next().captured(1));
    return keys;
}

} // namespace

class TestPromptFileHelp : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theExamplesAreRead_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<qsizetype>("files");
        QTest::newRow("README") << u"README.md"_s << qsizetype(1);
        QTest::newRow("help") << u"resources/help/promptfiles.md"_s << qsizetype(2);
    }

    void theExamplesAreRead()
    {
        QFETCH(const QString, path);
        QFETCH(const qsizetype, files);
        qsizetype read = 0;
        for (const Block &block : blocksOf(pageOf(path), u"yaml"_s)) {
            if (!block.file.isEmpty())
                continue;
            const auto file = promptFileFromYaml(block.text, path);
            VERIFY_OK(file);
            QCOMPARE(file->prompt, u"triage"_s);
            ++read;
        }
        QCOMPARE(read, files);
    }

    void oneExampleHasAllKeysAndTheTableToo()
    {
        const QString page = pageOf(u"resources/help/promptfiles.md"_s);
        QCOMPARE(keysOf(page), promptFileMembers());
        const QByteArray whole = blocksOf(page, u"yaml"_s).at(1).text;
        const auto json = jsonFromYaml(whole);
        VERIFY_OK(json);
        QStringList keys;
        for (const auto &member : json->object_range())
            keys.append(QString::fromUtf8(member.key()));
        QCOMPARE(keys, promptFileMembers());
        // And each member has all that it can have.
        const auto file = promptFileFromYaml(whole, {});
        VERIFY_OK(file);
        const auto &parameters = file->content.parameters;
        QVERIFY(parameters.temperature && parameters.topP && parameters.maxOutputTokens && parameters.seed && !parameters.stop.isEmpty() && !parameters.reasoningEffort.isEmpty());
    }

    void theReadmeNamesAllKeys()
    {
        const QString page = pageOf(u"README.md"_s);
        const qsizetype from = page.indexOf(u"Its keys are ");
        QVERIFY(from > 0);
        static const QRegularExpression key(u"`(\\w+)`"_s);
        QStringList keys;
        auto matches = key.globalMatch(page.sliced(from, page.indexOf(u';', from) - from));
        while (matches.hasNext())
            keys.append(matches.next().captured(1));
        QCOMPARE(keys, promptFileMembers());
    }

    void theFolderIsRead()
    {
        const QTemporaryDir folder;
        const QString page = pageOf(u"resources/help/promptfiles.md"_s);
        for (const Block &block : blocksOf(page, u"yaml"_s) + blocksOf(page, u"markdown"_s)) {
            if (block.file.isEmpty())
                continue;
            const QFileInfo path(folder.filePath(block.file));
            QVERIFY(QDir().mkpath(path.absolutePath()));
            QFile file(path.filePath());
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(block.text) == block.text.size());
        }
        const auto read = readPromptFolder(folder.path());
        VERIFY_OK(read);
        QCOMPARE(read->others, QStringList());
        QCOMPARE(read->prompts.size(), 1);
        QCOMPARE(read->prompts.first().name, u"triage"_s);
        QCOMPARE(read->prompts.first().labels, (QMap<QString, int>{{u"production"_s, 1}}));
        QCOMPARE(read->prompts.first().versions.first().version.content.messages.size(), 2);
        QCOMPARE(read->snippets.size(), 1);
        QCOMPARE(read->snippets.first().name, u"tone"_s);
    }
};

QTEST_GUILESS_MAIN(TestPromptFileHelp)
#include "tst_promptfilehelp.moc"
