// SPDX-License-Identifier: GPL-3.0-or-later
// What the Models page shows when things are not as usual: nothing at all, names that do not fit, a server that was found, kinds of the user's own, and what
// cannot be done. With ASSAY_SCREENSHOT_DIR set, its states are saved as pictures there.
#include "tests/gui/modelsdesk.h"
#include "tests/support/greyones.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QScrollBar>

using namespace assay;
using namespace assay::test;
using namespace assay::ui;
using namespace Qt::StringLiterals;

namespace {

// Not raw: moc takes what looks like a comment in a raw string for one.
const QByteArray kOwnDialects = "{\"dialects\":[{\"kind\":\"lab-gateway\",\"title\":\"Lab gateway\",\"like\":\"vllm\","
                                "\"baseUrl\":\"https://llm.example.com/v1\",\"keyVariable\":\"LAB_KEY\",\"catalogue\":\"openai\"}]}";

} // namespace

class TestModelsStates : public ModelsDesk {
    Q_OBJECT

private Q_SLOTS:
    void aServerOnThisMachineIsOfferedAndUsed()
    {
        makeWindow(m_ollama->port(), {});
        m_window->createWorkspace(path());
        QTRY_COMPARE_WITH_TIMEOUT(lists().models.size(), 3, kPatience);
        QCOMPARE(m_ollama->requestCount(), 0); // nobody is asked before the page is opened
        m_window->goTo(placeOf(PageId::models));
        QTRY_VERIFY_WITH_TIMEOUT(page()->findChild<QPushButton *>(u"useServer_ollama_PushButton"_s), kPatience);
        shoot(u"models-found"_s);
        click(u"useServer_ollama_PushButton"_s);
        auto *remote = child<QTableView>(page(), u"remoteTableView"_s);
        QTRY_COMPARE_WITH_TIMEOUT(remote->model()->rowCount(), 2, kPatience);
        remote->setFocus();
        QTest::keyClick(remote, Qt::Key_Return);
        click(u"addRemotePushButton"_s);
        QTRY_COMPARE_WITH_TIMEOUT(lists().models.size(), 4, kPatience);
        QCOMPARE(lists().models.last().provider.kind, u"ollama"_s);
        QTRY_VERIFY(!page()->findChild<QWidget *>(u"foundServersFrame"_s)->isVisible());
    }

    void longNamesAreCutAndToldInFull()
    {
        openPage();
        const QString longName = u"ft:gpt-4o-2024-08-06:the-department-of-customer-happiness:support-triage-german-and-polish:Bx9pQ7"_s;
        store::ModelSetup setup;
        setup.providers = {{.id = {},
            .name = u"Gateway of the department of customer happiness, Frankfurt and Warsaw"_s,
            .kind = u"openai-compatible"_s,
            .baseUrl = u"https://gateway.customer-happiness.internal.example.com:8443/openai/v1"_s,
            .keySource = u"production=keychain:customer-happiness-production;staging=env:ASSAY_TEST_MISSING;command:op read op://vault/item/field"_s}};
        for (const QString &name : {longName, u"gpt-4o"_s, u"o4-mini"_s}) {
            provider::ModelConfig config;
            config.name = name;
            config.apiName = name;
            config.tier = u"medium"_s;
            config.requestsPerMinute = 500;
            config.tokensPerMinute = 200'000;
            config.options = *parseJson(QStringView(u"{\"capabilities\":{\"contextWindow\":128000,\"schema\":true,\"tools\":true}}"));
            setup.models.append(config);
        }
        m_window->document()->write(m_window.get(), [setup](store::Database &database) { return store::ModelRepository(database).replace({}, setup); }, [](const auto &) {});
        QTRY_COMPARE_WITH_TIMEOUT(lists().models.size(), 6, kPatience);
        auto *tree = child<QTreeView>(page(), u"modelsTreeView"_s);
        select(longName);
        QVERIFY(tree->currentIndex().siblingAtColumn(0).data(Qt::ToolTipRole).toString().contains(longName));
        QVERIFY(tree->header()->length() <= tree->viewport()->width());
        QVERIFY(!tree->horizontalScrollBar()->isVisible());
        shoot(u"models-long-names"_s);
        selectProvider(setup.providers.first().name);
        QTRY_VERIFY_WITH_TIMEOUT(facts().contains(u"locked or missing"_s) && facts().contains(u"asked when used"_s), kPatience);
        QTRY_VERIFY(child<QComboBox>(detail(), u"testLabelComboBox"_s)->count() == 3);
        shoot(u"models-long-provider"_s);
    }

    void theEmptyPageTellsWhatToDo()
    {
        openPage();
        m_window->document()->write(
            m_window.get(),
            [](store::Database &database) {
                return store::ModelRepository(database).replace(
                    {.providers = *store::ModelRepository(database).providers(), .models = plain(*store::ModelRepository(database).models())}, {});
            },
            [](const auto &) {});
        QTRY_VERIFY_WITH_TIMEOUT(shownTexts(page()).contains(u"No provider yet"_s), kPatience);
        shoot(u"models-empty"_s);
        clickText(u"Add the simulated models"_s);
        QTRY_COMPARE_WITH_TIMEOUT(lists().models.size(), 3, kPatience);
        QTRY_VERIFY(child<QTreeView>(page(), u"modelsTreeView"_s)->isVisible());
    }

    void ownDialectsAreKindsAndABadFileIsTold()
    {
        const QString good = write(u"dialects.json"_s, kOwnDialects);
        makeWindow(0, good);
        openPage();
        trigger(u"Add provider…"_s);
        choose(u"providerKindComboBox"_s, u"lab-gateway"_s, panel());
        QCOMPARE(child<QLineEdit>(panel(), u"keyName1LineEdit"_s)->text(), u"LAB_KEY"_s);
        QCOMPARE(child<QLineEdit>(panel(), u"providerAddressLineEdit"_s)->placeholderText(), u"https://llm.example.com/v1"_s);
        QCOMPARE(m_composition->familyOf(u"lab-gateway"_s), u"openai"_s);

        const QString bad = write(u"bad.json"_s, R"({"dialects":[{"kind":"lab","seedfield":"x"}]})");
        makeWindow(0, bad);
        openPage();
        const QString told = child<QLabel>(page(), u"bannerLabel"_s)->text();
        QVERIFY2(told.contains(u"bad.json"_s) && told.contains(u"seedfield"_s), qPrintable(told));
        QVERIFY(!m_composition->providerKinds().contains(u"lab"_s));
        QVERIFY(m_composition->providerKinds().contains(u"anthropic"_s));
        shoot(u"models-dialects-problem"_s);
    }

    void whatIsGreySaysWhy_data()
    {
        QTest::addColumn<QString>("shown");
        for (const QString &shown : {u"a model"_s, u"a provider without an address"_s, u"such a provider, new"_s, u"a list to tick"_s})
            QTest::newRow(qPrintable(shown)) << shown;
    }
    void whatIsGreySaysWhy()
    {
        QFETCH(const QString, shown);
        openPage();
        if (shown == u"a provider without an address"_s)
            selectProvider(u"simulated"_s);
        if (shown == u"such a provider, new"_s) {
            trigger(u"Add provider…"_s);
            choose(u"providerKindComboBox"_s, u"simulated"_s, panel());
        }
        if (shown == u"a list to tick"_s) {
            selectProvider(u"simulated"_s);
            trigger(u"Add models…"_s);
        }
        const auto grey = greyOnes({page(), detail()});
        QVERIFY(!grey.isEmpty());
        QCOMPARE(silent(grey), QString());
        QCOMPARE(silent(page()->pageActions()), QString());
    }

    void whatHasNoAddressCanBeGivenOneAgain()
    {
        openPage();
        trigger(u"Add provider…"_s);
        auto *file = child<QPushButton>(panel(), u"chooseCertificatesPushButton"_s);
        choose(u"providerKindComboBox"_s, u"simulated"_s, panel());
        QVERIFY(!file->isEnabled());
        QCOMPARE(child<QComboBox>(panel(), u"keyScheme1ComboBox"_s)->accessibleDescription(), file->accessibleDescription());
        choose(u"providerKindComboBox"_s, u"openai"_s, panel());
        QVERIFY(file->isEnabled());
        QVERIFY(child<QComboBox>(panel(), u"keyScheme1ComboBox"_s)->isEnabled());
        QVERIFY(child<QCheckBox>(panel(), u"providerPlainHttpCheckBox"_s)->toolTip().contains(u"read on the way"_s)); // its own again
    }

private:
    static QList<provider::ModelConfig> plain(const QList<run::PlannedModel> &models)
    {
        QList<provider::ModelConfig> configs;
        for (const run::PlannedModel &each : models)
            configs.append(each.model);
        return configs;
    }

    void clickText(const QString &text)
    {
        for (QPushButton *button : page()->findChildren<QPushButton *>()) {
            if (button->text() == text && button->isVisible()) {
                button->click();
                return;
            }
        }
        QFAIL(qPrintable(u"no button "_s + text));
    }

    QString write(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("%s cannot be written", qPrintable(name));
        return file.fileName();
    }
};

QTEST_MAIN(TestModelsStates)
#include "tst_modelsstates.moc"
