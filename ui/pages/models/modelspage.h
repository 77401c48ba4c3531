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

class QStackedWidget;
class QUndoStack;
class QVBoxLayout;

namespace assay::ui {

class Banner;
class FoundServers;
class ModelDetail;
class ModelsHead;
class ModelsModel;
class ModelsTree;
class NewProviderPanel;
class ProviderForm;
class RemoteModels;

class ModelsPage final : public Page {
    Q_OBJECT

public:
    ModelsPage(Document &document, ModelServices services, QWidget *parent);
    ~ModelsPage() override;

    [[nodiscard]] PageId pageId() const override { return PageId::models; }
    void show(const Place &place) override;
    [[nodiscard]] QWidget *detail() override;
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
    [[nodiscard]] QWidget *newEmptyState();
    void makeRemoteModels();
    void makeDetail();
    void makeActions();
    void updateHead();
    [[nodiscard]] bool isBrowsing() const; ///< not adding a provider or its models
    void setPanel(Panel panel);

    // What is shown.
    void fill();
    [[nodiscard]] QList<ProviderEntry> providerEntries();
    [[nodiscard]] QList<ModelEntry> modelEntries() const;
    bool chooseWanted(); ///< false: nothing is
    void refreshSpeeds();
    void checkKeys(const provider::ProviderConfig &provider, bool startsCommands);
    void checkKeysOfChosen();
    void showCurrent();
    void showProvider(const ProviderEntry &entry);
    void showModel(const ModelEntry &entry);
    void chooseShown();
    [[nodiscard]] QStringList providerNames() const;
    [[nodiscard]] QStringList modelNames() const;
    [[nodiscard]] const pricing::PriceBook &priceBook(); ///< read once a visit; empty after telling why it cannot be read

    // What is changed.
    [[nodiscard]] bool takeEdits(); ///< stores what stands in the fields; false when it cannot be used
    void apply();
    void addProvider();
    void saveNewProvider();
    void applyProvider(provider::ProviderId id);
    void applyModel(provider::ModelId id);
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

    void detect();
    void showFound();
    void use(const provider::openai::DetectedServer &server);

    Document &m_document;
    ModelServices m_services;
    QUndoStack *m_undo;
    ModelsHead *m_head = nullptr;
    Banner *m_banner = nullptr;
    FoundServers *m_found = nullptr;
    QStackedWidget *m_panels = nullptr;
    ModelsModel *m_model = nullptr;
    ModelsTree *m_tree = nullptr;
    NewProviderPanel *m_newProvider = nullptr;
    RemoteModels *m_remote = nullptr;
    ModelDetail *m_detail = nullptr;
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
