// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/commandkeystore.h"
#include "core/secrets/keychain.h"
#include "core/secrets/keyring.h"
#include "core/secrets/memorykeystore.h"

#include "core/base/taskscope.h"

#include <QElapsedTimer>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace assay;
using namespace assay::secrets;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Gives the name itself as the key, after a moment, and counts.
class SlowStore final : public KeyStore {
public:
    explicit SlowStore(int *asked) : m_asked(asked) {}
    QString scheme() const override { return u"slow"_s; }
    QCoro::Task<Result<Secret>> lookUp(QString name) override { return give(std::move(name), m_asked); }

private:
    static QCoro::Task<Result<Secret>> give(QString name, int *asked)
    {
        ++*asked;
        co_await sleepFor(20ms, {});
        if (name.startsWith(u"no"))
            co_return fail(ErrorKind::secretMissing, u"not there"_s);
        co_return Secret(name.toUtf8());
    }
    int *m_asked;
};

QString keyOf(KeyStore &store, const QString &name)
{
    const auto found = QCoro::waitFor(store.lookUp(name));
    return found ? QString::fromUtf8(found->bytes()) : u"error: "_s + found.error().message;
}

QCoro::Task<void> lookUpInto(KeyRing *ring, QString source, QStringList *found)
{
    const auto key = co_await ring->lookUp(std::move(source));
    found->append(key ? QString::fromUtf8(key->bytes()) : key.error().message);
}

} // namespace

class TestKeyRing : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString script(const QString &name, const QByteArray &text)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write("#!/bin/sh\n" + text);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return file.fileName();
    }

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void aSourceIsReadInItsForms_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("is");
        QTest::newRow("one for all") << u"env:A"_s << u"production"_s << u"env|A"_s;
        QTest::newRow("none") << QString() << QString() << u"none"_s;
        QTest::newRow("of the label") << u"production=keychain:p;env:D"_s << u"production"_s << u"keychain|p"_s;
        QTest::newRow("of all others") << u"production=keychain:p;env:D"_s << u"staging"_s << u"env|D"_s;
        QTest::newRow("of no label") << u"production=keychain:p;env:D"_s << QString() << u"env|D"_s;
        QTest::newRow("no other") << u"production=keychain:p"_s << u"staging"_s << u"none"_s;
        QTest::newRow("a command keeps what it holds") << u"command:sh -c 'a=b; c'"_s << QString() << u"command|sh -c 'a=b; c'"_s;
        QTest::newRow("a key") << u"sk-abcdef"_s << QString() << u"error"_s;
        QTest::newRow("a key where a variable belongs") << u"env:sk-abcdef"_s << QString() << u"error"_s;
        QTest::newRow("a key where a keychain's name belongs") << u"keychain:sk-abcdef"_s << QString() << u"error"_s;
        QTest::newRow("a key where a label belongs") << u"sk-abcdef=env:X"_s << QString() << u"error"_s;
        QTest::newRow("a key within a command") << QString(u"command:echo sk-"_s + u"ant-api03-"_s + u"aB3dE5gH7j"_s.repeated(9)) << QString() << u"error"_s;
        QTest::newRow("twice") << u"a=env:X;a=env:Y"_s << QString() << u"error"_s;
        QTest::newRow("half a list") << u"a=env:X;sk-abc"_s << QString() << u"error"_s;
    }

    void aSourceIsReadInItsForms()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, label);
        QFETCH(const QString, is);
        const auto source = KeySource::fromText(text);
        if (!source) {
            QCOMPARE(u"error"_s, is);
            QVERIFY(!source.error().describe().contains(u"sk-abc"_s));
            return;
        }
        const KeySource::Part *part = source->forLabel(label);
        QCOMPARE(part == nullptr ? u"none"_s : QString(part->scheme + u'|' + part->name), is);
    }

    void aKeyWhereANameBelongsIsRefusedAndNotRepeated_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isFine");
        QTest::newRow("a name") << u"gpt-4o mini (Europe)"_s << true;
        QTest::newRow("an address") << u"https://llm.example.com/v1?api-version=2024-10-21"_s << true;
        QTest::newRow("a word that begins like a key") << u"hf_mirror"_s << true;
        QTest::newRow("a key of a known shape") << QString(u"xai-"_s + u"aB3dE5gH7j"_s.repeated(8)) << false;
        QTest::newRow("a key within an address") << QString(u"https://x.dev/v1?key=AI"_s + u"za"_s + u"aB3dE5gH7jKmN9pQrS2tUvWxYz4c6F8hLkJ"_s) << false;
        QTest::newRow("a password within an address") << u"https://ada:pa55word@x.dev/v1"_s << false;
        QTest::newRow("of a shape that begins like a key") << QString(u" sk-"_s + u"0a1b2c3d"_s.repeated(4)) << false;
    }

    void aKeyWhereANameBelongsIsRefusedAndNotRepeated()
    {
        QFETCH(const QString, text);
        QFETCH(const bool, isFine);
        const auto checked = checkNoKey(u"The name"_s, text);
        QCOMPARE(checked.has_value(), isFine);
        QVERIFY(isFine || !checked.error().describe().contains(u"a1b2"_s));
        QVERIFY(isFine || !checked.error().describe().contains(u"aB3d"_s));
    }

    void aKeyIsKeptAndSharedWhileItIsLookedUp()
    {
        int asked = 0;
        KeyRing ring;
        ring.add(std::make_unique<SlowStore>(&asked));
        QStringList found;
        TaskScope scope;
        for (int call = 0; call < 50; ++call)
            scope.add(lookUpInto(&ring, u"slow:abc"_s, &found));
        QTRY_COMPARE(found.size(), 50);
        QCOMPARE(found.count(u"abc"_s), 50);
        QCOMPARE(asked, 1);
        ring.forget(u"slow:abc"_s);
        QVERIFY(QCoro::waitFor(ring.lookUp(u"slow:abc"_s)));
        QCOMPARE(asked, 2);
    }

    void whatIsMissingIsAskedForEachTime()
    {
        int asked = 0;
        KeyRing ring;
        ring.add(std::make_unique<SlowStore>(&asked));
        QVERIFY(!QCoro::waitFor(ring.lookUp(u"slow:none"_s)));
        QVERIFY(!QCoro::waitFor(ring.lookUp(u"slow:none"_s)));
        QCOMPARE(asked, 2);
    }

    void aLabelWithoutAKeyIsSaid()
    {
        KeyRing ring;
        ring.add(std::make_unique<EnvironmentKeyStore>());
        const auto key = QCoro::waitFor(ring.lookUp(u"production=env:HOME"_s, u"staging"_s));
        QVERIFY(!key);
        QCOMPARE(key.error().kind, ErrorKind::secretMissing);
        QVERIFY2(key.error().message.contains(u"staging"_s), qPrintable(key.error().message));
    }

    void wordsAreSplitAsAShellSplitsThem_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("plain") << u"op read  op://a/b"_s << QStringList{u"op"_s, u"read"_s, u"op://a/b"_s};
        QTest::newRow("quotes") << u"a 'b c' \"d 'e'\" f'g'h"_s << QStringList{u"a"_s, u"b c"_s, u"d 'e'"_s, u"fgh"_s};
        QTest::newRow("empty word") << u"a '' b"_s << QStringList{u"a"_s, QString(), u"b"_s};
        QTest::newRow("backslash") << u"a b\\ c '\\d'"_s << QStringList{u"a"_s, u"b c"_s, u"\\d"_s};
    }

    void wordsAreSplitAsAShellSplitsThem()
    {
        QFETCH(const QString, command);
        QFETCH(const QStringList, words);
        QCOMPARE(wordsOf(command), std::optional(words));
        QCOMPARE(wordsOf(u"a 'b"_s), std::nullopt);
    }

    void aCommandsFirstLineIsTheKey()
    {
        CommandKeyStore store;
        QCOMPARE(keyOf(store, script(u"key"_s, "echo '  abc-123 '; echo second\n")), u"abc-123"_s);
        QCOMPARE(keyOf(store, script(u"arguments"_s, "echo \"$2:$#\"\n") + u" one 'two;$HOME'"_s), u"two;$HOME:2"_s);
    }

    void aCommandThatFailsIsToldWithItsReason_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("says");
        QTest::newRow("exit code") << QByteArray("echo 'not signed in' >&2; exit 3\n") << u"exit code 3: not signed in"_s;
        QTest::newRow("nothing") << QByteArray("true\n") << u"printed nothing"_s;
        QTest::newRow("blanks inside") << QByteArray("echo 'a b'\n") << u"cannot be a key"_s;
        QTest::newRow("too slow") << QByteArray("sleep 60 & wait\n") << u"no key in time"_s;
    }

    void aCommandThatFailsIsToldWithItsReason()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, says);
        CommandKeyStore store(500ms);
        const QString told = keyOf(store, script(u"fails"_s, text));
        QVERIFY2(told.startsWith(u"error: "_s) && told.contains(says), qPrintable(told));
    }

    void aProgramThatIsNotThereIsTold()
    {
        CommandKeyStore store;
        QVERIFY(keyOf(store, u"/nowhere/op read x"_s).contains(u"cannot be started"_s));
    }

    void everyKeyThatAStoreGivesIsTold()
    {
        int asked = 0;
        KeyRing ring;
        ring.add(std::make_unique<SlowStore>(&asked));
        ring.add(std::make_unique<EnvironmentKeyStore>());
        auto typed = std::make_unique<MemoryKeyStore>();
        typed->put(u"once"_s, Secret("c"));
        ring.add(std::move(typed));
        qputenv("ASSAY_TEST_KEY", "b");
        QStringList told;
        ring.onFound([&told](const QString &source, const Secret &key) { told.append(source + u"="_s + QString::fromUtf8(key.bytes())); });
        for (const QString &source : {u"slow:a"_s, u"slow:a"_s, u"slow:none"_s, u"env:ASSAY_TEST_KEY"_s, u"memory:once"_s, u"x=slow:l;env:OTHER"_s})
            static_cast<void>(QCoro::waitFor(ring.lookUp(source, u"x"_s)));
        QCOMPARE(told, (QStringList{u"slow:a=a"_s, u"env:ASSAY_TEST_KEY=b"_s, u"slow:l=l"_s}));
    }

    void aTypedKeyLastsAsLongAsTheProgram()
    {
        MemoryKeyStore store;
        QVERIFY(keyOf(store, u"work"_s).contains(u"was not typed in"_s));
        store.put(u"work"_s, Secret("abc"));
        QCOMPARE(keyOf(store, u"work"_s), u"abc"_s);
    }

    void withoutAKeychainTheOtherWaysAreNamed()
    {
        // No session bus at all, as in a CI job.
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        KeychainStore store;
        const auto key = QCoro::waitFor(store.lookUp(u"work"_s));
        QVERIFY(!key);
        QCOMPARE(key.error().kind, ErrorKind::secretMissing);
        QVERIFY2(key.error().describe().contains(u"env:NAME"_s) || key.error().describe().contains(u"assay key store"_s), qPrintable(key.error().describe()));
        const auto stored = QCoro::waitFor(storeInKeychain(u"work"_s, Secret("abcdefgh")));
        QVERIFY(!stored);
        QVERIFY(!stored.error().describe().contains(u"abcdefgh"_s));
    }
};

QTEST_GUILESS_MAIN(TestKeyRing)
#include "tst_keyring.moc"
