// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/keyage.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace assay;
using namespace assay::secrets;
using namespace Qt::StringLiterals;

namespace {

const QDate kDay(2026, 8, 1);
const QString kSource = u"env:OPENAI_API_KEY"_s;

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestKeyAge : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aKeyIsOldAfterNinetyDays_data()
    {
        QTest::addColumn<int>("days");
        QTest::addColumn<bool>("isOld");
        QTest::newRow("the same day") << 0 << false;
        QTest::newRow("the day before the limit") << 89 << false;
        QTest::newRow("the day of the limit") << 90 << true;
        QTest::newRow("much later") << 400 << true;
        QTest::newRow("with a clock that was set back") << -30 << false;
    }

    void aKeyIsOldAfterNinetyDays()
    {
        QFETCH(const int, days);
        QFETCH(const bool, isOld);
        const KeyAge age{.source = kSource, .since = kDay};
        QCOMPARE(age.isOld(kDay.addDays(days)), isOld);
        const QString told = reminder(age, kDay.addDays(days));
        QCOMPARE(told.isEmpty(), !isOld);
        if (isOld)
            QCOMPARE(told, u"The key of env:OPENAI_API_KEY was first seen %1 days ago; providers advise to change keys"_s.arg(days));
    }

    void theLimitIsTheUsers()
    {
        const KeyAge age{.source = kSource, .since = kDay};
        QVERIFY(age.isOld(kDay.addDays(30), 30));
        QVERIFY(reminder(age, kDay.addDays(100), 120).isEmpty());
    }

    void theFirstSightOfAKeyIsKept()
    {
        QVERIFY(dates().seen(kSource, Secret("sk-one"), kDay));
        QVERIFY(dates().seen(kSource, Secret("sk-one"), kDay.addDays(50)));
        QCOMPARE(dates().ages(kSource), (QList<KeyAge>{{.source = kSource, .since = kDay}}));
    }

    void anotherKeyIsYoungAgain()
    {
        QVERIFY(dates().seen(kSource, Secret("sk-one"), kDay));
        QVERIFY(dates().seen(kSource, Secret("sk-two"), kDay.addDays(50)));
        QCOMPARE(dates().ages(kSource).first().since, kDay.addDays(50));
    }

    void whatWasStoredDatesFromThatDay()
    {
        QVERIFY(dates().seen(u"keychain:work"_s, Secret("sk-one"), kDay));
        QVERIFY(dates().stored(u"keychain:work"_s, Secret("sk-one"), kDay.addDays(10)));
        QVERIFY(dates().seen(u"keychain:work"_s, Secret("sk-one"), kDay.addDays(20)));
        QCOMPARE(dates().ages(u"keychain:work"_s), (QList<KeyAge>{{.source = u"keychain:work"_s, .since = kDay.addDays(10), .wasStored = true}}));
        QVERIFY(dates().forget(u"keychain:work"_s));
        QVERIFY(dates().ages(u"keychain:work"_s).isEmpty());
    }

    void everyKeyOfASourceWithLabelsIsLookedAt()
    {
        QVERIFY(dates().seen(u"env:STAGE"_s, Secret("a"), kDay));
        QVERIFY(dates().seen(u"env:DEV"_s, Secret("b"), kDay.addDays(80)));
        const QString source = u"production=keychain:prod;staging=env:STAGE;env:DEV"_s;
        QCOMPARE(dates().ages(source).size(), 2);
        const QString told = ageReminder(source, kDay.addDays(95), kOldAfterDays, dates());
        QVERIFY2(told.contains(u"env:STAGE"_s) && !told.contains(u"env:DEV"_s), qPrintable(told));
    }

    void nothingThatIsKeptTellsTheKey()
    {
        const QByteArray key = "sk-canary-0123456789abcdef";
        QVERIFY(dates().seen(kSource, Secret(QByteArray(key)), kDay));
        const QByteArray first = bytesOf(path());
        QVERIFY(first.contains("OPENAI_API_KEY"));
        for (qsizetype at = 0; at + 4 <= key.size(); ++at)
            QVERIFY(!first.contains(key.sliced(at, 4)));
        QCOMPARE(QFile::permissions(path()) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());

        // With another user's salt the same key looks different: the digest of a key cannot be looked up in a table.
        QVERIFY(QFile::remove(path()));
        QVERIFY(dates().seen(kSource, Secret(QByteArray(key)), kDay));
        QVERIFY(bytesOf(path()) != first);
    }

    void aDamagedFileCostsNothingButTheReminder()
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"keys\": [");
        file.close();
        QVERIFY(dates().ages(kSource).isEmpty());
        const auto noted = dates().seen(kSource, Secret("sk-one"), kDay);
        QVERIFY(!noted);
        QCOMPARE(noted.error().contextValue(u"file"), path());
        QCOMPARE(bytesOf(path()), QByteArray("{\"keys\": ["));
    }

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(u"key-dates.json"_s); }
    [[nodiscard]] KeyDates dates() const { return KeyDates(path()); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestKeyAge)
#include "tst_keyage.moc"
