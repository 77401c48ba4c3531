// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/models/remotemodels.h"

#include "ui/format/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/offer.h"
#include "ui/widgets/plaintable.h"

#include <QAction>
#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

RemoteModels::RemoteModels(QWidget *parent)
    : QWidget(parent),
      m_title(new QLabel(this)),
      m_state(new QLabel(this)),
      m_search(new QLineEdit(this)),
      m_table(new QTableView(this)),
      m_model(new RemoteModelsModel(this)),
      m_filter(new QSortFilterProxyModel(this)),
      m_add(new QPushButton(this)),
      m_addByName(new QPushButton(this)),
      m_reload(new QPushButton(tr("Ask again"), this))
{
    m_title->setFont(theme::headlineFont());
    m_state->setWordWrap(true);
    m_state->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_state->setObjectName(u"remoteStateLabel"_s);
    m_search->setObjectName(u"remoteSearchLineEdit"_s);
    m_search->setPlaceholderText(tr("Find in the list, or write the name of a model"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    m_add->setObjectName(u"addRemotePushButton"_s);
    m_add->setProperty("main", true);
    m_addByName->setObjectName(u"addByNamePushButton"_s);
    m_reload->setObjectName(u"reloadRemotePushButton"_s);
    auto *leave = new QPushButton(tr("Cancel"), this);
    leave->setObjectName(u"leaveRemotePushButton"_s);
    makeTable();

    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_add);
    buttons->addWidget(m_addByName);
    buttons->addWidget(m_reload);
    buttons->addStretch();
    buttons->addWidget(leave);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(2));
    column->addWidget(m_title);
    column->addWidget(m_state);
    column->addWidget(m_search);
    column->addWidget(m_table, 1);
    column->addLayout(buttons);
    setFocusProxy(m_search);

    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter->setFilterFixedString(text.trimmed());
        updateButtons();
    });
    connect(m_search, &QLineEdit::returnPressed, this, [this] { (m_add->isEnabled() ? m_add : m_addByName)->click(); });
    connect(m_model, &RemoteModelsModel::tickedChanged, this, &RemoteModels::updateButtons);
    connect(m_add, &QPushButton::clicked, this, [this] { Q_EMIT addRequested(m_model->ticked()); });
    connect(m_addByName, &QPushButton::clicked, this, [this] { Q_EMIT addByNameRequested(m_search->text().trimmed()); });
    connect(m_reload, &QPushButton::clicked, this, &RemoteModels::reloadRequested);
    connect(leave, &QPushButton::clicked, this, &RemoteModels::cancelled);
    auto *escape = new QAction(this);
    escape->setShortcut(Qt::Key_Escape);
    escape->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QAction::triggered, this, &RemoteModels::cancelled);
    addAction(escape);
    updateButtons();
}

void RemoteModels::makeTable()
{
    m_filter->setSourceModel(m_model);
    m_filter->setFilterRole(RemoteModelsModel::kSearchRole);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table->setObjectName(u"remoteTableView"_s);
    m_table->setAccessibleName(tr("Models of the provider"));
    m_table->setModel(m_filter);
    makePlain(*m_table);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->setColumnWidth(1, 90);
    m_table->setColumnWidth(2, 130);
    m_table->setColumnWidth(3, 110);
    // Return ticks as the space bar does, which the view itself knows.
    auto *tick = new QAction(this);
    tick->setShortcuts({Qt::Key_Return, Qt::Key_Enter});
    tick->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(tick);
    const auto toggle = [this](const QModelIndex &index) {
        if (index.isValid())
            m_model->toggle(m_filter->mapToSource(index).row());
    };
    connect(tick, &QAction::triggered, this, [this, toggle] { toggle(m_table->currentIndex()); });
    connect(m_table, &QTableView::doubleClicked, this, [toggle](const QModelIndex &index) {
        if (index.column() != 0)
            toggle(index);
    });
}

void RemoteModels::showState(const QString &text, bool isError)
{
    m_isError = isError;
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
    refreshColours();
}

void RemoteModels::refreshColours()
{
    m_state->setStyleSheet(u"color: %1;"_s.arg(m_isError ? theme::foreground(Tone::error).name() : theme::secondaryText().name()));
}

void RemoteModels::showLoading(const QString &provider)
{
    m_title->setText(tr("Add models of %1").arg(provider));
    m_model->setModels({});
    m_search->clear();
    m_reload->hide();
    showState(tr("Asking the provider for its list…"), false);
}

void RemoteModels::showModels(const QList<RemoteModel> &models)
{
    m_model->setModels(models);
    showState(models.isEmpty() ? tr("The list is empty. Write the name of a model above to add it.")
                               : tr("%n model(s). Tick what you want; prices and sizes that are known come along.", nullptr, static_cast<int>(models.size())),
        false);
    m_table->setCurrentIndex(m_filter->index(0, 0));
    m_reload->setVisible(models.isEmpty());
    updateButtons();
}

void RemoteModels::showError(const Error &error)
{
    const format::ErrorText text = format::errorText(error);
    showState(u"%1 %2. %3\n%4"_s.arg(theme::mark(Tone::error), text.title, text.body, tr("A model can still be added by its name.")), true);
    m_reload->show();
}

void RemoteModels::updateButtons()
{
    const qsizetype ticked = m_model->ticked().size();
    m_add->setText(ticked == 0 ? tr("Add models") : tr("Add %n model(s)", nullptr, static_cast<int>(ticked)));
    offer(*m_add, ticked > 0 ? QString() : tr("Tick the models that you want first."));
    const QString name = m_search->text().trimmed();
    const bool isListed = std::ranges::any_of(m_model->models(), [&name](const RemoteModel &model) { return model.listed.apiName == name; });
    m_addByName->setVisible(!name.isEmpty() && !isListed);
    m_addByName->setText(tr("Add “%1” by name").arg(format::oneLine(name, 40)));
}

} // namespace assay::ui
