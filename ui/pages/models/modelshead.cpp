// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/models/modelshead.h"

#include "ui/widgets/offer.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostSearchWidth = 200;

bool isMissing(const secrets::KeyFinding &finding)
{
    using enum secrets::KeyFinding::State;
    return finding.state == missing || finding.state == lockedOrMissing || finding.state == unusable;
}

} // namespace

ModelsHead::ModelsHead(QWidget *parent) : QWidget(parent)
{
    auto *title = new QLabel(tr("Models"), this);
    title->setFont(theme::headlineFont());
    m_state = new QLabel(this);
    m_state->setObjectName(u"modelsStateLabel"_s);
    m_state->setProperty("secondary", true);
    m_state->setWordWrap(true);
    m_search = new QLineEdit(this);
    m_search->setObjectName(u"modelsSearchLineEdit"_s);
    m_search->setPlaceholderText(tr("Find models"));
    m_search->setAccessibleName(tr("Find models"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(kMostSearchWidth);
    m_addModels = new QPushButton(tr("Add models…"), this);
    m_addModels->setObjectName(u"addModelsPushButton"_s);
    m_addProvider = new QPushButton(tr("Add provider…"), this);
    m_addProvider->setObjectName(u"addProviderPushButton"_s);
    m_addProvider->setProperty("main", true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::space(2));
    row->addWidget(title);
    row->addWidget(m_state, 1);
    row->addWidget(m_search);
    row->addWidget(m_addModels);
    row->addWidget(m_addProvider);
    connect(m_search, &QLineEdit::textChanged, this, &ModelsHead::searched);
    connect(m_addModels, &QPushButton::clicked, this, &ModelsHead::addModelsRequested);
    connect(m_addProvider, &QPushButton::clicked, this, &ModelsHead::addProviderRequested);
}

void ModelsHead::showState(const QList<ProviderEntry> &providers, qsizetype models, bool canList)
{
    const auto missing = std::ranges::count_if(providers, [](const ProviderEntry &entry) { return std::ranges::any_of(entry.keys, isMissing); });
    QStringList parts{tr("%n provider(s)", nullptr, static_cast<int>(providers.size())), tr("%n model(s)", nullptr, static_cast<int>(models))};
    if (missing > 0)
        parts.append(theme::mark(Tone::error) + u' ' + tr("%n key(s) missing", nullptr, static_cast<int>(missing)));
    const bool hasProviders = !providers.isEmpty();
    m_state->setText(hasProviders ? parts.join(u" · "_s) : QString());
    m_search->setVisible(hasProviders);
    m_addModels->setVisible(hasProviders);
    m_addProvider->setVisible(hasProviders);
    offer(*m_addModels, canList ? QString() : tr("Choose the provider that has them first."));
}

void ModelsHead::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
}

void ModelsHead::clearSearch()
{
    m_search->clear();
}

} // namespace assay::ui
