// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/promptdetail.h"

#include "core/run/exampledraw.h"
#include "ui/pages/prompts/costpanel.h"
#include "ui/pages/prompts/drafttrial.h"
#include "ui/pages/prompts/findingspanel.h"
#include "ui/pages/prompts/itemchooser.h"
#include "ui/pages/prompts/trialpanel.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QLabel>
#include <QTabBar>
#include <QTabWidget>

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

PromptDetail::PromptDetail(Document &document, provider::ServiceDesk &desk, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_chooser(new ItemChooser(document, this)),
      m_tabs(new QTabWidget(this)),
      m_nothing(new QLabel(tr("A prompt is shown here as a model gets it: filled in with an item, with its costs, answers and findings."), this)),
      m_preview(new PreviewPanel(this)),
      m_costs(new CostPanel(document, this)),
      m_trial(new DraftTrial(document, desk, this)),
      m_answers(new TrialPanel(*m_trial, this)),
      m_findings(new FindingsPanel(this))
{
    m_tabs->setObjectName(u"promptDetailTabWidget"_s);
    m_nothing->setObjectName(u"noPromptLabel"_s);
    m_nothing->setProperty("secondary", true);
    m_nothing->setWordWrap(true);
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->addTab(m_preview, tr("Rendered"));
    m_tabs->addTab(m_costs, tr("Costs"));
    m_tabs->addTab(m_answers, tr("Answers"));
    m_tabs->addTab(m_findings, tr("Findings"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(2));
    column->addWidget(m_chooser);
    column->addWidget(m_tabs, 1);
    column->addWidget(m_nothing);
    column->addStretch();
    setHasPrompt(false);
    connect(m_chooser, &ItemChooser::itemChanged, this, &PromptDetail::update);
    connect(m_chooser, &ItemChooser::modelChanged, this, &PromptDetail::update);
    connect(m_preview, &PreviewPanel::counted, this, &PromptDetail::counted);
    connect(m_answers, &TrialPanel::askItemRequested, this, &PromptDetail::tryItem);
    connect(m_answers, &TrialPanel::askSampleRequested, this, &PromptDetail::trySample);
}

void PromptDetail::setHasPrompt(bool has)
{
    m_chooser->setVisible(has);
    m_tabs->setVisible(has);
    m_nothing->setVisible(!has);
}

void PromptDetail::showFindings()
{
    m_tabs->setCurrentWidget(m_findings);
    m_findings->setFocus(Qt::ShortcutFocusReason);
}

void PromptDetail::setFindingCount(qsizetype count)
{
    m_tabs->setTabText(m_tabs->indexOf(m_findings), count > 0 ? tr("Findings %1").arg(count) : tr("Findings"));
}

void PromptDetail::refresh()
{
    m_chooser->refresh();
}

void PromptDetail::setContent(const QString &prompt, int number, const QString &title, const Result<prompt::Content> &content)
{
    m_version.promptName = prompt;
    m_version.number = number;
    m_problem = content ? std::nullopt : std::optional(content.error());
    m_version.content = content.value_or(prompt::Content());
    m_answers->setShown(m_version, title);
    update();
}

run::RunPlan PromptDetail::planOf(const QList<run::PlannedModel> &models) const
{
    run::RunPlan plan;
    plan.versions = {m_version};
    plan.models = models;
    run::takeSet(plan, m_chooser->set()); // without the items that are its examples
    plan.seed = QDateTime::currentMSecsSinceEpoch();
    plan.createdAt = SystemClock().utcNow();
    return plan;
}

void PromptDetail::update()
{
    const evalset::Item item = m_chooser->item();
    m_preview->show(m_problem ? Result<prompt::Content>(std::unexpected(*m_problem)) : m_version.content, item, m_chooser->model());
    if (m_problem)
        return;
    const run::RunPlan plan = planOf(m_document.lists().models);
    const auto at = std::ranges::find(plan.set.items, item.key, &evalset::Item::key);
    m_costs->setPlan(plan, at == plan.set.items.end() ? 0 : at - plan.set.items.begin());
}

void PromptDetail::tryItem()
{
    const evalset::Item item = m_chooser->item();
    ask(item.key.isEmpty() ? QList<evalset::Item>() : QList<evalset::Item>{item});
}

void PromptDetail::trySample()
{
    ask(run::sampledItems(planOf({}).set.items, TrialPanel::kSampled, QDateTime::currentMSecsSinceEpoch()));
}

void PromptDetail::ask(const QList<evalset::Item> &items)
{
    m_tabs->setCurrentWidget(m_answers);
    const auto refuse = [this](const QString &what, const QString &hint) { m_answers->refuse(fail(ErrorKind::invalidInput, what, hint).error()); };
    const auto model = m_chooser->model();
    if (m_problem) {
        m_answers->refuse(*m_problem);
    } else if (items.isEmpty()) {
        refuse(tr("There is no item to ask for."), tr("Import an eval set on its page."));
    } else if (!model) {
        refuse(tr("There is no model to ask."), tr("The Models page adds some: the simulated ones need no key."));
    } else {
        run::RunPlan plan = planOf({*model});
        if (items.size() == 1 && plan.leftOut.contains(items.first().key)) {
            refuse(tr("%1 is one of the examples: its answer is in the prompt.").arg(items.first().key), tr("Choose another item."));
            return;
        }
        plan.set.items = items;
        m_answers->ask(plan);
    }
}

} // namespace assay::ui
