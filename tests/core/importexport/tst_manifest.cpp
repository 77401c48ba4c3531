// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/manifest.h"

#include "tests/support/expectresult.h"

#include <QFile>
#include <QTemporaryDir>

using namespace assay;
using namespace assay::importexport;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kWhole = "name: triage\n"
                          "title: Support triage\n"
                          "description: >-\n"
                          "  Two\n"
                          "  lines\n"
                          "license: CC0-1.0\n"
                          "items: items.jsonl\n"
                          "prompts:\n"
                          "  - prompts/one.yaml\n"
                          "  - prompts/two.yaml\n"
                          "defaultAssertions:\n"
                          "  - type: is-json\n"
                          "  - {type: not-contains, value: x, weight: 2}\n";

QByteArray promptNamed(const QByteArray &name)
{
    return "prompt: " + name + "\nmessages: [{role: user, template: '{{ text }}'}]\n";
}

class Folder {
public:
    Folder()
    {
        QDir(m_folder.path()).mkdir(u"prompts"_s);
        write(u"manifest.yaml"_s, kWhole);
        write(u"items.jsonl"_s, "{\"key\":\"a\",\"vars\":{\"text\":\"x\"}}\n");
        write(u"prompts/one.yaml"_s, promptNamed("one"));
        write(u"prompts/two.yaml"_s, promptNamed("two"));
    }

    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("%s cannot be written", qPrintable(name));
    }

    void remove(const QString &name) const { QFile::remove(m_folder.filePath(name)); }
    [[nodiscard]] QString path() const { return m_folder.path(); }

private:
    QTemporaryDir m_folder;
};

} // namespace

class TestManifest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aWholeManifestIsRead()
    {
        const auto manifest = manifestFromYaml(kWhole, u"manifest.yaml"_s);
        VERIFY_OK(manifest);
        QCOMPARE(manifest->name, u"triage"_s);
        QCOMPARE(manifest->title, u"Support triage"_s);
        QCOMPARE(manifest->description, u"Two lines"_s);
        QCOMPARE(manifest->license, u"CC0-1.0"_s);
        QCOMPARE(manifest->items, u"items.jsonl"_s);
        QCOMPARE(manifest->prompts, (QStringList{u"prompts/one.yaml"_s, u"prompts/two.yaml"_s}));
        QCOMPARE(manifest->defaultAssertions.size(), 2);
        QCOMPARE(manifest->defaultAssertions.at(1).name(), u"not-contains"_s);
        QCOMPARE(manifest->defaultAssertions.at(1).weight, 2.0);
    }

    void mistakesNameFileLineAndMember_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("named");
        QTest::newRow("no title") << QByteArray("title: Support triage\n") << QByteArray() << u"1"_s << u"title"_s;
        QTest::newRow("a title that is a number") << QByteArray("title: Support triage") << QByteArray("title: 5") << u"2"_s << u"title"_s;
        QTest::newRow("an unknown member") << QByteArray("license:") << QByteArray("licence:") << u"6"_s << u"licence"_s;
        QTest::newRow("items above the folder") << QByteArray("items: items.jsonl") << QByteArray("items: ../items.jsonl") << u"7"_s << u"items"_s;
        QTest::newRow("items anywhere") << QByteArray("items: items.jsonl") << QByteArray("items: /etc/passwd") << u"7"_s << u"items"_s;
        QTest::newRow("a prompt above the folder") << QByteArray("prompts/two.yaml") << QByteArray("prompts/../../two.yaml") << u"10"_s << u"prompts[1]"_s;
        QTest::newRow("a prompt that is a number") << QByteArray("prompts/two.yaml") << QByteArray("7") << u"10"_s << u"prompts[1]"_s;
        QTest::newRow("prompts in one text") << QByteArray("prompts:\n  - prompts/one.yaml\n  - prompts/two.yaml\n") << QByteArray("prompts: one.yaml\n") << u"8"_s << u"prompts"_s;
        QTest::newRow("a bad assertion") << QByteArray("type: is-json") << QByteArray("typ: is-json") << u"12"_s << u"typ"_s;
        QTest::newRow("a key twice") << QByteArray("license:") << QByteArray("name:") << u"6"_s << u"name"_s;
    }

    void mistakesNameFileLineAndMember()
    {
        QFETCH(const QByteArray, from);
        QFETCH(const QByteArray, to);
        QFETCH(const QString, line);
        QFETCH(const QString, named);
        QVERIFY(kWhole.contains(from));
        const auto manifest = manifestFromYaml(QByteArray(kWhole).replace(from, to), u"manifest.yaml"_s);
        QVERIFY(!manifest);
        QCOMPARE(manifest.error().contextValue(u"file"), u"manifest.yaml"_s);
        QVERIFY2(manifest.error().contextValue(u"line") == line, qPrintable(manifest.error().describe()));
        QVERIFY2(manifest.error().message.contains(named), qPrintable(manifest.error().message));
    }

    void filesThatAreNoManifestAreRefused()
    {
        for (const QByteArray &yaml : {QByteArray(), QByteArray("- a\n"), QByteArray("text\n"), QByteArray("\xFF")})
            QVERIFY(!manifestFromYaml(yaml, u"manifest.yaml"_s));
    }

    void aWholeFolderIsRead()
    {
        const Folder folder;
        const auto bundled = readBundledSet(folder.path());
        VERIFY_OK(bundled);
        QCOMPARE(bundled->set.name, u"triage"_s);
        QCOMPARE(bundled->set.items.size(), 1);
        QCOMPARE(bundled->set.defaultAssertions.size(), 2);
        QCOMPARE(bundled->prompts.size(), 2);
        QCOMPARE(bundled->prompts.at(1).prompt, u"two"_s);
    }

    void aMissingFileIsNamed_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto *name : {"manifest.yaml", "items.jsonl", "prompts/two.yaml"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void aMissingFileIsNamed()
    {
        QFETCH(const QString, name);
        const Folder folder;
        folder.remove(name);
        const auto bundled = readBundledSet(folder.path());
        VERIFY_FAILS(bundled, "io");
        QVERIFY(bundled.error().contextValue(u"file").endsWith(name));
    }

    void aBadFileIsNamedWithItsLine()
    {
        const Folder folder;
        folder.write(u"items.jsonl"_s, "{\"key\":\"a\"}\nbad\n");
        const auto bundled = readBundledSet(folder.path());
        VERIFY_FAILS(bundled, "parse");
        QVERIFY(bundled.error().contextValue(u"file").endsWith(u"/items.jsonl"));
        QCOMPARE(bundled.error().contextValue(u"line"), u"2"_s);
    }
};

QTEST_GUILESS_MAIN(TestManifest)
#include "tst_manifest.moc"
