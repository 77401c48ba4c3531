// SPDX-License-Identifier: GPL-3.0-or-later
// The head of the Models page: what there is and what is missing, what to look for in it, and what can be added.
#pragma once

#include "ui/pages/models/modelfacts.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace assay::ui {

class ModelsHead final : public QWidget {
    Q_OBJECT

public:
    explicit ModelsHead(QWidget *parent);

    /// `canList`: there is a provider whose models can be added.
    void showState(const QList<ProviderEntry> &providers, qsizetype models, bool canList);
    void focusSearch();
    void clearSearch();

Q_SIGNALS:
    void searched(const QString &text);
    void addModelsRequested();
    void addProviderRequested();

private:
    QLabel *m_state;
    QLineEdit *m_search;
    QPushButton *m_addModels;
    QPushButton *m_addProvider;
};

} // namespace assay::ui
