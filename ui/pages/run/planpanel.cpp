// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/run/planpanel.h"

#include "core/stats/power.h"
#include "ui/format/format.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QtConcurrentRun>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostRepeats = 20;
constexpr int kListHeight = 108;
constexpr double kAssumedDiscordance = 0.2; // nothing is known before a run
constexpr double kPower = 0.8;
constexpr double kAlpha = 0.05;

void fill(QComboBox *box, const QStringList &names)
{
    const QString chosen = box->currentText();
    const QSignalBlocker quiet(box);
    box->clear();
    box->addItems(names);
    box->setCurrentIndex(std::max(0, box->findText(chosen)));
}

QStringList checked(const QListWidget *list)
{
    QStringList names;
    for (int row = 0; row < list->count(); ++row) {
        if (list->item(row)->checkState() == Qt::Checked)
            names.append(list->item(row)->data(Qt::UserRole).toString());
    }
    return names;
}

void addCheckable(QListWidget *list, const QString &name, const QString &text, bool isChecked)
{
    auto *item = new QListWidgetItem(text, list);
    item->setData(Qt::UserRole, name);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setToolTip(text);
    item->setCheckState(isChecked ? Qt::Checked : Qt::Unchecked);
}

} // namespace

PlanPanel::PlanPanel(Document &document, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_prompt(new QComboBox(this)),
      m_versions(new QListWidget(this)),
      m_models(new QListWidget(this)),
      m_set(new QComboBox(this)),
      m_repeats(new QSpinBox(this)),
      m_budget(new QLineEdit(this)),
      m_useCache(new QCheckBox(tr("Use stored answers"), this)),
      m_estimate(new QLabel(this)),
      m_start(new QPushButton(tr("Start"), this))
{
    m_prompt->setObjectName(u"planPromptComboBox"_s);
    m_versions->setObjectName(u"planVersionsListWidget"_s);
    m_models->setObjectName(u"planModelsListWidget"_s);
    m_set->setObjectName(u"planSetComboBox"_s);
    m_repeats->setObjectName(u"planRepeatsSpinBox"_s);
    m_budget->setObjectName(u"planBudgetLineEdit"_s);
    m_useCache->setObjectName(u"planCacheCheckBox"_s);
    m_useCache->setChecked(true);
    m_useCache->setToolTip(tr("An answer to the very same request that is in the workspace is taken instead of asking again: it costs nothing."));
    m_start->setObjectName(u"planStartPushButton"_s);
    m_estimate->setObjectName(u"planEstimateLabel"_s);
    for (QListWidget *list : {m_versions, m_models}) {
        list->setFixedHeight(kListHeight);
        list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        list->setTextElideMode(Qt::ElideRight);
    }
    m_repeats->setRange(1, kMostRepeats);
    m_budget->setPlaceholderText(tr("no cap"));
    m_budget->setToolTip(tr("US dollars. Each call reserves the most it can cost; the cap is never passed."));
    m_start->setProperty("main", true);
    m_start->setToolTip(tr("Ctrl+Return"));
    m_estimate->setWordWrap(true);

    auto *versionColumn = new QVBoxLayout;
    versionColumn->addWidget(labelled(tr("Prompt"), m_prompt));
    versionColumn->addWidget(labelled(tr("Versions"), m_versions));
    auto *modelColumn = new QVBoxLayout;
    modelColumn->addWidget(labelled(tr("Eval set"), m_set));
    modelColumn->addWidget(labelled(tr("Models"), m_models));
    auto *settings = new QVBoxLayout;
    settings->addWidget(labelled(tr("Repeats"), m_repeats));
    settings->addWidget(labelled(tr("Cap in $"), m_budget));
    settings->addStretch();
    auto *preview = new QVBoxLayout;
    preview->addWidget(labelled(tr("Preview"), m_estimate));
    preview->addWidget(m_useCache);
    preview->addStretch();
    preview->addWidget(m_start, 0, Qt::AlignLeft);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::space(4));
    row->addLayout(versionColumn, 3);
    row->addLayout(modelColumn, 3);
    row->addLayout(settings, 1);
    row->addLayout(preview, 4);

    connect(m_prompt, &QComboBox::currentTextChanged, this, &PlanPanel::refresh);
    connect(m_set, &QComboBox::currentTextChanged, this, &PlanPanel::choiceChanged);
    connect(m_versions, &QListWidget::itemChanged, this, &PlanPanel::choiceChanged);
    connect(m_models, &QListWidget::itemChanged, this, &PlanPanel::choiceChanged);
    connect(m_repeats, &QSpinBox::valueChanged, this, &PlanPanel::choiceChanged);
    connect(m_budget, &QLineEdit::textChanged, this, &PlanPanel::choiceChanged);
    connect(m_useCache, &QCheckBox::toggled, this, &PlanPanel::choiceChanged);
    connect(m_start, &QPushButton::clicked, this, [this] {
        if (m_plan)
            Q_EMIT startRequested(*m_plan);
    });
    connect(&m_document, &Document::listsChanged, this, &PlanPanel::refresh);
    refresh();
}

QWidget *PlanPanel::labelled(const QString &caption, QWidget *field)
{
    auto *box = new QWidget(this);
    auto *stack = new QVBoxLayout(box);
    stack->setContentsMargins(0, 0, 0, 0);
    stack->setSpacing(theme::space(1));
    auto *label = new QLabel(caption, box);
    label->setFont(theme::smallFont());
    label->setProperty("secondary", true);
    label->setBuddy(field);
    field->setAccessibleName(caption);
    stack->addWidget(label);
    stack->addWidget(field);
    return box;
}

void PlanPanel::refresh()
{
    const WorkspaceLists &lists = m_document.lists();
    QStringList prompts;
    for (const store::PromptSummary &prompt : lists.prompts)
        prompts.append(prompt.name);
    QStringList sets;
    for (const store::EvalSetSummary &set : lists.sets)
        sets.append(set.name);
    fill(m_prompt, prompts);
    fill(m_set, sets);

    const QStringList chosenModels = checked(m_models);
    const bool isFirst = m_models->count() == 0;
    const QSignalBlocker quiet(m_models);
    m_models->clear();
    for (const run::PlannedModel &model : lists.models)
        addCheckable(m_models, model.model.name, model.provider.isSimulated() ? tr("%1  (simulated)").arg(model.model.name) : model.model.name,
            isFirst || chosenModels.contains(model.model.name));

    const QString prompt = m_prompt->currentText();
    if (prompt.isEmpty()) {
        fillVersions({});
        return;
    }
    m_document.read(
        this, [prompt](store::Database &database) { return store::PromptRepository(database).versions(prompt); },
        [this, prompt](const Result<QList<prompt::Version>> &versions) {
            if (versions && prompt == m_prompt->currentText())
                fillVersions(*versions);
        });
}

void PlanPanel::fillVersions(const QList<prompt::Version> &versions)
{
    QStringList chosen = checked(m_versions);
    const QSignalBlocker quiet(m_versions);
    m_versions->clear();
    const bool keeps = std::ranges::any_of(versions, [&](const prompt::Version &version) { return chosen.contains(version.label()); });
    for (qsizetype i = 0; i < versions.size(); ++i) {
        const prompt::Version &version = versions.at(i);
        // The newest two, so that there is something to compare.
        addCheckable(m_versions, version.label(), version.label() + u"  "_s + format::oneLine(version.note, 120), keeps ? chosen.contains(version.label()) : i < 2);
    }
    choiceChanged();
}

PlanPanel::Choice PlanPanel::choice() const
{
    Choice made{checked(m_versions), checked(m_models), m_set->currentText(), m_repeats->value(), m_budget->text().trimmed(), m_useCache->isChecked()};
    std::ranges::reverse(made.versions); // the list is newest first; the older one is the baseline
    return made;
}

void PlanPanel::choiceChanged()
{
    const Choice made = choice();
    const int job = ++m_job;
    m_plan.reset();
    m_start->setEnabled(false);
    if (made.versions.isEmpty() || made.models.isEmpty() || made.set.isEmpty()) {
        say(made.set.isEmpty() ? tr("Import an eval set first.")
                : m_models->count() == 0
                ? tr("There is no model yet. Close the workspace and run “assay model %1 --simulated” in a terminal: it adds three that need no key.").arg(m_document.path())
                : made.models.isEmpty() ? tr("Choose at least one model.")
                                        : tr("Choose at least one version; two make a comparison."),
            true);
        return;
    }
    const auto budget = made.budget.isEmpty() ? std::optional<Money>() : Money::fromDecimal(made.budget);
    if (!made.budget.isEmpty() && (!budget || *budget <= Money())) {
        say(tr("“%1” is no amount. Write dollars such as 2.50, or leave the cap empty.").arg(made.budget), true);
        return;
    }
    m_document.read(
        this,
        [made, budget](store::Database &database) -> Result<std::pair<run::RunPlan, run::Estimate>> {
            run::RunPlan plan;
            for (const QString &label : made.versions) {
                auto version = prompt::versionReferenceFromText(label).and_then([&](const auto &reference) { return store::PromptRepository(database).version(reference); });
                if (!version)
                    return std::unexpected(version.error());
                plan.versions.append(*version);
            }
            for (const QString &name : made.models) {
                auto model = store::ModelRepository(database).model(name);
                if (!model)
                    return std::unexpected(model.error());
                plan.models.append(*model);
            }
            auto set = store::EvalSetRepository(database).load(made.set);
            if (!set)
                return std::unexpected(set.error());
            plan.set = *std::move(set);
            plan.repeats = made.repeats;
            plan.budget = budget;
            plan.cache = made.usesCache ? run::CachePolicy::use : run::CachePolicy::refresh;
            plan.seed = QDateTime::currentMSecsSinceEpoch();
            plan.createdAt = SystemClock().utcNow();
            if (plan.versions.size() > 1)
                plan.baseline = 0;
            return store::RunRepository(database)
                .experience(plan)
                .and_then([&](const run::Experience &experience) { return run::estimate(plan, experience); })
                .transform([&](const run::Estimate &estimate) { return std::pair(plan, estimate); });
        },
        [this, job](const Result<std::pair<run::RunPlan, run::Estimate>> &planned) {
            if (job != m_job)
                return;
            if (planned)
                showPlan(planned->first, planned->second);
            else
                showPlan(std::unexpected(planned.error()), std::unexpected(planned.error()));
        });
}

void PlanPanel::showPlan(const Result<run::RunPlan> &plan, const Result<run::Estimate> &estimate)
{
    if (!plan || !estimate) {
        say((plan ? estimate.error() : plan.error()).describe(), true);
        return;
    }
    m_plan = *plan;
    const run::Takings &all = estimate->all;
    QStringList parts{tr("%1 calls").arg(format::count(all.calls)), tr("%1 tokens in").arg(format::tokens(all.inputTokens))};
    if (all.cached > 0)
        parts.append(tr("%1 answers are stored and save %2").arg(format::count(all.cached), format::money(all.saved)));
    if (estimate->modelsWithoutPrice == 0)
        parts.append(tr("%1 to %2, likely %3%4")
                .arg(format::money(all.low), format::money(all.worstCase), format::money(all.likely), plan->isSimulated() ? tr(" (simulated: nothing is charged)") : QString()));
    else
        parts.append(tr("%n model(s) without a price", nullptr, estimate->modelsWithoutPrice));
    QString text = parts.join(u" · "_s);
    if (plan->versions.size() > 1) {
        if (const auto least = stats::minimalDetectableDifference(plan->set.items.size(), kAssumedDiscordance, kAlpha, kPower))
            text += tr("\nCan see a difference of %1 or more, if one item in five changes its outcome.").arg(format::points(*least).remove(u'+'));
    } else {
        text += tr("\nChoose a second version to get a comparison.");
    }
    say(text, false);
    m_start->setEnabled(!m_document.isRunning());
}

void PlanPanel::say(const QString &text, bool isProblem)
{
    m_isProblem = isProblem;
    m_estimate->setText(isProblem ? theme::mark(Tone::error) + u" "_s + text : text);
    refreshColours();
}

void PlanPanel::refreshColours()
{
    m_estimate->setStyleSheet(m_isProblem ? u"color: %1;"_s.arg(theme::foreground(Tone::error).name()) : QString());
}

} // namespace assay::ui
