// SPDX-License-Identifier: GPL-3.0-or-later
// What tests of the Models page share: one window over a workspace, a server with models, a keychain in memory, and the page's parts by their names. A base
// of a test class.
#pragma once

#include "app/window.h"
#include "tests/support/openaianswers.h"
#include "tests/support/pageshots.h"
#include "tests/support/windowtest.h"
#include "ui/pages/models/modelsmodel.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QTest>
#include <QTreeView>

#include <map>
#include <mutex>

namespace assay::test {

using namespace ui;
using namespace Qt::StringLiterals;

inline const QByteArray kKey = QByteArray("sk-canary-") + QByteArray(20, 'c');

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

inline QCoro::Task<Result<void>> keep(std::shared_ptr<Keychain> keychain, QString name, secrets::Secret key)
{
    const std::scoped_lock lock(keychain->mutex);
    keychain->keys[name] = key.bytes().toByteArray();
    co_return Result<void>();
}

inline provider::openai::DetectionOptions onlyOllamaAt(quint16 port)
{
    provider::openai::DetectionOptions options;
    for (const auto &kind : {u"llamacpp"_s, u"lmstudio"_s, u"vllm"_s})
        options.ports.insert(kind, 0);
    options.ports.insert(u"ollama"_s, port);
    return options;
}

// A list of models and answers, for those with the right key.
inline LoopbackReply labAnswer(const LoopbackRequest &request)
{
    if (request.header("authorization") != "Bearer " + kKey)
        return errorAnswer(401, "invalid_api_key", "Incorrect API key provided: " + request.header("authorization").mid(7));
    if (request.path == "/v1/models")
        return LoopbackReply::json(200,
            R"({"object":"list","data":[{"id":"alpha-large","context_length":131072},{"id":"alpha-small","context_length":32768,"max_completion_tokens":512},{"id":"a-model-with-a-very-long-name-such-as-fine-tuned-ones-have/2026-08-31-support-triage-german-and-polish","context_length":8192}]})");
    return streamedAnswer(u"ok"_s, 1);
}

class ModelsDesk : public QObject, protected WindowTest {
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

protected:
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

    void shoot(const QString &name) { shootPage(*m_window, name); }

    std::shared_ptr<Keychain> m_keychain;
    std::unique_ptr<LoopbackServer> m_server;
    std::unique_ptr<LoopbackServer> m_ollama;
    std::unique_ptr<app::Composition> m_composition;
    std::unique_ptr<MainWindow> m_window;
    int m_workspaces = 0;
};

} // namespace assay::test
