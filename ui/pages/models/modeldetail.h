// SPDX-License-Identifier: GPL-3.0-or-later
// The provider or the model that is chosen on the Models page: its facts, a test call, its fields and the button that applies them. What stands in the
// fields stays while the same one is shown again; it is stored by whoever listens.
#pragma once

#include "core/pricing/price.h"
#include "ui/pages/models/modelfacts.h"
#include "ui/pages/models/modelservices.h"
#include "ui/pages/models/testcallview.h"

#include <QWidget>

class QScrollArea;

namespace assay::ui {

class ModelForm;
class ProviderForm;

class ModelDetail final : public QWidget {
    Q_OBJECT

public:
    ModelDetail(const ModelServices &services, TestCallView::CapFor capFor, QWidget *parent);

    /// `tested` is what its test call asks; without one it has none.
    void showProvider(const ProviderEntry &entry, const QStringList &takenNames, const std::optional<run::PlannedModel> &tested);
    void showModel(const ModelEntry &entry, const QStringList &takenNames, const std::optional<pricing::Price> &listPrice);
    void showNothing();
    /// Away while the page is about something else; what is shown next brings it back.
    void setAside(bool isAside);
    /// What was shown is gone, and what its fields hold with it.
    void forget();
    [[nodiscard]] std::optional<provider::ProviderId> shownProvider() const;
    [[nodiscard]] std::optional<provider::ModelId> shownModel() const;

    [[nodiscard]] bool isEdited() const;
    /// Whether the fields can be used; says at the field what is wrong.
    [[nodiscard]] bool check();
    /// To be called once what the fields held is stored, or refused.
    void refreshApply();
    [[nodiscard]] ProviderForm &providerForm() const { return *m_providerForm; }
    [[nodiscard]] ModelForm &modelForm() const { return *m_modelForm; }

    void focusFields();
    /// Asks, or stops the call that goes on; nothing where there is nobody to ask.
    void toggleTest();
    void refreshColours();

Q_SIGNALS:
    void applyRequested();
    void testEnded(); ///< a command may have been started for it, or a keychain unlocked

private:
    void makeHead();
    void makeBody(const ModelServices &services, TestCallView::CapFor capFor);
    void arrange();
    void bringUp(const QString &title, QWidget *form);
    void showFacts();
    void hideAll();

    QLabel *m_title = nullptr;
    QLabel *m_nothing = nullptr;
    QScrollArea *m_scroll = nullptr;
    QLabel *m_facts = nullptr;
    TestCallView *m_test = nullptr;
    QWidget *m_form = nullptr; ///< the one that is shown
    ProviderForm *m_providerForm = nullptr;
    ModelForm *m_modelForm = nullptr;
    QPushButton *m_apply = nullptr;
    std::optional<ProviderEntry> m_provider; ///< that is shown: it or m_model, or none
    std::optional<ModelEntry> m_model;
};

} // namespace assay::ui
