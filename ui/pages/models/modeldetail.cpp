// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/models/modeldetail.h"

#include "ui/pages/models/modelform.h"
#include "ui/pages/models/providerform.h"
#include "ui/widgets/offer.h"
#include "ui/widgets/wheelguard.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

namespace assay::ui {

using namespace Qt::StringLiterals;

ModelDetail::ModelDetail(const ModelServices &services, TestCallView::CapFor capFor, QWidget *parent) : QWidget(parent)
{
    makeHead();
    makeBody(services, std::move(capFor));
    m_apply = new QPushButton(tr("Apply changes"), this);
    m_apply->setObjectName(u"applyModelPushButton"_s);
    arrange();
    connect(m_apply, &QPushButton::clicked, this, &ModelDetail::applyRequested);
    connect(m_test, &TestCallView::ended, this, &ModelDetail::testEnded);
    const auto noteEdit = [this] { offer(*m_apply, {}); };
    connect(m_providerForm, &ProviderForm::edited, this, noteEdit);
    connect(m_modelForm, &ModelForm::edited, this, noteEdit);
    setAside(false);
    hideAll();
}

void ModelDetail::makeHead()
{
    m_title = new QLabel(this);
    m_title->setObjectName(u"modelTitleLabel"_s);
    m_title->setFont(theme::headlineFont());
    m_title->setWordWrap(true);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_nothing = new QLabel(this);
    m_nothing->setProperty("secondary", true);
    m_nothing->setWordWrap(true);
}

void ModelDetail::makeBody(const ModelServices &services, TestCallView::CapFor capFor)
{
    auto *content = new QWidget(this);
    m_facts = new QLabel(content);
    m_facts->setObjectName(u"modelFactsLabel"_s);
    m_facts->setTextFormat(Qt::RichText);
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_test = new TestCallView(*services.desk, std::move(capFor), content);
    m_providerForm = new ProviderForm(*services.registry, content);
    m_modelForm = new ModelForm(content);
    new WheelGuard(*content);
    auto *inside = new QVBoxLayout(content);
    inside->setContentsMargins(0, 0, theme::space(1), 0);
    inside->setSpacing(theme::space(3));
    inside->addWidget(m_facts);
    inside->addWidget(m_test);
    // Not stacked: a stack is as high as the highest of what it has, and there was a scroll bar with nothing to scroll to.
    for (QWidget *form : {static_cast<QWidget *>(m_providerForm), static_cast<QWidget *>(m_modelForm)}) {
        inside->addWidget(form);
        form->hide();
    }
    inside->addStretch();
    m_scroll = new QScrollArea(this);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(content);
}

void ModelDetail::arrange()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(2));
    column->addWidget(m_title);
    column->addWidget(m_nothing);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_apply, 0, Qt::AlignLeft);
    column->addStretch();
}

// ── what is shown ───────────────────────────────────────────────────────────────────────────────────────────────────

std::optional<provider::ProviderId> ModelDetail::shownProvider() const
{
    return m_provider ? std::optional(m_provider->config.id) : std::nullopt;
}

std::optional<provider::ModelId> ModelDetail::shownModel() const
{
    return m_model ? std::optional(m_model->planned.model.id) : std::nullopt;
}

void ModelDetail::showProvider(const ProviderEntry &entry, const QStringList &takenNames, const std::optional<run::PlannedModel> &tested)
{
    const bool isSame = shownProvider() == entry.config.id;
    m_model.reset();
    m_provider = entry;
    m_test->setVisible(tested.has_value());
    if (tested)
        m_test->setModel(*tested);
    if (!isSame || !m_providerForm->isEdited()) {
        m_providerForm->show(entry.config, takenNames);
        offer(*m_apply, tr("Nothing has been changed here."));
    }
    bringUp(entry.config.name, m_providerForm);
}

void ModelDetail::showModel(const ModelEntry &entry, const QStringList &takenNames, const std::optional<pricing::Price> &listPrice)
{
    const bool isSame = shownModel() == entry.planned.model.id;
    m_provider.reset();
    m_model = entry;
    m_test->show();
    m_test->setModel(entry.planned);
    if (!isSame || !m_modelForm->isEdited()) {
        m_modelForm->show(entry.planned.model, takenNames, listPrice);
        offer(*m_apply, tr("Nothing has been changed here."));
    }
    bringUp(entry.planned.model.name, m_modelForm);
}

void ModelDetail::bringUp(const QString &title, QWidget *form)
{
    m_nothing->hide();
    m_title->setText(title);
    showFacts();
    m_form = form;
    for (QWidget *each : {static_cast<QWidget *>(m_providerForm), static_cast<QWidget *>(m_modelForm)})
        each->setVisible(each == form);
    for (QWidget *shown : {static_cast<QWidget *>(m_title), static_cast<QWidget *>(m_scroll), static_cast<QWidget *>(m_apply)})
        shown->show();
}

void ModelDetail::showFacts()
{
    if (m_model)
        m_facts->setText(facts::modelTable(*m_model));
    else if (m_provider)
        m_facts->setText(facts::providerTable(*m_provider));
}

void ModelDetail::showNothing()
{
    forget();
    hideAll();
}

void ModelDetail::forget()
{
    m_provider.reset();
    m_model.reset();
}

void ModelDetail::setAside(bool isAside)
{
    m_nothing->setText(isAside ? tr("What is chosen in the list is shown here again afterwards.") : tr("Choose a provider or a model to see and change it."));
    if (isAside)
        hideAll();
}

void ModelDetail::hideAll()
{
    m_title->hide();
    m_scroll->hide();
    m_apply->hide();
    m_nothing->show();
}

// ── its fields, its test ────────────────────────────────────────────────────────────────────────────────────────────

bool ModelDetail::isEdited() const
{
    return (m_provider && m_providerForm->isEdited()) || (m_model && m_modelForm->isEdited());
}

bool ModelDetail::check()
{
    return m_provider ? m_providerForm->read().has_value() : m_modelForm->read().has_value();
}

void ModelDetail::refreshApply()
{
    offer(*m_apply, isEdited() ? QString() : tr("Nothing has been changed here."));
}

void ModelDetail::focusFields()
{
    if (m_scroll->isVisible() && m_form != nullptr)
        m_form->setFocus(Qt::OtherFocusReason);
}

void ModelDetail::toggleTest()
{
    if (m_test->isVisible())
        m_test->toggle();
}

void ModelDetail::refreshColours()
{
    m_test->refreshColours();
    showFacts();
}

} // namespace assay::ui
