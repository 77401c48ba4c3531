// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/run/planpanel.h"

#include "core/run/exampledraw.h"
#include "core/stats/power.h"
#include "ui/format/format.h"
#include "ui/pages/run/estimatemodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/offer.h"
#include "ui/widgets/plaintable.h"
#include "ui/widgets/wheelguard.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QFutureWatcher>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QtConcurrentRun>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostRepeats = 20;
constexpr int kListHeight = 112;
constexpr int kMostEstimateRows = 5;
constexpr int kModelWidth = 200;
constexpr int kEstimateRowHeight = 22;
constexpr int kMostCacheDays = 3650;
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
      m_seed(new QLineEdit(this)),
      m_label(new QComboBox(this)),
      m_cache(new QComboBox(this)),
      m_cacheDays(new QSpinBox(this)),
      m_batch(new QCheckBox(tr("Batch: half price, answers within a day"), this)),
      m_whyNoBatch(new QLabel(this)),
      m_estimate(new EstimateModel(this)),
      m_table(new QTableView(this)),
      m_text(new QLabel(this)),
      m_start(new QPushButton(tr("Start"), this))
{
    nameFields();
    for (QListWidget *list : {m_versions, m_models}) {
        list->setMinimumHeight(kListHeight);
        list->setMaximumHeight(kListHeight);
        list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        list->setTextElideMode(Qt::ElideRight);
    }
    m_repeats->setRange(1, kMostRepeats);
    m_repeats->setToolTip(tr("How often each item is asked: more show how firm an outcome is."));
    m_budget->setPlaceholderText(tr("no cap"));
    m_budget->setToolTip(tr("US dollars. Each call reserves the most it can cost; the cap is never passed."));
    m_seed->setPlaceholderText(tr("random"));
    m_seed->setToolTip(tr("Of the order in which items are asked. The same number gives the same order; empty: another one each time."));
    m_label->setToolTip(tr("A provider can have a key of its own for each label of a prompt."));
    m_cache->addItem(tr("use stored answers"), static_cast<int>(run::CachePolicy::use));
    m_cache->addItem(tr("ask again, keep for later"), static_cast<int>(run::CachePolicy::refresh));
    m_cache->addItem(tr("off"), static_cast<int>(run::CachePolicy::off));
    m_cache->setToolTip(tr("An answer to the very same request that is in the workspace can be taken instead of asking again: it costs nothing."));
    m_cacheDays->setRange(0, kMostCacheDays);
    m_cacheDays->setSpecialValueText(tr("of any age"));
    m_cacheDays->setSuffix(tr(" days at most"));
    m_cacheDays->setToolTip(tr("Older stored answers are not taken."));
    m_batch->setToolTip(tr("The requests are handed over in files; the answers come within 24 hours, for half the price. Assay may be closed meanwhile."));
    offer(*m_batch, tr("Choose a version and a model first."));
    m_whyNoBatch->setFont(theme::smallFont());
    m_whyNoBatch->setProperty("secondary", true);
    m_whyNoBatch->setTextFormat(Qt::PlainText);
    m_whyNoBatch->setWordWrap(true);
    m_whyNoBatch->hide();
    m_table->setModel(m_estimate);
    makePlain(*m_table);
    m_table->verticalHeader()->setDefaultSectionSize(kEstimateRowHeight);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(EstimateModel::ModelColumn, QHeaderView::Fixed);
    m_table->horizontalHeader()->resizeSection(EstimateModel::ModelColumn, kModelWidth);
    m_table->horizontalHeader()->setMinimumSectionSize(44);
    m_start->setProperty("main", true);
    m_start->setToolTip(tr("Ctrl+Return"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    new WheelGuard(*this);
    arrange();
    connectFields();
    refresh();
}

void PlanPanel::nameFields()
{
    m_prompt->setObjectName(u"planPromptComboBox"_s);
    m_versions->setObjectName(u"planVersionsListWidget"_s);
    m_models->setObjectName(u"planModelsListWidget"_s);
    m_set->setObjectName(u"planSetComboBox"_s);
    m_repeats->setObjectName(u"planRepeatsSpinBox"_s);
    m_budget->setObjectName(u"planBudgetLineEdit"_s);
    m_seed->setObjectName(u"planSeedLineEdit"_s);
    m_label->setObjectName(u"planLabelComboBox"_s);
    m_cache->setObjectName(u"planCacheComboBox"_s);
    m_cacheDays->setObjectName(u"planCacheDaysSpinBox"_s);
    m_batch->setObjectName(u"planBatchCheckBox"_s);
    m_whyNoBatch->setObjectName(u"planWhyNoBatchLabel"_s);
    m_table->setObjectName(u"planEstimateTableView"_s);
    m_table->setAccessibleName(tr("What the run will take, by model"));
    m_start->setObjectName(u"planStartPushButton"_s);
    m_text->setObjectName(u"planEstimateLabel"_s);
}

void PlanPanel::arrange()
{
    auto *settings = new QGridLayout;
    settings->setHorizontalSpacing(theme::space(3));
    settings->setVerticalSpacing(theme::space(1));
    settings->addWidget(labelled(tr("Repeats"), m_repeats), 0, 0);
    settings->addWidget(labelled(tr("Cap in $"), m_budget), 0, 1);
    settings->addWidget(labelled(tr("Order seed"), m_seed), 0, 2);
    settings->addWidget(labelled(tr("Label"), m_label), 0, 3);
    settings->addWidget(labelled(tr("Cache"), m_cache), 1, 0, 1, 2);
    settings->addWidget(labelled(tr("Age of stored answers"), m_cacheDays), 1, 2, 1, 2);
    settings->addWidget(m_batch, 2, 0, 1, 4);
    for (int i = 0; i < 4; ++i)
        settings->setColumnStretch(i, 1);
    settings->addWidget(m_whyNoBatch, 3, 0, 1, 4);
    settings->setRowStretch(4, 1);
    auto *versionColumn = new QVBoxLayout;
    versionColumn->addWidget(labelled(tr("Prompt"), m_prompt));
    versionColumn->addWidget(labelled(tr("Versions"), m_versions));
    auto *modelColumn = new QVBoxLayout;
    modelColumn->addWidget(labelled(tr("Eval set"), m_set));
    modelColumn->addWidget(labelled(tr("Models"), m_models));
    auto *choices = new QHBoxLayout;
    choices->setSpacing(theme::space(4));
    choices->addLayout(versionColumn, 3);
    choices->addLayout(modelColumn, 3);
    choices->addLayout(settings, 4);

    auto *start = new QHBoxLayout;
    start->setSpacing(theme::space(3));
    start->addWidget(m_text, 1);
    start->addWidget(m_start, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(2));
    column->addLayout(choices);
    column->addWidget(m_table);
    column->addLayout(start);
}

void PlanPanel::connectFields()
{
    connect(m_prompt, &QComboBox::currentTextChanged, this, &PlanPanel::refresh);
    for (QComboBox *box : {m_set, m_label, m_cache})
        connect(box, &QComboBox::currentIndexChanged, this, &PlanPanel::choiceChanged);
    for (QListWidget *list : {m_versions, m_models})
        connect(list, &QListWidget::itemChanged, this, &PlanPanel::choiceChanged);
    connect(m_versions, &QListWidget::itemChanged, this, [this] { m_areVersionsChosen = true; });
    for (QSpinBox *box : {m_repeats, m_cacheDays})
        connect(box, &QSpinBox::valueChanged, this, &PlanPanel::choiceChanged);
    for (QLineEdit *field : {m_budget, m_seed})
        connect(field, &QLineEdit::textChanged, this, &PlanPanel::choiceChanged);
    connect(m_batch, &QCheckBox::toggled, this, &PlanPanel::choiceChanged);
    connect(m_start, &QPushButton::clicked, this, [this] {
        if (m_plan)
            Q_EMIT startRequested(*m_plan);
    });
    connect(&m_document, &Document::listsChanged, this, &PlanPanel::refresh);
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
    stack->addStretch();
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
        this,
        [prompt](store::Database &database) -> Result<std::pair<QList<prompt::Version>, QStringList>> {
            store::PromptRepository repository(database);
            return repository.versions(prompt).and_then([&](const QList<prompt::Version> &versions) {
                return repository.labels(prompt).transform([&](const QMap<QString, int> &labels) { return std::pair(versions, QStringList(labels.keys())); });
            });
        },
        [this, prompt](const Result<std::pair<QList<prompt::Version>, QStringList>> &read) {
            if (!read || prompt != m_prompt->currentText())
                return;
            fillLabels(read->second);
            fillVersions(read->first);
        });
}

void PlanPanel::fillVersions(const QList<prompt::Version> &versions)
{
    QStringList chosen = checked(m_versions);
    const QSignalBlocker quiet(m_versions);
    m_versions->clear();
    const bool keeps = m_areVersionsChosen && std::ranges::any_of(versions, [&](const prompt::Version &version) { return chosen.contains(version.label()); });
    for (qsizetype i = 0; i < versions.size(); ++i) {
        const prompt::Version &version = versions.at(i);
        // The newest two, so that there is something to compare.
        addCheckable(m_versions, version.label(), version.label() + u"  "_s + format::oneLine(version.note, 120), keeps ? chosen.contains(version.label()) : i < 2);
    }
    choiceChanged();
}

void PlanPanel::fillLabels(const QStringList &labels)
{
    const QString chosen = m_label->currentText();
    const QSignalBlocker quiet(m_label);
    m_label->clear();
    m_label->addItem(tr("none"), QString());
    for (const QString &label : labels)
        m_label->addItem(label, label);
    m_label->setCurrentIndex(std::max(0, m_label->findText(chosen)));
}

// Errors: invalidInput, saying which field and what to write there.
Result<PlanPanel::Choice> PlanPanel::choice() const
{
    const auto refuse = [](const QString &text) { return fail(ErrorKind::invalidInput, text); };
    Choice made{.versions = checked(m_versions),
        .models = checked(m_models),
        .set = m_set->currentText(),
        .label = m_label->currentData().toString(),
        .repeats = m_repeats->value(),
        .budget = {},
        .seed = {},
        .cache = static_cast<run::CachePolicy>(m_cache->currentData().toInt()),
        .cacheLife = {},
        .mode = m_batch->isChecked() ? run::RunMode::batch : run::RunMode::live};
    std::ranges::reverse(made.versions); // the list is newest first; the older one is the baseline
    if (made.set.isEmpty())
        return refuse(tr("Import an eval set first."));
    if (m_models->count() == 0)
        return refuse(tr("There is no model yet. The Models page adds some: the simulated ones need no key."));
    if (made.models.isEmpty())
        return refuse(tr("Choose at least one model."));
    if (made.versions.isEmpty())
        return refuse(tr("Choose at least one version; two make a comparison."));
    if (const QString text = m_budget->text().trimmed(); !text.isEmpty()) {
        made.budget = Money::fromDecimal(text);
        if (!made.budget || *made.budget <= Money())
            return refuse(tr("“%1” is no amount. Write dollars such as 2.50, or leave the cap empty.").arg(text));
    }
    if (const QString text = m_seed->text().trimmed(); !text.isEmpty()) {
        bool isNumber = false;
        made.seed = text.toLongLong(&isNumber);
        if (!isNumber)
            return refuse(tr("“%1” is no seed. Write a whole number, or leave it empty.").arg(text));
    }
    if (made.cache == run::CachePolicy::use && m_cacheDays->value() > 0)
        made.cacheLife = std::chrono::days(m_cacheDays->value());
    return made;
}

void PlanPanel::choiceChanged()
{
    const int job = ++m_job;
    m_plan.reset();
    offer(*m_start, tr("What is chosen is being counted."));
    const auto made = choice();
    offer(*m_cacheDays, static_cast<run::CachePolicy>(m_cache->currentData().toInt()) == run::CachePolicy::use ? QString() : tr("No stored answers are taken."));
    if (!made) {
        m_estimate->clear();
        m_table->hide();
        say(made.error().message, true);
        return;
    }
    m_document.read(
        this, [choice = *made](store::Database &database) { return makePlan(database, choice); },
        [this, job](const Result<Planned> &planned) {
            if (job != m_job)
                return;
            if (planned) {
                showPlan(*planned);
                return;
            }
            m_estimate->clear();
            m_table->hide();
            say(planned.error().describe(), true);
        });
}

Result<PlanPanel::Planned> PlanPanel::makePlan(store::Database &database, const Choice &choice)
{
    run::RunPlan plan;
    for (const QString &label : choice.versions) {
        auto version = prompt::versionReferenceFromText(label).and_then([&](const auto &reference) { return store::PromptRepository(database).version(reference); });
        if (!version)
            return std::unexpected(version.error());
        plan.versions.append(*version);
    }
    for (const QString &name : choice.models) {
        auto model = store::ModelRepository(database).model(name);
        if (!model)
            return std::unexpected(model.error());
        plan.models.append(*model);
    }
    auto set = store::EvalSetRepository(database).load(choice.set);
    if (!set)
        return std::unexpected(set.error());
    run::takeSet(plan, *std::move(set));
    plan.repeats = choice.repeats;
    plan.budget = choice.budget;
    plan.cache = choice.cache;
    plan.cacheLife = choice.cacheLife;
    plan.mode = choice.mode;
    plan.label = choice.label;
    plan.seed = choice.seed.value_or(QDateTime::currentMSecsSinceEpoch());
    plan.createdAt = SystemClock().utcNow();
    if (plan.versions.size() > 1)
        plan.baseline = 0;
    return store::RunRepository(database)
        .experience(plan)
        .and_then([&](const run::Experience &experience) { return run::estimate(plan, experience); })
        .transform([&](const run::Estimate &estimate) { return Planned{plan, estimate}; });
}

PlanPanel::Judgement PlanPanel::judge(const run::RunPlan &plan)
{
    run::RunPlan live = plan;
    live.mode = run::RunMode::live;
    run::RunPlan batch = plan;
    batch.mode = run::RunMode::batch;
    return {run::validate(live), run::validate(batch), run::notes(plan)};
}

void PlanPanel::showPlan(const Planned &planned)
{
    const run::RunPlan &plan = planned.plan;
    const run::Takings &all = planned.estimate.all;
    m_plan = plan;
    m_estimate->setEstimate(plan, planned.estimate);
    const int rows = std::min(kMostEstimateRows, m_estimate->rowCount());
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() + rows * kEstimateRowHeight + 2);
    m_table->show();
    QStringList lines{all.cached > 0 ? tr("%Ln call(s), and stored answers for the rest.", nullptr, all.calls) : tr("%Ln call(s).", nullptr, all.calls)};
    if (plan.isSimulated())
        lines.first() += u' ' + tr("What simulated models cost is not charged.");
    if (plan.versions.size() > 1) {
        if (const auto least = stats::minimalDetectableDifference(plan.set.items.size(), kAssumedDiscordance, kAlpha, kPower))
            lines.append(tr("Can see a difference of %1 or more, if one item in five changes its outcome.").arg(format::points(*least).remove(u'+')));
    } else {
        lines.append(tr("Choose a second version to get a comparison."));
    }
    m_planText = lines.join(u'\n');
    say(m_planText, false);
    auto *watcher = new QFutureWatcher<Judgement>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, job = m_job] {
        watcher->deleteLater();
        if (job == m_job)
            showJudgement(watcher->result());
    });
    watcher->setFuture(QtConcurrent::run(&PlanPanel::judge, plan));
}

} // namespace assay::ui
