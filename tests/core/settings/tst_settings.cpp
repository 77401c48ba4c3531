// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/settings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace assay;
using namespace assay::settings;
using namespace Qt::StringLiterals;

class TestSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void everySettingHasAValidDefaultAndALine()
    {
        QSet<QString> names;
        for (const Setting &setting : all()) {
            QVERIFY2(fromText(setting, setting.standard), qPrintable(setting.name));
            QVERIFY(!setting.doc.isEmpty() && !setting.doc.contains(u'\n'));
            names.insert(setting.name);
            QCOMPARE(of(setting.key).name, setting.name);
        }
        QCOMPARE(names.size(), qsizetype(all().size()));
    }

    void withoutAFileEverythingIsAtItsDefault()
    {
        QCOMPARE(mine().monthCap(), Result<std::optional<Money>>(std::nullopt));
        QCOMPARE(mine().keysOldAfterDays(), Result<int>(90));
        QCOMPARE(mine().desktopNotifications(), Result<bool>(true));
        QVERIFY(!QFile::exists(mine().path()));
    }

    void valuesAreChecked_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isValid");
        const auto row = [](const QString &name, const QString &text, bool isValid) {
            QTest::newRow(qPrintable(u"%1 = %2 is %3"_s.arg(name, text, isValid ? u"fine"_s : u"refused"_s))) << name << text << isValid;
        };
        const QString cap = u"budget.month-cap-usd"_s;
        for (const QString &good : {u"50"_s, u"0.000001"_s, u"none"_s})
            row(cap, good, true);
        for (const QString &bad : {u"0"_s, u"-5"_s, u""_s, u"fifty"_s, u"5 USD"_s, u"None"_s, u"1e3"_s})
            row(cap, bad, false);
        row(u"keys.old-after-days"_s, u"30"_s, true);
        for (const QString &bad : {u"0"_s, u"3651"_s, u"3.5"_s, u"none"_s})
            row(u"keys.old-after-days"_s, bad, false);
        row(u"notifications.desktop"_s, u"off"_s, true);
        row(u"notifications.desktop"_s, u"none"_s, false);
    }

    void valuesAreChecked()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, text);
        QFETCH(const bool, isValid);
        const Setting &setting = **named(name);
        const auto set = mine().setText(setting, text);
        QCOMPARE(set.has_value(), isValid);
        QCOMPARE(mine().text(setting).value(), isValid ? text : setting.standard);
        if (!isValid)
            QVERIFY2(set.error().describe().contains(name) && !set.error().hint.isEmpty(), qPrintable(set.error().describe()));
    }

    void namesAndFlagsHaveOtherSpellings()
    {
        const Setting &setting = of(Key::desktopNotifications);
        QVERIFY(mine().setText(setting, u"False"_s));
        QCOMPARE(mine().text(setting), Result<QString>(u"off"_s));
        QCOMPARE(mine().desktopNotifications(), Result<bool>(false));
        for (const QString &name : {u"budget.monthCapUsd"_s, u"budget.month_cap_usd"_s})
            QCOMPARE((*named(name))->key, Key::monthCap);
        QVERIFY(!named(u"budgetMonthCapUsd"_s));
    }

    void aCapOfNullIsNoMissingCap()
    {
        QFile file(mine().path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"budget.month-cap-usd": null})");
        file.close();
        const auto cap = mine().monthCap();
        QVERIFY(!cap);
        QVERIFY2(cap.error().describe().contains(u"\"null\" is no value for budget.month-cap-usd"_s), qPrintable(cap.error().describe()));
    }

    void onlyWhatDiffersIsStored()
    {
        QVERIFY(mine().setMonthCap(Money::fromMicroUsd(50'000'000)));
        QVERIFY(mine().setText(of(Key::keysOldAfterDays), u"90"_s));
        QCOMPARE(bytes().simplified(), QByteArray("{ \"budget.month-cap-usd\": \"50\" }"));
        QCOMPARE(mine().monthCap(), Result<std::optional<Money>>(Money::fromMicroUsd(50'000'000)));
        QVERIFY(mine().reset(of(Key::monthCap)));
        QCOMPARE(bytes().simplified(), QByteArray("{}"));
    }

    void whatANewerProgramWroteStays()
    {
        write("{\"future.thing\": [1]}");
        QVERIFY(mine().setText(of(Key::desktopNotifications), u"off"_s));
        QVERIFY(bytes().contains("future.thing"));
    }

    void aFileThatCannotBeReadIsNoDefault_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("cut off") << QByteArray("{\"budget.month-cap-usd\": \"5");
        QTest::newRow("a cap that is no amount") << QByteArray("{\"budget.month-cap-usd\": \"lots\"}");
        QTest::newRow("a cap of the wrong type") << QByteArray("{\"budget.month-cap-usd\": [50]}");
        QTest::newRow("no object") << QByteArray("[]");
    }

    void aFileThatCannotBeReadIsNoDefault()
    {
        QFETCH(const QByteArray, text);
        write(text);
        const auto cap = mine().monthCap();
        QVERIFY(!cap);
        QVERIFY2(cap.error().describe().contains(mine().path()), qPrintable(cap.error().describe()));
    }

    void anUnknownNameNamesTheOthers()
    {
        const auto setting = named(u"budget.cap"_s);
        QVERIFY(!setting);
        QVERIFY(setting.error().hint.contains(u"budget.month-cap-usd"_s));
    }

private:
    [[nodiscard]] Settings mine() const { return Settings(m_folder->filePath(u"settings.json"_s)); }
    [[nodiscard]] QByteArray bytes() const
    {
        QFile file(mine().path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const QByteArray &text) const
    {
        QFile file(mine().path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
