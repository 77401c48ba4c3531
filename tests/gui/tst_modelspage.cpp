// SPDX-License-Identifier: GPL-3.0-or-later
// The Models page, as a user goes through it, against a server of this test and a keychain in memory. With ASSAY_SCREENSHOT_DIR set, its states are saved
// as pictures there.
#include "tests/gui/modelsdesk.h"

#include <QDir>

using namespace assay;
using namespace assay::test;
using namespace assay::ui;
using namespace Qt::StringLiterals;

class TestModelsPage : public ModelsDesk {
    Q_OBJECT

private Q_SLOTS:
    void aProviderIsAddedTriedChangedAndRemoved()
    {
        openPage();
        // Without a key: it is there, and says what is missing.
        trigger(u"Add provider…"_s);
        choose(u"providerKindComboBox"_s, u"openai-compatible"_s, panel());
        QCOMPARE(child<QLineEdit>(panel(), u"providerNameLineEdit"_s)->text(), u"OpenAI-compatible server"_s);
        click(u"saveProviderPushButton"_s);
        QVERIFY(shownTexts(panel()).contains(u"has no address of its own"_s));
        type(child<QLineEdit>(panel(), u"providerNameLineEdit"_s), u"The lab's gateway"_s);
        type(child<QLineEdit>(panel(), u"providerAddressLineEdit"_s), m_server->url(u"/v1"_s).toString());
        choose(u"keyScheme1ComboBox"_s, u"env"_s, panel());
        type(child<QLineEdit>(panel(), u"keyName1LineEdit"_s), u"ASSAY_TEST_MISSING"_s);
        shoot(u"models-add-provider"_s);
        click(u"saveProviderPushButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(page(), u"remoteStateLabel"_s)->text().contains(u"ASSAY_TEST_MISSING"_s), kPatience);
        shoot(u"models-list-without-key"_s);
        click(u"leaveRemotePushButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(page(), u"modelsStateLabel"_s)->text().contains(u"1 key missing"_s), kPatience);
        QVERIFY(facts().contains(u"ASSAY_TEST_MISSING"_s));
        QCOMPARE(m_server->requestCount(), 0);

        // A key that is typed goes to the keychain and nowhere else.
        choose(u"keyScheme1ComboBox"_s, u"keychain"_s, detail());
        QCOMPARE(child<QLineEdit>(detail(), u"keyName1LineEdit"_s)->text(), u"The-lab-s-gateway"_s);
        type(child<QLineEdit>(detail(), u"key1LineEdit"_s), QString::fromLatin1(kKey));
        QTest::keyClick(child<QLineEdit>(detail(), u"key1LineEdit"_s), Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(facts().contains(u"found"_s), kPatience);
        QCOMPARE(m_keychain->keys[u"The-lab-s-gateway"_s], kKey);
        QCOMPARE(child<QLineEdit>(detail(), u"key1LineEdit"_s)->text(), QString());
        QCOMPARE(lists().providers.last().keySource, u"keychain:The-lab-s-gateway"_s);
        QVERIFY(!child<QLabel>(page(), u"modelsStateLabel"_s)->text().contains(u"missing"_s));

        // Two of its models, ticked by keys.
        trigger(u"Add models…"_s);
        auto *remote = child<QTableView>(page(), u"remoteTableView"_s);
        QTRY_COMPARE_WITH_TIMEOUT(remote->model()->rowCount(), 3, kPatience);
        child<QLineEdit>(page(), u"remoteSearchLineEdit"_s)->setText(u"alpha"_s);
        QCOMPARE(remote->model()->rowCount(), 2);
        for (int row = 0; row < 2; ++row) {
            remote->setCurrentIndex(remote->model()->index(row, 0));
            QTest::keyClick(remote, Qt::Key_Space);
        }
        QCOMPARE(child<QPushButton>(page(), u"addRemotePushButton"_s)->text(), u"Add 2 models"_s);
        shoot(u"models-list"_s);
        click(u"addRemotePushButton"_s);
        QTRY_COMPARE_WITH_TIMEOUT(lists().models.size(), 5, kPatience);
        const run::PlannedModel small = model(u"alpha-small"_s);
        QCOMPARE(small.model.maxOutputTokens, 512);
        QVERIFY(!small.price);

        // A test call that is answered, and one that is refused.
        select(u"alpha-small"_s);
        QVERIFY(child<QLabel>(detail(), u"testCostLabel"_s)->text().contains(u"price unknown"_s));
        trigger(u"Test call"_s);
        auto *result = child<QLabel>(detail(), u"testResultLabel"_s);
        QTRY_VERIFY_WITH_TIMEOUT(result->text().contains(u"It answers “ok”."_s), kPatience);
        QVERIFY2(
            result->text().contains(u"12 tokens in, 3 out"_s) && result->text().contains(u"loopback-1"_s) && result->text().contains(u"req-loop"_s), qPrintable(result->text()));
        QCOMPARE(lists().runs.size(), 0);
        shoot(u"models-test-answered"_s);
        selectProvider(u"The lab's gateway"_s);
        choose(u"keyScheme1ComboBox"_s, u"memory"_s, detail());
        type(child<QLineEdit>(detail(), u"key1LineEdit"_s), u"sk-wrong-00000000"_s);
        trigger(u"Apply changes"_s);
        QTRY_VERIFY_WITH_TIMEOUT(lists().providers.last().keySource.startsWith(u"memory:"_s), kPatience);
        select(u"alpha-small"_s);
        trigger(u"Test call"_s);
        QTRY_VERIFY_WITH_TIMEOUT(result->text().contains(u"The key was refused"_s), kPatience);
        QVERIFY2(result->text().contains(u"Check the provider's key source"_s), qPrintable(result->text()));
        QVERIFY(!result->text().contains(u"sk-wrong"_s));
        shoot(u"models-test-refused"_s);
        QVERIFY(!workspaceHolds("sk-wrong") && !workspaceHolds("sk-canary"));

        // The price, with the place of what is wrong; undone and done again.
        type(child<QLineEdit>(detail(), u"modelInputPriceLineEdit"_s), u"cheap"_s);
        type(child<QLineEdit>(detail(), u"modelOutputPriceLineEdit"_s), u"0.6"_s);
        click(u"applyModelPushButton"_s);
        QVERIFY(shownTexts(detail()).contains(u"“cheap” is not an amount of dollars."_s));
        shoot(u"models-price-problem"_s);
        type(child<QLineEdit>(detail(), u"modelInputPriceLineEdit"_s), u"0.15"_s);
        click(u"applyModelPushButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(model(u"alpha-small"_s).price.has_value(), kPatience);
        QCOMPARE(model(u"alpha-small"_s).price->inputMicroUsdPerMTok, 150'000);
        QCOMPARE(model(u"alpha-small"_s).price->source, u"given by the user"_s);
        QTRY_VERIFY(child<QLabel>(detail(), u"testCostLabel"_s)->text().contains(u"at most $"_s));
        trigger(u"Undo"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!model(u"alpha-small"_s).price, kPatience);
        trigger(u"Redo"_s);
        QTRY_VERIFY_WITH_TIMEOUT(model(u"alpha-small"_s).price.has_value(), kPatience);

        // A provider in use stays; models go and come back as they were.
        selectProvider(u"The lab's gateway"_s);
        trigger(u"Remove"_s);
        QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(page(), u"bannerLabel"_s)->text().contains(u"is used by the models alpha-large, alpha-small"_s), kPatience);
        select(u"alpha-small"_s);
        trigger(u"Remove"_s);
        QTRY_COMPARE_WITH_TIMEOUT(lists().models.size(), 4, kPatience);
        trigger(u"Undo"_s);
        QTRY_COMPARE_WITH_TIMEOUT(lists().models.size(), 5, kPatience);
        QCOMPARE(model(u"alpha-small"_s).model.id, small.model.id);
        for (const QString &name : {u"alpha-small"_s, u"alpha-large"_s}) {
            select(name);
            trigger(u"Remove"_s);
            QTRY_VERIFY_WITH_TIMEOUT(!std::ranges::any_of(lists().models, [&](const run::PlannedModel &each) { return each.model.name == name; }), kPatience);
        }
        QTRY_COMPARE_WITH_TIMEOUT(child<QLabel>(detail(), u"modelTitleLabel"_s)->text(), u"The lab's gateway"_s, kPatience);
        trigger(u"Remove"_s);
        QTRY_COMPARE_WITH_TIMEOUT(lists().providers.size(), 1, kPatience);
    }

    void changesThatStandInTheFieldsAreStoredWhenAnotherIsChosen()
    {
        openPage();
        select(u"sim-small"_s);
        type(child<QLineEdit>(detail(), u"modelRequestsLineEdit"_s), u"60"_s);
        select(u"sim-large"_s);
        QTRY_COMPARE_WITH_TIMEOUT(model(u"sim-small"_s).model.requestsPerMinute, std::optional<qint64>(60), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(child<QLineEdit>(detail(), u"modelNameLineEdit"_s)->text(), u"sim-large"_s, kPatience);
        // What cannot be used keeps the selection where it is.
        type(child<QLineEdit>(detail(), u"modelTokensLineEdit"_s), u"many"_s);
        trySelect(u"sim-small"_s);
        QCOMPARE(child<QLineEdit>(detail(), u"modelNameLineEdit"_s)->text(), u"sim-large"_s);
        QVERIFY(shownTexts(detail()).contains(u"“many” is not a whole number"_s));
        QVERIFY(!page()->mayLeave());
        type(child<QLineEdit>(detail(), u"modelTokensLineEdit"_s), u"90000"_s);
        type(child<QLineEdit>(detail(), u"modelNameLineEdit"_s), u"sim-small"_s);
        click(u"applyModelPushButton"_s);
        QVERIFY(shownTexts(detail()).contains(u"There is a model of that name already."_s));
        type(child<QLineEdit>(detail(), u"modelNameLineEdit"_s), QString::fromLatin1(kKey));
        click(u"applyModelPushButton"_s);
        QVERIFY(shownTexts(detail()).contains(u"This looks like a key"_s));
        type(child<QLineEdit>(detail(), u"modelNameLineEdit"_s), u"sim-huge"_s);
        choose(u"modelEffortComboBox"_s, u"low"_s, detail());
        click(u"applyModelPushButton"_s);
        QTRY_COMPARE_WITH_TIMEOUT(model(u"sim-huge"_s).model.tokensPerMinute, std::optional<qint64>(90'000), kPatience);
        QCOMPARE(model(u"sim-huge"_s).model.options.at("reasoningEffort").as<std::string>(), "low");
    }

    void aSimulatedModelIsTriedForNothing()
    {
        openPage();
        select(u"sim-small"_s);
        trigger(u"Test call"_s);
        QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(detail(), u"testResultLabel"_s)->text().contains(u"It answers"_s), kPatience);
        QVERIFY(child<QLabel>(detail(), u"testResultLabel"_s)->text().contains(u"Cost $0"_s));
    }

    void aModelIsAddedByNameWhenThereIsNoList()
    {
        openPage();
        selectProvider(u"simulated"_s);
        trigger(u"Add models…"_s);
        QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(page(), u"remoteStateLabel"_s)->text().contains(u"by its name"_s), kPatience);
        type(child<QLineEdit>(page(), u"remoteSearchLineEdit"_s), u"sim-medium"_s);
        QTest::keyClick(child<QLineEdit>(page(), u"remoteSearchLineEdit"_s), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(lists().models.size(), 4, kPatience);
        QCOMPARE(lists().models.last().model.name, u"sim-medium (simulated)"_s);
        QCOMPARE(lists().models.last().model.apiName, u"sim-medium"_s);
    }

    void theNavigatorAndThePaletteLeadToAModel()
    {
        openPage();
        Place place = placeOf(PageId::models);
        place.name = u"sim-large"_s;
        m_window->goTo(placeOf(PageId::prompts));
        m_window->goTo(place);
        QTRY_COMPARE_WITH_TIMEOUT(child<QLabel>(detail(), u"modelTitleLabel"_s)->text(), u"sim-large"_s, kPatience);
    }

private:
    [[nodiscard]] bool workspaceHolds(const QByteArray &text) const
    {
        QDir folder(m_folder.path());
        for (const QString &name : folder.entryList(QDir::Files)) {
            QFile file(folder.filePath(name));
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
                return true;
        }
        return false;
    }
};

QTEST_MAIN(TestModelsPage)
#include "tst_modelspage.moc"
