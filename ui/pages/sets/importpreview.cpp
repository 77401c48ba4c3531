// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sets/importpreview.h"

#include "ui/pages/sets/itemsmodel.h"
#include "ui/pages/sets/itemstable.h"
#include "ui/theme/theme.h"
#include "ui/widgets/offer.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QtConcurrentRun>

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShownItems = 20;
constexpr int kNameWidth = 240;

QString stateText(ImportState state)
{
    switch (state) {
    case ImportState::fresh:
        return ImportPreview::tr("+ new");
    case ImportState::changed:
        return ImportPreview::tr("~ changed");
    case ImportState::duplicate:
        return ImportPreview::tr("= duplicate");
    }
    Q_UNREACHABLE_RETURN({});
}

QPushButton *chip(const QString &objectName, QWidget *parent)
{
    auto *button = new QPushButton(parent);
    button->setObjectName(objectName);
    button->setProperty("chip", true);
    button->setCheckable(true);
    return button;
}

} // namespace

ImportPreview::ImportPreview(QWidget *parent) : QWidget(parent)
{
    setObjectName(u"importPreviewWidget"_s);
    setAccessibleName(tr("Preview of an import"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(3));
    makeHead(column);
    makeTarget(column);
    makeBody(column);
}

void ImportPreview::makeHead(QBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(theme::space(2));
    m_title = new QLabel(this);
    m_title->setObjectName(u"importTitleLabel"_s);
    m_title->setFont(theme::headlineFont());
    m_summary = new QLabel(this);
    m_summary->setObjectName(u"importSummaryLabel"_s);
    m_summary->setProperty("secondary", true);
    m_summary->setWordWrap(true);
    m_cancel = new QPushButton(tr("Cancel  Esc"), this);
    m_cancel->setObjectName(u"importCancelPushButton"_s);
    m_confirm = new QPushButton(this);
    m_confirm->setObjectName(u"importConfirmPushButton"_s);
    m_confirm->setProperty("main", true);
    for (QPushButton *button : {m_cancel, m_confirm})
        button->setAutoDefault(true); // Enter presses the button that has the focus
    row->addWidget(m_title);
    row->addWidget(m_summary, 1);
    row->addWidget(m_cancel);
    row->addWidget(m_confirm);
    column->addLayout(row);
    connect(m_cancel, &QPushButton::clicked, this, &ImportPreview::cancelled);
    connect(m_confirm, &QPushButton::clicked, this, &ImportPreview::confirm);
}

void ImportPreview::makeTarget(QBoxLayout *column)
{
    m_target = new QWidget(this);
    auto *rows = new QVBoxLayout(m_target);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(theme::space(2));

    m_intoRow = new QWidget(m_target);
    auto *intoRow = new QHBoxLayout(m_intoRow);
    intoRow->setContentsMargins(0, 0, 0, 0);
    intoRow->setSpacing(theme::space(3));
    m_into = chip(u"importIntoPushButton"_s, m_intoRow);
    m_counts = new QLabel(m_intoRow);
    m_counts->setObjectName(u"importCountsLabel"_s);
    m_counts->setProperty("secondary", true);
    m_remove = chip(u"importRemovePushButton"_s, m_intoRow);
    intoRow->addWidget(m_into);
    intoRow->addWidget(m_counts);
    intoRow->addWidget(m_remove);
    intoRow->addStretch();
    rows->addWidget(m_intoRow);

    auto *newRow = new QHBoxLayout;
    newRow->setSpacing(theme::space(2));
    m_asNew = chip(u"importNewPushButton"_s, m_target);
    m_asNew->setText(tr("As a new eval set named"));
    m_name = new QLineEdit(m_target);
    m_name->setObjectName(u"importNameLineEdit"_s);
    m_name->setAccessibleName(tr("Name of the new eval set"));
    m_name->setFixedWidth(kNameWidth);
    m_nameProblem = new QLabel(m_target);
    m_nameProblem->setObjectName(u"importNameProblemLabel"_s);
    newRow->addWidget(m_asNew);
    newRow->addWidget(m_name);
    newRow->addWidget(m_nameProblem);
    newRow->addStretch();
    rows->addLayout(newRow);
    m_judge = chip(u"importJudgePushButton"_s, m_target);
    m_judge->setText(tr("Each answer must equal its reference"));
    m_judge->setToolTip(tr("The set gets the assertion equals {{ reference }}. Without any assertion its items could neither pass nor fail."));
    rows->addWidget(m_judge, 0, Qt::AlignLeft);
    column->addWidget(m_target);

    auto *targets = new QButtonGroup(this);
    targets->addButton(m_into);
    targets->addButton(m_asNew);
    connect(targets, &QButtonGroup::buttonToggled, this, &ImportPreview::updateChoice);
    connect(m_remove, &QPushButton::toggled, this, &ImportPreview::updateChoice);
    connect(m_name, &QLineEdit::textEdited, this, [this] {
        m_asNew->setChecked(true);
        updateChoice();
    });
}

void ImportPreview::makeBody(QBoxLayout *column)
{
    m_caption = new QLabel(this);
    m_caption->setObjectName(u"importCaptionLabel"_s);
    m_caption->setProperty("secondary", true);
    m_caption->setWordWrap(true);
    column->addWidget(m_caption);
    m_model = new ItemsModel(this);
    m_table = new ItemsTable(*m_model, m_model, this);
    m_table->setObjectName(u"importItemsTableView"_s);
    m_table->setAccessibleName(tr("Items of the file"));
    column->addWidget(m_table, 1);
    m_problems = new QPlainTextEdit(this);
    m_problems->setObjectName(u"importProblemsPlainTextEdit"_s);
    m_problems->setAccessibleName(tr("Problems in the file"));
    m_problems->setReadOnly(true);
    m_problems->setTabChangesFocus(true);
    column->addWidget(m_problems, 1);
}

void ImportPreview::open(const QString &path, const evalset::EvalSet &current, const QStringList &setNames)
{
    m_path = path;
    m_current = current;
    m_setNames = setNames;
    m_remove->setChecked(false);
    m_title->setToolTip(path);
    read();
}

void ImportPreview::setWriting(bool isWriting)
{
    m_isWriting = isWriting;
    updateChoice();
}

void ImportPreview::read()
{
    m_title->setText(tr("Import %1").arg(QFileInfo(m_path).fileName()));
    m_summary->setText(tr("Reading…"));
    showState(State::reading);
    m_cancel->setFocus();
    const int job = ++m_job;
    auto *watcher = new QFutureWatcher<Result<ImportPlan>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, job] {
        watcher->deleteLater();
        if (job == m_job)
            take(watcher->result());
    });
    watcher->setFuture(QtConcurrent::run(
        [path = m_path, current = m_current.items] { return readItemFile(path).transform([&](const QList<evalset::Item> &items) { return planImport(path, items, current); }); }));
}

void ImportPreview::take(const Result<ImportPlan> &plan)
{
    if (plan) {
        m_plan = *plan;
        showPlan();
    } else {
        showProblems(plan.error());
    }
    if (isAncestorOf(window()->focusWidget()) && m_confirm->isEnabled())
        m_confirm->setFocus();
}

void ImportPreview::showPlan()
{
    const auto count = static_cast<int>(m_plan.items.size());
    m_summary->setText(tr("%n item(s) in the file, nothing written yet", nullptr, count));
    const auto shown = m_plan.items.first(std::min(kShownItems, m_plan.items.size()));
    m_caption->setText(count > kShownItems ? tr("The first %1 of %2 items").arg(kShownItems).arg(count) : tr("All items of the file"));
    const bool hasCurrent = !m_current.name.isEmpty();
    QStringList states;
    for (qsizetype i = 0; hasCurrent && i < shown.size(); ++i)
        states.append(stateText(m_plan.states.at(i)));
    m_model->setSet({.id = {}, .revisionId = {}, .revision = 0, .name = {}, .title = {}, .description = {}, .defaultAssertions = {}, .items = shown});
    m_model->setNotes(tr("against %1").arg(m_current.name), states);
    m_table->resetColumns();
    m_table->selectRow(0);

    m_intoRow->setVisible(hasCurrent);
    m_into->setText(tr("Into “%1”").arg(m_current.name));
    const QString changes = tr("%1 new · %2 changed · ").arg(m_plan.count(ImportState::fresh)).arg(m_plan.count(ImportState::changed));
    m_counts->setText(changes + tr("%n duplicate(s), left out", nullptr, static_cast<int>(m_plan.count(ImportState::duplicate))));
    m_remove->setText(tr("Remove %n item(s) that the file lacks", nullptr, static_cast<int>(m_plan.missing.size())));
    m_remove->setVisible(!m_plan.missing.isEmpty());
    m_judge->setVisible(haveReferences(m_plan.items));
    m_judge->setChecked(std::ranges::all_of(m_plan.items, [](const evalset::Item &item) { return item.assertions.isEmpty(); }));
    const QString name = QFileInfo(m_path).completeBaseName();
    m_name->setText(freeSetName(name, m_setNames));
    const bool isOfCurrent = hasCurrent && (name == m_current.name || m_plan.count(ImportState::fresh) < count);
    (isOfCurrent ? m_into : m_asNew)->setChecked(true);
    showState(State::ready);
}

void ImportPreview::showProblems(const Error &error)
{
    m_summary->setText(tr("The file is refused, nothing was imported"));
    m_caption->setText(theme::mark(Tone::error) + u" "_s + (error.hint.isEmpty() ? tr("Mend the file, then read it again.") : error.hint));
    m_problems->setPlainText(problemLines(error));
    showState(State::refused);
}

void ImportPreview::showState(State state)
{
    m_state = state;
    m_target->setVisible(state == State::ready);
    m_table->setVisible(state == State::ready);
    m_caption->setVisible(state != State::reading);
    m_problems->setVisible(state == State::refused);
    updateChoice();
    refreshColours();
}

qsizetype ImportPreview::changeCount() const
{
    if (!m_into->isChecked())
        return m_plan.items.size();
    return m_plan.count(ImportState::fresh) + m_plan.count(ImportState::changed) + (m_remove->isChecked() ? m_plan.missing.size() : 0);
}

QString ImportPreview::nameProblem() const
{
    if (m_into->isChecked())
        return {};
    const QString name = m_name->text().simplified();
    if (name.isEmpty())
        return tr("Give the set a name.");
    if (name == m_current.name)
        return tr("“%1” is shown: choose the line above, or another name.").arg(name);
    return m_setNames.contains(name) ? tr("“%1” is taken: choose another name.").arg(name) : QString();
}

QString ImportPreview::againstNothing() const
{
    if (m_plan.items.isEmpty())
        return tr("The file has no items.");
    return m_plan.missing.isEmpty() ? tr("“%1” has all of it already.").arg(m_current.name)
                                    : tr("“%1” has all of it already. What the file lacks can be removed.").arg(m_current.name);
}

void ImportPreview::updateChoice()
{
    const QString writing = m_isWriting ? tr("The file is being imported.") : QString();
    for (QWidget *each : QList<QWidget *>{m_into, m_asNew, m_name, m_cancel})
        offer(*each, writing);
    offer(*m_remove, m_into->isChecked() ? writing : tr("A new set has nothing that the file lacks."));
    offer(*m_judge, m_into->isChecked() ? tr("“%1” keeps its own assertions.").arg(m_current.name) : writing);
    const QString problem = nameProblem();
    m_nameProblem->setVisible(!problem.isEmpty());
    m_nameProblem->setText(theme::mark(Tone::error) + u" "_s + problem);
    const auto count = static_cast<int>(changeCount());
    switch (m_state) {
    case State::reading:
        m_confirm->setText(tr("Import"));
        offer(*m_confirm, tr("The file is being read."));
        break;
    case State::refused:
        m_confirm->setText(tr("Read again  Enter"));
        offer(*m_confirm, {});
        break;
    case State::ready:
        m_confirm->setText(count == 0 ? tr("Nothing to import")
                : m_into->isChecked() ? tr("Import %n change(s)  Enter", nullptr, count)
                                      : tr("Import %n item(s)  Enter", nullptr, count));
        offer(*m_confirm, m_isWriting ? writing : !problem.isEmpty() ? problem : count == 0 ? againstNothing() : QString());
        break;
    }
}

void ImportPreview::confirm()
{
    if (m_state == State::refused)
        read();
    else if (m_state == State::ready)
        Q_EMIT importRequested(
            {.plan = m_plan, .current = m_current, .newName = m_into->isChecked() ? QString() : m_name->text().simplified(), .removesMissing = m_remove->isChecked(), .judgesByReference = !m_judge->isHidden() && m_judge->isChecked()});
}

void ImportPreview::refreshColours()
{
    const QString colour = u"color: %1;"_s.arg(theme::foreground(Tone::error).name());
    m_nameProblem->setStyleSheet(colour);
    m_caption->setStyleSheet(m_state == State::refused ? colour : QString());
}

void ImportPreview::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_cancel->isEnabled())
        Q_EMIT cancelled();
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_confirm->isEnabled())
        confirm();
    else
        QWidget::keyPressEvent(event);
}

} // namespace assay::ui
