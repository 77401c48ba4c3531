// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/comparepage.h"

#include "core/compare/fromrun.h"
#include "core/compare/sentence.h"
#include "ui/pages/compare/answersview.h"
#include "ui/pages/compare/familytable.h"
#include "ui/pages/compare/pairedtableview.h"
#include "ui/pages/compare/pairsfilter.h"
#include "ui/pages/compare/readonlytable.h"
#include "ui/pages/compare/tagspanel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"

#include <QAction>
#include <QBoxLayout>
#include <QButtonGroup>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QtConcurrentRun>

namespace assay::ui {

using namespace Qt::StringLiterals;

struct ComparePage::Loaded {
    run::RunPlan plan;
    QList<run::CellResult> cells;
};

namespace {

// The answers share what the rest leaves.
void fitPairColumns(QHeaderView &header)
{
    header.setStretchLastSection(false);
    header.resizeSection(PairsModel::MarkColumn, 32);
    header.resizeSection(PairsModel::ItemColumn, 84);
    header.setSectionResizeMode(PairsModel::BaselineColumn, QHeaderView::Stretch);
    header.setSectionResizeMode(PairsModel::CandidateColumn, QHeaderView::Stretch);
    header.resizeSection(PairsModel::TagsColumn, 150);
}

QString emptyText(PairKind kind, const compare::Comparison &comparison)
{
    switch (kind) {
    case PairKind::regression:
        return comparison.bothFailed.isEmpty()
            ? ComparePage::tr("Nothing got worse.")
            : ComparePage::tr("Nothing got worse. %n item(s) fail in both: look there next.", nullptr, static_cast<int>(comparison.bothFailed.size()));
    case PairKind::fix:
        return ComparePage::tr("Nothing got better: no item that failed under %1 passes under %2.").arg(comparison.baseline.label, comparison.candidate.label);
    case PairKind::bothFailed:
        return ComparePage::tr("No item fails in both.");
    case PairKind::leftOut:
        return ComparePage::tr("No item was left out: each has a grade on both sides.");
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace

ComparePage::ComparePage(Document &document, QWidget *parent) : Page(parent), m_document(document), m_tags(new TagsPanel(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(3));
    makeHead(column);
    m_stack = new QStackedWidget(this);
    auto *empty = new EmptyState(u"view-split-left-right"_s, tr("Nothing to compare yet"), tr("A comparison needs a run with two prompt versions over the same items."), m_stack);
    auto *start = new QAction(tr("Plan a run"), this);
    connect(start, &QAction::triggered, this, [this] { Q_EMIT goTo({.page = PageId::run, .name = {}, .number = {}, .run = {}, .cell = {}, .item = {}}); });
    empty->addAction(start);
    m_stack->addWidget(empty);
    auto *full = new QWidget(m_stack);
    auto *body = new QVBoxLayout(full);
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(theme::space(3));
    makeBody(body);
    m_stack->addWidget(full);
    column->addWidget(m_stack, 1);
    makeActions();
    connect(&m_document, &Document::listsChanged, this, &ComparePage::fillRuns);
    connect(&m_document, &Document::runEnded, this, [this](run::RunId id) {
        if (!m_loaded || m_loaded->plan.id == id)
            load(id);
    });
    fillRuns();
}

QWidget *ComparePage::detail()
{
    return m_tags;
}

void ComparePage::makeHead(QVBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(theme::space(2));
    auto *title = new QLabel(tr("Compare"), this);
    title->setFont(theme::headlineFont());
    row->addWidget(title);
    const auto box = [this](const QString &objectName, const QString &name) {
        auto *made = new QComboBox(this);
        made->setObjectName(objectName);
        made->setAccessibleName(name);
        made->setToolTip(name);
        made->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        return made;
    };
    m_runs = box(u"compareRunComboBox"_s, tr("Run"));
    m_baseline = box(u"compareBaselineComboBox"_s, tr("Baseline"));
    m_candidate = box(u"compareCandidateComboBox"_s, tr("Candidate"));
    row->addWidget(m_runs);
    row->addSpacing(theme::space(2));
    row->addWidget(m_baseline);
    m_arrow = new QLabel(u"→"_s, this);
    row->addWidget(m_arrow);
    row->addWidget(m_candidate);
    m_swap = new QPushButton(tr("Swap"), this);
    m_swap->setObjectName(u"compareSwapPushButton"_s);
    m_swap->setToolTip(tr("Swap baseline and candidate (Ctrl+Shift+X)"));
    row->addWidget(m_swap);
    row->addStretch();
    column->addLayout(row);
    connect(m_runs, &QComboBox::activated, this, [this](int index) { load(m_runs->itemData(index).value<run::RunId>()); });
    connect(m_baseline, &QComboBox::activated, this, &ComparePage::recompute);
    connect(m_candidate, &QComboBox::activated, this, &ComparePage::recompute);
    connect(m_swap, &QPushButton::clicked, this, &ComparePage::swapSides);
}

void ComparePage::makeBody(QVBoxLayout *column)
{
    m_verdict = new QLabel(this);
    m_verdict->setObjectName(u"verdictLabel"_s);
    QFont large = theme::headlineFont();
    large.setPointSizeF(15);
    m_verdict->setFont(large);
    column->addWidget(m_verdict);
    m_sentence = new QLabel(this);
    m_sentence->setObjectName(u"sentenceLabel"_s);
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    column->addWidget(m_sentence);

    m_models = new FamilyTable(this);
    column->addWidget(m_models);
    connect(m_models, &FamilyTable::modelChosen, this, &ComparePage::showModel);

    m_paired = new PairedTableView(this);
    column->addWidget(m_paired);

    auto *chips = new QHBoxLayout;
    chips->setSpacing(theme::space(1));
    m_chips = new QButtonGroup(this);
    for (int i = 0; i < 4; ++i) {
        auto *chip = new QPushButton(this);
        chip->setProperty("chip", true);
        chip->setCheckable(true);
        chip->setChecked(i == 0);
        chip->setObjectName(u"pairs%1PushButton"_s.arg(i));
        m_chips->addButton(chip, i);
        chips->addWidget(chip);
    }
    chips->addStretch();
    column->addLayout(chips);

    auto *splitter = new QSplitter(Qt::Vertical, this);
    auto *upper = new QWidget(splitter);
    auto *upperColumn = new QVBoxLayout(upper);
    upperColumn->setContentsMargins(0, 0, 0, 0);
    m_pairs = new PairsModel(this);
    m_filter = new PairsFilter(this);
    m_filter->setSourceModel(m_pairs);
    m_table = readOnlyTable(m_filter, u"pairsTableView"_s, upper);
    m_table->setAccessibleName(tr("Items that differ"));
    fitPairColumns(*m_table->horizontalHeader());
    m_none = new QLabel(upper);
    m_none->setProperty("secondary", true);
    m_none->setAlignment(Qt::AlignCenter);
    upperColumn->addWidget(m_table);
    upperColumn->addWidget(m_none, 1);
    m_answers = new AnswersView(splitter);
    splitter->setStretchFactor(0, 2); // what differs is mostly short, and the answers are read
    splitter->setStretchFactor(1, 3);
    splitter->setSizes({200, 300});
    splitter->setChildrenCollapsible(false);
    column->addWidget(splitter, 1);
    connect(m_chips, &QButtonGroup::idClicked, this, [this](int id) {
        m_filter->setKind(static_cast<PairKind>(id));
        if (!m_family.isEmpty())
            updateChips(*m_family.at(m_model));
        m_table->selectRow(0);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) { showPair(current); });
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &index) {
        const int cell = index.data(PairsModel::CandidateCellRole).toInt();
        if (cell >= 0 && m_loaded)
            Q_EMIT goTo({.page = PageId::results, .name = {}, .number = {}, .run = m_loaded->plan.id, .cell = cell, .item = {}});
    });
}

void ComparePage::makeActions()
{
    const auto add = [this](const QString &text, const QKeySequence &keys, bool onTable, auto slot) {
        auto *made = new QAction(text, this);
        made->setShortcut(keys);
        made->setShortcutContext(onTable ? Qt::WidgetShortcut : Qt::WidgetWithChildrenShortcut);
        if (onTable)
            m_table->addAction(made);
        connect(made, &QAction::triggered, this, slot);
        m_actions.append(made);
    };
    add(tr("&Swap baseline and candidate"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_X), false, [this] { swapSides(); });
    add(tr("&Next item"), Qt::Key_J, true, [this] { step(1); });
    add(tr("&Previous item"), Qt::Key_K, true, [this] { step(-1); });
    add(tr("Next &regression"), Qt::Key_N, true, [this] { stepRegression(1); });
    add(tr("Pre&vious regression"), QKeySequence(Qt::SHIFT | Qt::Key_N), true, [this] { stepRegression(-1); });
    add(tr("&Mark as seen"), Qt::Key_M, true, [this] { m_pairs->toggleSeen(m_filter->mapToSource(m_table->currentIndex())); });
}

void ComparePage::fillRuns()
{
    const QSignalBlocker quiet(m_runs);
    m_runs->clear();
    for (const store::RunSummary &summary : m_document.lists().runs) {
        if (summary.versions.size() > 1)
            m_runs->addItem(tr("#%1  %2").arg(summary.id.value).arg(summary.setName), QVariant::fromValue(summary.id));
    }
    if (m_loaded)
        m_runs->setCurrentIndex(m_runs->findData(QVariant::fromValue(m_loaded->plan.id)));
    const bool hasRuns = m_runs->count() > 0;
    for (QWidget *each : QList<QWidget *>{m_runs, m_baseline, m_arrow, m_candidate, m_swap})
        each->setVisible(hasRuns);
    m_stack->setCurrentIndex(m_loaded ? 1 : 0);
    if (!m_loaded && hasRuns && isVisible())
        load(m_runs->itemData(0).value<run::RunId>());
}

void ComparePage::show(const Place &place)
{
    if (place.run && (!m_loaded || m_loaded->plan.id != *place.run))
        load(*place.run);
    else if (!m_loaded && m_runs->count() > 0)
        load(m_runs->itemData(0).value<run::RunId>());
}

void ComparePage::load(run::RunId id)
{
    const int job = ++m_runJob;
    const auto query = [id](store::Database &database) -> Result<std::shared_ptr<const Loaded>> {
        store::RunRepository runs(database);
        auto plan = runs.plan(id);
        if (!plan)
            return std::unexpected(plan.error());
        auto cells = runs.cells(id);
        if (!cells)
            return std::unexpected(cells.error());
        return std::make_shared<const Loaded>(Loaded{*std::move(plan), *std::move(cells)});
    };
    m_document.read(this, query, [this, job](const Result<std::shared_ptr<const Loaded>> &loaded) {
        if (job != m_runJob)
            return;
        if (!loaded) {
            Q_EMIT m_document.failed(loaded.error());
            return;
        }
        m_loaded = *loaded;
        m_runs->setCurrentIndex(m_runs->findData(QVariant::fromValue(m_loaded->plan.id)));
        fillVersions();
        recompute();
    });
}

void ComparePage::fillVersions()
{
    const QString oldBaseline = m_baseline->currentText();
    const QString oldCandidate = m_candidate->currentText();
    m_baseline->clear();
    m_candidate->clear();
    for (const prompt::Version &version : m_loaded->plan.versions) {
        m_baseline->addItem(version.label());
        m_candidate->addItem(version.label());
    }
    const int keptBaseline = m_baseline->findText(oldBaseline);
    const int keptCandidate = m_candidate->findText(oldCandidate);
    const bool keeps = keptBaseline >= 0 && keptCandidate >= 0;
    m_baseline->setCurrentIndex(keeps ? keptBaseline : m_loaded->plan.baseline.value_or(0));
    m_candidate->setCurrentIndex(keeps ? keptCandidate : m_baseline->currentIndex() == 0 ? std::min(1, m_candidate->count() - 1) : 0);
}

void ComparePage::swapSides()
{
    const int baseline = m_baseline->currentIndex();
    m_baseline->setCurrentIndex(m_candidate->currentIndex());
    m_candidate->setCurrentIndex(baseline);
    recompute();
}

void ComparePage::recompute()
{
    if (!m_loaded)
        return;
    const int job = ++m_compareJob;
    const int baseline = m_baseline->currentIndex();
    const int candidate = m_candidate->currentIndex();
    if (baseline == candidate || baseline < 0 || candidate < 0) {
        m_verdict->setText(tr("Choose two different versions"));
        m_sentence->setText(
            tr("A comparison needs a baseline and a candidate. This run has: %1.").arg(m_loaded->plan.versions.isEmpty() ? QString() : m_loaded->plan.versions.first().label()));
        m_stack->setCurrentIndex(m_loaded->plan.versions.size() > 1 ? 1 : 0);
        return;
    }
    auto *watcher = new QFutureWatcher<QList<compare::Comparison>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, job] {
        watcher->deleteLater();
        if (job == m_compareJob)
            showFamily(watcher->result());
    });
    watcher->setFuture(QtConcurrent::run(
        [loaded = m_loaded, baseline, candidate] { return compare::compareFamily(compare::comparisonInputs(loaded->plan, loaded->cells, baseline, candidate)); }));
}

void ComparePage::showFamily(const QList<compare::Comparison> &family)
{
    m_family.clear();
    for (const compare::Comparison &comparison : family)
        m_family.append(std::make_shared<const compare::Comparison>(comparison));
    m_stack->setCurrentIndex(family.isEmpty() ? 0 : 1);
    if (family.isEmpty())
        return;
    m_model = std::min<int>(m_model, static_cast<int>(family.size()) - 1);
    m_models->setFamily(family, m_model);
    showModel(m_model);
}

void ComparePage::showModel(int model)
{
    if (model < 0 || model >= m_family.size())
        return;
    m_model = model;
    const compare::Comparison &comparison = *m_family.at(model);
    QString word = compare::toText(comparison.verdict);
    word[0] = word.at(0).toUpper();
    m_verdict->setText(withMark(comparison.verdict, comparison.isSimulated ? tr("%1 (simulated)").arg(word) : word));
    m_verdict->setStyleSheet(u"color: %1;"_s.arg(colourOf(comparison.verdict).name()));
    m_sentence->setText(compare::sentence(comparison));
    m_paired->setComparison(comparison);
    m_pairs->setComparison(m_family.at(model));
    updateChips(comparison);
    m_tags->setComparison(comparison);
    m_answers->showNothing();
    m_table->selectRow(0);
}

void ComparePage::updateChips(const compare::Comparison &comparison)
{
    const QStringList texts{tr("▼ regressions %1").arg(comparison.regressions.size()), tr("▲ fixes %1").arg(comparison.fixes.size()),
        tr("✕ both failed %1").arg(comparison.bothFailed.size()), tr("⚠ left out %1").arg(comparison.leftOut.size())};
    for (int i = 0; i < texts.size(); ++i)
        m_chips->button(i)->setText(texts.at(i));
    const bool isEmpty = m_filter->rowCount() == 0;
    m_table->setVisible(!isEmpty);
    m_none->setVisible(isEmpty);
    m_none->setText(emptyText(m_filter->kind(), comparison));
    m_answers->setVisible(!isEmpty);
}

void ComparePage::showPair(const QModelIndex &index)
{
    const int job = ++m_pairJob;
    if (!index.isValid() || !m_loaded) {
        m_answers->showNothing();
        return;
    }
    const int baseline = index.data(PairsModel::BaselineCellRole).toInt();
    const int candidate = index.data(PairsModel::CandidateCellRole).toInt();
    const QString baselineLabel = m_baseline->currentText();
    const QString candidateLabel = m_candidate->currentText();
    m_document.read(
        this,
        [id = m_loaded->plan.id, baseline, candidate, baselineLabel, candidateLabel](store::Database &database) -> Result<std::pair<AnswerSide, AnswerSide>> {
            store::RunRepository runs(database);
            const auto side = [&](const QString &label, int cell) -> Result<AnswerSide> {
                if (cell < 0)
                    return AnswerSide{label, {}};
                return runs.cell(id, cell).transform([&](const run::CellDetail &detail) { return AnswerSide{label, detail}; });
            };
            auto left = side(baselineLabel, baseline);
            if (!left)
                return std::unexpected(left.error());
            auto right = side(candidateLabel, candidate);
            if (!right)
                return std::unexpected(right.error());
            return std::pair(*left, *right);
        },
        [this, job](const Result<std::pair<AnswerSide, AnswerSide>> &sides) {
            if (job == m_pairJob && sides)
                m_answers->showAnswers(sides->first, sides->second);
        });
}

void ComparePage::refreshColours()
{
    QList<compare::Comparison> family;
    for (const auto &comparison : std::as_const(m_family))
        family.append(*comparison);
    if (!family.isEmpty())
        showFamily(family);
}

void ComparePage::step(int by)
{
    const int row = std::clamp(m_table->currentIndex().row() + by, 0, std::max(0, m_filter->rowCount() - 1));
    m_table->selectRow(row);
}

void ComparePage::stepRegression(int by)
{
    if (m_filter->kind() != PairKind::regression)
        m_chips->button(0)->click();
    else
        step(by);
}

} // namespace assay::ui
