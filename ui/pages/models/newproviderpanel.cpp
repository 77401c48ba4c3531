// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/models/newproviderpanel.h"

#include "ui/pages/models/providerform.h"
#include "ui/theme/theme.h"
#include "ui/widgets/wheelguard.h"

#include <QAction>
#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kFormWidth = 600;
}

NewProviderPanel::NewProviderPanel(const provider::Registry &registry, QWidget *parent) : QWidget(parent)
{
    auto *title = new QLabel(tr("Add a provider"), this);
    title->setFont(theme::headlineFont());
    m_form = new ProviderForm(registry, this);
    m_form->setObjectName(u"newProviderForm"_s);
    m_form->setMaximumWidth(kFormWidth);
    new WheelGuard(*m_form);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_form);
    auto *save = new QPushButton(tr("Add provider"), this);
    save->setObjectName(u"saveProviderPushButton"_s);
    save->setProperty("main", true);
    auto *leave = new QPushButton(tr("Cancel"), this);
    leave->setObjectName(u"leaveProviderPushButton"_s);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(save);
    buttons->addWidget(leave);
    buttons->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(2));
    column->addWidget(title);
    column->addWidget(scroll, 1);
    column->addLayout(buttons);
    setFocusProxy(m_form);
    makeEscape();
    connect(save, &QPushButton::clicked, this, &NewProviderPanel::addRequested);
    connect(leave, &QPushButton::clicked, this, &NewProviderPanel::cancel);
}

void NewProviderPanel::makeEscape()
{
    auto *escape = new QAction(this);
    escape->setShortcut(Qt::Key_Escape);
    escape->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QAction::triggered, this, &NewProviderPanel::cancel);
    addAction(escape);
}

void NewProviderPanel::begin(const QStringList &takenNames)
{
    m_form->showNew(takenNames);
}

void NewProviderPanel::cancel()
{
    m_form->showNew({}); // a key that was typed does not stay
    Q_EMIT cancelled();
}

} // namespace assay::ui
