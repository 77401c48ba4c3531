// SPDX-License-Identifier: GPL-3.0-or-later
// Providers and their models: which there are, whether they can be asked, what they cost; adding, changing, removing and trying them. What was changed is
// stored at once and can be undone; runs keep what they were made with.
#pragma once

#include "ui/document/document.h"
#include "ui/pages/models/keysourceeditor.h"
#include "ui/pages/models/modelfacts.h"
#include "ui/pages/models/modelservices.h"
#include "ui/pages/models/remotemodelsmodel.h"
#include "ui/pages/page.h"

#include <QHash>

#include <stop_token>

class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QSortFilterProxyModel;
class QStackedWidget;
class QUndoStack;
class QVBoxLayout;

namespace assay::ui {

class Banner;
class FoundServers;
class ModelForm;
class ModelsModel;
class ModelsTree;
class ProviderForm;
class RemoteModels;
class TestCallView;

class ModelsPage final : public Page {
    Q_OBJECT

public:
    ModelsPage(Document &document, ModelServices services, QWidget *parent);
    ~ModelsPage() override;

    [[nodiscard]] PageId pageId() const override { return PageId::models; }
    void show(const Place &place) override;
    [[nodiscard]] QWidget *detail() override { return m_detail; }
    [[nodiscard]] QList<QAction *> pageActions() override { return m_actions; }
    [[nodiscard]] bool mayLeave() override { return takeEdits(); }

protected:
    void refreshColours() override;

private:
    /// `done` follows on this thread unless the page has died.
    template<typename T, typename Done> void await(QFuture<T> future, Done done)
    {
        auto *watcher = new QFutureWatcher<T>(this);
        connect(watcher, &QFutureWatcherBase::finished, this, [watcher, done = std::move(done)]() mutable {
            watcher->deleteLater();
            done(watcher->result());
        });
        watcher->setFuture(future);
    }

    enum class Panel { empty, table, newProvider, remoteModels };

    void makeHead(QVBoxLayout *column);
    void makePanels(QVBoxLayout *column);
    void makeNewProvider();
    void makeDetail();
    void makeActions();
    void updateHead();
    void setPanel(Panel panel);

    // What is shown.
    void fill();
    void refreshSpeeds();
    void checkKeys(const provider::ProviderConfig &provider, bool startsCommands);
    void showCurrent();
    void showProvider(const ProviderEntry &entry);
    void showModel(const ModelEntry &entry);
    void showNothing();
    void hideDetail();
    void selectShown();
    void select(provider::ProviderId id);
    void select(provider::ModelId id);
    [[nodiscard]] QModelIndex current() const;           ///< of the ModelsModel
    [[nodiscard]] const pricing::PriceBook &priceBook(); ///< read once a visit; empty after telling why it cannot be read

    // What is changed.
    [[nodiscard]] bool takeEdits(); ///< stores what stands in the fields; false when it cannot be used
    void apply();
    void addProvider();
    void saveNewProvider();
    void applyProvider();
    void applyModel();
    /// Checks, keeps what was typed, stores; the form says what is wrong.
    void saveProvider(ProviderForm &form, const provider::ProviderConfig &config, const store::ModelSetup &before, const QString &text);
    void keepKeys(std::vector<TypedKey> keys, const std::function<void(const Result<void> &)> &done);
    void endSaving();
    void replay(const store::ModelSetup &before, const store::ModelSetup &after);
    void change(const QString &text, const store::ModelSetup &before, const store::ModelSetup &after, std::function<void(const Result<store::ModelSetup> &)> done);
    void remove();
    void showProblem(const Error &error);

    // Models of a provider.
    void listModels();
    void loadList();
    void addModels(const QList<RemoteModel> &models);
    void addByName(const QString &apiName);
    [[nodiscard]] RemoteModel remoteModel(const provider::ListedModel &listed, QStringList &taken);

    void testCall();
    void focusForm();
    void detect();
    void showFound();
    void use(const provider::openai::DetectedServer &server);

    Document &m_document;
    ModelServices m_services;
    QUndoStack *m_undo;
    QWidget *m_head = nullptr;
    QLabel *m_state = nullptr;
    QLineEdit *m_search = nullptr;
    QPushButton *m_list = nullptr;
    QPushButton *m_add = nullptr;
    Banner *m_banner = nullptr;
    FoundServers *m_found = nullptr;
    QStackedWidget *m_panels = nullptr;
    ModelsModel *m_model = nullptr;
    QSortFilterProxyModel *m_filter = nullptr;
    ModelsTree *m_tree = nullptr;
    ProviderForm *m_newProvider = nullptr;
    RemoteModels *m_remote = nullptr;

    QWidget *m_detail = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_nothing = nullptr;
    QLabel *m_facts = nullptr;
    TestCallView *m_test = nullptr;
    QStackedWidget *m_forms = nullptr;
    QScrollArea *m_scroll = nullptr;
    ProviderForm *m_providerForm = nullptr;
    ModelForm *m_modelForm = nullptr;
    QPushButton *m_apply = nullptr;

    QList<QAction *> m_actions;
    struct KeyLook {
        QString source; ///< that it was for
        QList<secrets::KeyFinding> findings;
        QString reminder;
    };
    QHash<qint64, KeyLook> m_keys; ///< by the provider's id
    QHash<qint64, store::SeenSpeed> m_speeds;
    std::optional<pricing::PriceBook> m_prices;
    QList<provider::openai::DetectedServer> m_detected;
    provider::ProviderId m_listed; ///< whose models the panel shows
    std::optional<provider::ProviderId> m_shownProvider;
    std::optional<provider::ModelId> m_shownModel;
    std::stop_source m_stopList;
    int m_listJob = 0;
    QString m_wantedName; ///< of a model to go to once it is there
    std::optional<provider::ProviderId> m_wantedProvider;
    std::optional<provider::ModelId> m_wantedModel;
    std::optional<provider::ProviderId> m_toBeListed; ///< its models are offered as soon as it is there
    bool m_isVisited = false;
    bool m_isSaving = false; ///< what the fields hold is on its way; the selection waits
};

} // namespace assay::ui
