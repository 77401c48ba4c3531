// SPDX-License-Identifier: GPL-3.0-or-later
// The Models page, as a user goes through it, against a server of this test and a keychain in memory. With ASSAY_SCREENSHOT_DIR set, its states are saved
// as pictures there.
#include "app/window.h"
#include "tests/support/openaianswers.h"
#include "tests/support/windowtest.h"
#include "ui/pages/models/modelsmodel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QTest>
#include <QTreeView>

#include <map>
#include <mutex>

using namespace assay;
using namespace assay::test;
using namespace assay::ui;
using namespace Qt::StringLiterals;

namespace {

// Not raw: moc takes what looks like a comment in a raw string for one.
const QByteArray kOwnDialects = "{\"dialects\":[{\"kind\":\"lab-gateway\",\"title\":\"Lab gateway\",\"like\":\"vllm\","
                                "\"baseUrl\":\"https://llm.example.com/v1\",\"keyVariable\":\"LAB_KEY\",\"catalogue\":\"openai\"}]}";
const QByteArray kKey = QByteArray("sk-canary-") + QByteArray(20, 'c');

// What the desktop would keep, for all threads.
struct Keychain {
    std::mutex mutex;
    std::map<QString, QByteArray> keys;
};

class FakeKeychain final : public secrets::KeyStore {
public:
    explicit FakeKeychain(std::shared_ptr<Keychain> keychain) : m_keychain(std::move(keychain)) {}
    QString scheme() const override { return u"keychain"_s; }
    QCoro::Task<Result<secrets::Secret>> lookUp(QString name) override
    {
        const std::scoped_lock lock(m_keychain->mutex);
        const auto found = m_keychain->keys.find(name);
        if (found == m_keychain->keys.end())
            co_return fail(ErrorKind::secretMissing, u"The keychain is locked, or holds no key named %1"_s.arg(name), u"Unlock it, or type the key"_s);
        co_return secrets::Secret(found->second);
    }

private:
    std::shared_ptr<Keychain> m_keychain;
};

QCoro::Task<Result<void>> keep(std::shared_ptr<Keychain> keychain, QString name, secrets::Secret key)
{
    const std::scoped_lock lock(keychain->mutex);
    keychain->keys[name] = key.bytes().toByteArray();
    co_return Result<void>();
}

provider::openai::DetectionOptions onlyOllamaAt(quint16 port)
{
    provider::openai::DetectionOptions options;
    for (const auto &kind : {u"llamacpp"_s, u"lmstudio"_s, u"vllm"_s})
        options.ports.insert(kind, 0);
    options.ports.insert(u"ollama"_s, port);
    return options;
}

// A list of models and answers, for those with the right key.
LoopbackReply labAnswer(const LoopbackRequest &request)
{
    if (request.header("authorization") != "Bearer " + kKey)
        return errorAnswer(401, "invalid_api_key", "Incorrect API key provided: " + request.header("authorization").mid(7));
    if (request.path == "/v1/models")
        return LoopbackReply::json(200,
            R"({"object":"list","data":[{"id":"alpha-large","context_length":131072},{"id":"alpha-small","context_length":32768,"max_completion_tokens":512},{"id":"a-model-with-a-very-long-name-such-as-fine-tuned-ones-have/2026-08-31-support-triage-german-and-polish","context_length":8192}]})");
    return streamedAnswer(u"ok"_s, 1);
}

} // namespace

class TestModelsPage : public QObject, protected test::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        beginTests();
        qunsetenv("ASSAY_TEST_MISSING");
    }

    void init()
    {
        m_keychain = std::make_shared<Keychain>();
        m_server = std::make_unique<LoopbackServer>(&labAnswer);
        m_ollama = std::make_unique<LoopbackServer>(
            QList<LoopbackReply>{LoopbackReply::json(200, R"({"object":"list","data":[{"id":"llama3.2:3b","owned_by":"library"},{"id":"qwen3:8b","owned_by":"library"}]})")});
        makeWindow(0, {});
    }

    void cleanup()
    {
        m_window.reset();
        m_composition.reset();
    }

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
    static QList<provider::ModelConfig> plain(const QList<run::PlannedModel> &models)
    {
        QList<provider::ModelConfig> configs;
        for (const run::PlannedModel &each : models)
            configs.append(each.model);
        return configs;
    }

    static Place placeOf(PageId page) { return {.page = page, .name = {}, .number = {}, .run = {}, .cell = {}, .item = {}}; }

    void makeWindow(quint16 ollamaPort, const QString &dialects)
    {
        m_window.reset();
        m_composition = std::make_unique<app::Composition>(app::Surroundings{
            .keychain = [keychain = m_keychain] { return std::make_unique<FakeKeychain>(keychain); },
            .storeInKeychain = [keychain = m_keychain](QString name, secrets::Secret key) { return keep(keychain, std::move(name), std::move(key)); },
            .dialectsFile = dialects.isEmpty() ? m_folder.filePath(u"none.json"_s) : dialects,
            .detection = onlyOllamaAt(ollamaPort),
        });
        m_window = std::make_unique<MainWindow>(app::windowParts(*m_composition));
        m_window->resize(1280, 800);
        m_window->show();
    }

    QString path() { return m_folder.filePath(u"models-%1.assay"_s.arg(++m_workspaces)); }

    void openPage()
    {
        m_window->createWorkspace(path());
        QTRY_COMPARE_WITH_TIMEOUT(lists().models.size(), 3, kPatience);
        m_window->goTo(placeOf(PageId::models));
        QTRY_VERIFY(page()->isVisible());
    }

    [[nodiscard]] Page *page() const { return m_window->page(PageId::models); }
    [[nodiscard]] QWidget *detail() const { return page()->detail(); }
    [[nodiscard]] QWidget *panel() const { return page()->findChild<QWidget *>(u"newProviderForm"_s); }
    [[nodiscard]] const WorkspaceLists &lists() const { return m_window->document()->lists(); }
    [[nodiscard]] QString facts() const { return child<QLabel>(detail(), u"modelFactsLabel"_s)->text(); }

    [[nodiscard]] run::PlannedModel model(const QString &name) const
    {
        const auto found = std::ranges::find(lists().models, name, [](const run::PlannedModel &each) { return each.model.name; });
        return found == lists().models.end() ? run::PlannedModel() : *found;
    }

    void trigger(const QString &text)
    {
        for (QAction *action : page()->pageActions()) {
            if (action->text().remove(u'&') == text) {
                QVERIFY2(action->isEnabled(), qPrintable(text));
                action->trigger();
                return;
            }
        }
        QFAIL(qPrintable(u"no action "_s + text));
    }

    void click(const QString &name)
    {
        auto *button = m_window->findChild<QPushButton *>(name);
        QVERIFY2(button && button->isEnabled() && button->isVisible(), qPrintable(name));
        button->click();
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

    static void choose(const QString &combo, const QString &data, QWidget *parent)
    {
        auto *box = child<QComboBox>(parent, combo);
        const int index = box->findData(data);
        QVERIFY2(index >= 0, qPrintable(data));
        box->setCurrentIndex(index);
        Q_EMIT box->activated(index);
    }

    static void type(QLineEdit *field, const QString &text)
    {
        field->setFocus();
        field->selectAll();
        QTest::keyClick(field, Qt::Key_Delete);
        QTest::keyClicks(field, text);
    }

    void trySelect(const QString &name)
    {
        auto *tree = child<QTreeView>(page(), u"modelsTreeView"_s);
        auto *filter = qobject_cast<QSortFilterProxyModel *>(tree->model());
        auto *source = qobject_cast<ModelsModel *>(filter->sourceModel());
        tree->setCurrentIndex(filter->mapFromSource(source->indexOfModel(name)));
    }

    void select(const QString &name)
    {
        trySelect(name);
        QTRY_COMPARE_WITH_TIMEOUT(child<QLabel>(detail(), u"modelTitleLabel"_s)->text(), name, kPatience);
    }

    void selectProvider(const QString &name)
    {
        auto *tree = child<QTreeView>(page(), u"modelsTreeView"_s);
        for (int row = 0; row < tree->model()->rowCount(); ++row) {
            const QModelIndex index = tree->model()->index(row, 0);
            if (index.data().toString() == name)
                tree->setCurrentIndex(index);
        }
        QTRY_COMPARE_WITH_TIMEOUT(child<QLabel>(detail(), u"modelTitleLabel"_s)->text(), name, kPatience);
    }

    static QString shownTexts(QWidget *parent)
    {
        QStringList texts;
        for (const QLabel *label : parent->findChildren<QLabel *>()) {
            if (label->isVisible())
                texts.append(label->text());
        }
        return texts.join(u'\n');
    }

    QString write(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("%s cannot be written", qPrintable(name));
        return file.fileName();
    }

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

    void shoot(const QString &name)
    {
        const QString folder = qEnvironmentVariable("ASSAY_SCREENSHOT_DIR");
        if (folder.isEmpty())
            return;
        for (const QSize size : {QSize(1920, 1080), QSize(1280, 800)}) {
            m_window->resize(size);
            for (const auto &[scheme, suffix] : {std::pair(Scheme::dark, u"dark"_s), {Scheme::light, u"light"_s}}) {
                theme::apply(*qApp, scheme);
                QVERIFY(!QTest::qWaitFor([] { return false; }, 250));
                m_window->grab().save(folder + u"/%1-%2-%3.png"_s.arg(name, QString::number(size.width()), suffix));
            }
        }
    }

    std::shared_ptr<Keychain> m_keychain;
    std::unique_ptr<LoopbackServer> m_server;
    std::unique_ptr<LoopbackServer> m_ollama;
    std::unique_ptr<app::Composition> m_composition;
    std::unique_ptr<MainWindow> m_window;
    int m_workspaces = 0;
};

QTEST_MAIN(TestModelsPage)
#include "tst_modelspage.moc"
