// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/labelspanel.h"

#include "ui/format/format.h"
#include "ui/pages/prompts/gatedialog.h"
#include "ui/theme/theme.h"
#include "ui/widgets/offer.h"
#include "ui/widgets/wrappedrows.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>

#include <algorithm>
#include <iterator>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostMoves = 100;
constexpr int kMostListHeight = 150;

QStringList gateLines(const run::LabelGate &gate)
{
    return {LabelsPanel::tr("protected: %1").arg(format::rate(gate.leastPassRate, 1)), LabelsPanel::tr("of %1").arg(gate.set)};
}

QString moveText(const store::LabelMove &move, UtcTime now)
{
    QString what = move.from ? LabelsPanel::tr("%1: %2 → %3").arg(move.label).arg(*move.from).arg(move.to) : LabelsPanel::tr("%1: set on %2").arg(move.label).arg(move.to);
    if (move.kind == store::LabelMoveKind::rolledBack)
        what = LabelsPanel::tr("%1: back to %2").arg(move.label).arg(move.to);
    if (move.kind == store::LabelMoveKind::removed)
        what = LabelsPanel::tr("%1: removed").arg(move.label);
    QStringList parts{what, format::relativeTime(move.at, now)};
    if (!move.actor.isEmpty())
        parts.append(move.actor);
    if (move.kind == store::LabelMoveKind::forced)
        parts.append(LabelsPanel::tr("past its gate: %1").arg(move.reason));
    return parts.join(u" \u00b7 "_s);
}

QString toldText(const store::LabelMove &move)
{
    if (move.kind == store::LabelMoveKind::removed)
        return LabelsPanel::tr("%1: removed; Roll back brings it back").arg(move.label);
    if (move.from)
        return LabelsPanel::tr("%1: version %2, before %3").arg(move.label, QString::number(move.to), QString::number(*move.from));
    return LabelsPanel::tr("%1: version %2").arg(move.label, QString::number(move.to));
}

QList<store::LabelMove> movesOf(const PromptRecord &record, const QString &label)
{
    QList<store::LabelMove> moves;
    std::ranges::copy_if(record.moves, std::back_inserter(moves), [&label](const store::LabelMove &move) { return move.label == label; });
    return moves;
}

} // namespace

LabelsPanel::LabelsPanel(Document &document, OpenPrompt &open, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_open(open),
      m_list(new QListWidget(this)),
      m_label(new QComboBox(this)),
      m_move(new QPushButton(this)),
      m_why(new QLabel(this)),
      m_rollBack(new QPushButton(tr("Roll back"), this)),
      m_remove(new QPushButton(tr("Remove"), this)),
      m_gate(new QPushButton(tr("Protect…"), this)),
      m_told(new QLabel(this)),
      m_refused(new QLabel(this)),
      m_force(new QWidget(this)),
      m_reason(new QLineEdit(this)),
      m_forceButton(new QPushButton(tr("Move anyway"), this)),
      m_history(new QListWidget(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, theme::space(2), 0, 0);
    column->setSpacing(theme::space(2));
    m_list->setObjectName(u"labelsListWidget"_s);
    m_list->setAccessibleName(tr("Labels"));
    m_list->setTextElideMode(Qt::ElideRight); // a line that wraps is not counted in the height of its row
    column->addWidget(m_list);
    makeMoveRow(column);
    makeRefusal(column);
    auto *title = new QLabel(tr("History"), this);
    title->setProperty("secondary", true);
    column->addWidget(title);
    m_history->setObjectName(u"labelHistoryListWidget"_s);
    m_history->setAccessibleName(tr("Moves of labels, newest first"));
    wrapRows(*m_history);
    column->addWidget(m_history, 1);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setResizeMode(QListView::Adjust);
    hideTold();

    connect(m_list, &QListWidget::currentRowChanged, this, [this] {
        if (const QListWidgetItem *item = m_list->currentItem())
            m_label->setEditText(item->data(Qt::UserRole).toString());
    });
    connect(m_list, &QListWidget::itemActivated, this, [this](const QListWidgetItem *item) { Q_EMIT versionRequested(m_open.record().labels.value(item->data(Qt::UserRole).toString())); });
    connect(&m_open, &OpenPrompt::loaded, this, [this] {
        hideTold();
        refresh();
    });
    connect(&m_open, &OpenPrompt::labelsChanged, this, &LabelsPanel::refresh);
    connect(&m_open, &OpenPrompt::labelMoved, this, &LabelsPanel::tell);
    connect(&m_open, &OpenPrompt::labelRefused, this, &LabelsPanel::tellRefusal);
}

void LabelsPanel::makeMoveRow(QBoxLayout *column)
{
    m_label->setObjectName(u"labelComboBox"_s);
    m_label->setAccessibleName(tr("Label"));
    m_label->setEditable(true);
    m_label->setInsertPolicy(QComboBox::NoInsert);
    m_label->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_label->setMinimumContentsLength(8);
    m_label->lineEdit()->setPlaceholderText(tr("label"));
    m_move->setObjectName(u"moveLabelPushButton"_s);
    m_move->setToolTip(tr("Names the version that is shown from now on (Ctrl+L). Every move is on record."));
    m_rollBack->setObjectName(u"rollBackPushButton"_s);
    m_remove->setObjectName(u"removeLabelPushButton"_s);
    m_remove->setToolTip(tr("The label stands on no version any more; Roll back brings it back"));
    m_gate->setObjectName(u"protectPushButton"_s);
    m_gate->setToolTip(tr("A protected label moves only to a version that passes on a set, and is not worse than the one it leaves"));
    m_told->setObjectName(u"labelMovedLabel"_s);
    m_told->setWordWrap(true);
    column->addWidget(m_label);
    m_why->setObjectName(u"whyNotMovedLabel"_s);
    m_why->setFont(theme::smallFont());
    m_why->setProperty("secondary", true);
    m_why->setWordWrap(true);
    column->addWidget(m_move);
    column->addWidget(m_why);
    auto *row = new QHBoxLayout;
    row->setSpacing(theme::space(1));
    row->addWidget(m_rollBack, 1);
    row->addWidget(m_remove, 1);
    column->addLayout(row);
    column->addWidget(m_gate);
    column->addWidget(m_told);
    connect(m_move, &QPushButton::clicked, this, &LabelsPanel::move);
    connect(m_label->lineEdit(), &QLineEdit::returnPressed, this, &LabelsPanel::move);
    connect(m_label, &QComboBox::editTextChanged, this, &LabelsPanel::updateButtons);
    connect(m_rollBack, &QPushButton::clicked, this, [this] { m_open.rollBack(label()); });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        hideTold();
        m_open.removeLabel(label());
    });
    connect(m_gate, &QPushButton::clicked, this, &LabelsPanel::openGate);
}

void LabelsPanel::makeRefusal(QBoxLayout *column)
{
    m_refused->setObjectName(u"labelRefusedLabel"_s);
    m_refused->setWordWrap(true);
    m_refused->setTextFormat(Qt::PlainText);
    m_refused->setProperty("problemBox", true);
    m_reason->setObjectName(u"forceReasonLineEdit"_s);
    m_reason->setAccessibleName(tr("Why past its gate"));
    m_forceButton->setObjectName(u"forceLabelPushButton"_s);
    m_forceButton->setToolTip(tr("Past its gate: the reason stands in the history"));
    auto *row = new QVBoxLayout(m_force);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::space(1));
    row->addWidget(m_reason);
    row->addWidget(m_forceButton);
    column->addWidget(m_refused);
    column->addWidget(m_force);
    connect(m_reason, &QLineEdit::textChanged, this, &LabelsPanel::updateForce);
    connect(m_reason, &QLineEdit::returnPressed, this, &LabelsPanel::force);
    connect(m_forceButton, &QPushButton::clicked, this, &LabelsPanel::force);
}

QString LabelsPanel::label() const
{
    return m_label->currentText().trimmed();
}

void LabelsPanel::setTarget(int number)
{
    m_target = number;
    updateButtons();
}

void LabelsPanel::focusLabel()
{
    m_label->setFocus(Qt::ShortcutFocusReason);
    m_label->lineEdit()->selectAll();
}

void LabelsPanel::refresh()
{
    refreshList();
    refreshHistory();
    const QString written = m_label->currentText();
    QStringList known = m_open.record().labels.keys() + m_open.record().gates.keys();
    known += {u"production"_s, u"staging"_s, u"draft"_s};
    // One that was removed is there to be rolled back.
    for (const store::LabelMove &move : m_open.record().moves)
        known.append(move.label);
    known.removeDuplicates();
    {
        const QSignalBlocker quiet(m_label);
        m_label->clear();
        m_label->addItems(known);
        m_label->setCurrentIndex(-1);
        m_label->setEditText(written.isEmpty() ? known.first() : written);
    }
    updateButtons();
}

void LabelsPanel::refreshList()
{
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    const PromptRecord &record = m_open.record();
    QStringList names = record.labels.keys() + record.gates.keys();
    names.removeDuplicates();
    for (const QString &name : std::as_const(names)) {
        const auto stands = record.labels.constFind(name);
        QStringList parts{stands == record.labels.cend() ? tr("%1, on no version").arg(name) : tr("%1 → version %2").arg(name).arg(*stands)};
        if (const auto gate = record.gates.constFind(name); gate != record.gates.cend())
            parts.append(gateLines(*gate));
        auto *item = new QListWidgetItem(parts.join(u"\n    "_s), m_list);
        item->setData(Qt::UserRole, name);
        item->setToolTip(format::toolTip(parts.join(u'\n')));
    }
    m_list->setVisible(!names.isEmpty());
    int height = theme::space(3);
    for (int row = 0; row < m_list->count(); ++row)
        height += m_list->sizeHintForRow(row);
    m_list->setFixedHeight(std::min(kMostListHeight, height));
}

void LabelsPanel::refreshHistory()
{
    m_history->clear();
    const UtcTime now = SystemClock().utcNow();
    for (const store::LabelMove &move : m_open.record().moves.first(std::min(kMostMoves, m_open.record().moves.size()))) {
        auto *item = new QListWidgetItem(moveText(move, now), m_history);
        item->setToolTip(format::toolTip(move.evidence.isEmpty() ? move.reason : move.evidence));
    }
    if (m_history->count() == 0)
        (new QListWidgetItem(tr("No label has been moved yet."), m_history))->setFlags(Qt::NoItemFlags);
}

void LabelsPanel::updateButtons()
{
    const QString name = label();
    const QString unnamed = name.isEmpty() ? tr("Write the name of the label first.") : QString();
    const bool isDraft = m_target == OpenPrompt::kDraft;
    const QString againstMove = againstMoving();
    m_move->setText(isDraft ? tr("Move to a version") : tr("Move to version %1").arg(m_target));
    offer(*m_move, againstMove);
    m_why->setText(isDraft ? againstMove : QString());
    m_why->setVisible(isDraft);
    const QString againstRollBack = againstRollingBack();
    offer(*m_rollBack, againstRollBack);
    if (againstRollBack.isEmpty())
        m_rollBack->setToolTip(tr("Back to version %1, where the label stood before").arg(*store::rollBackTarget(movesOf(m_open.record(), name))));
    const bool isThere = m_open.record().labels.contains(name);
    offer(*m_remove, !unnamed.isEmpty() || isThere ? unnamed : tr("%1 stands on no version.").arg(name));
    offer(*m_gate, unnamed);
    m_gate->setText(m_open.record().gates.contains(name) ? tr("Protection…") : tr("Protect…"));
}

QString LabelsPanel::againstMoving() const
{
    if (m_target == OpenPrompt::kDraft)
        return m_open.versions().isEmpty() ? tr("A label stands on a saved version, and there is none yet: save the draft first.")
                                           : tr("A label stands on a saved version, and the draft is shown: save it, or choose a version under Versions.");
    if (label().isEmpty())
        return tr("Write the name of the label first.");
    if (m_open.record().labels.value(label(), OpenPrompt::kDraft) == m_target)
        return tr("%1 stands on version %2 already.").arg(label()).arg(m_target);
    return {};
}

QString LabelsPanel::againstRollingBack() const
{
    if (label().isEmpty())
        return tr("Write the name of the label first.");
    const QList<store::LabelMove> moves = movesOf(m_open.record(), label());
    if (moves.isEmpty())
        return tr("%1 has not been moved yet.").arg(label());
    return store::rollBackTarget(moves) ? QString() : tr("%1 stands on its first version: there is no step back.").arg(label());
}

void LabelsPanel::move()
{
    hideTold();
    if (m_target != OpenPrompt::kDraft && !label().isEmpty())
        m_open.moveLabel(label(), m_target);
}

void LabelsPanel::updateForce()
{
    offer(*m_forceButton, m_reason->text().trimmed().isEmpty() ? tr("Say why first: the reason stands in the history.") : QString());
}

void LabelsPanel::force()
{
    const QString reason = m_reason->text().trimmed();
    if (reason.isEmpty() || m_refusedTo == OpenPrompt::kDraft)
        return;
    if (m_refusedTo == OpenPrompt::kNowhere)
        m_open.removeLabel(m_refusedLabel, reason);
    else
        m_open.moveLabel(m_refusedLabel, m_refusedTo, reason);
}

void LabelsPanel::openGate()
{
    QStringList sets;
    for (const store::EvalSetSummary &set : m_document.lists().sets)
        sets.append(set.name);
    const auto gate = m_open.record().gates.constFind(label());
    auto *dialog = new GateDialog(label(), sets, gate == m_open.record().gates.cend() ? std::nullopt : std::optional(*gate), this);
    connect(dialog, &GateDialog::protectRequested, this, [this, name = label()](const run::LabelGate &wanted) { m_open.protect(name, wanted); });
    connect(dialog, &GateDialog::unprotectRequested, this, [this, name = label()] { m_open.unprotect(name); });
    dialog->open();
}

void LabelsPanel::tell(const store::LabelMove &move)
{
    hideTold();
    m_told->setText(theme::mark(Tone::pass) + u" "_s + toldText(move));
    m_told->show();
}

void LabelsPanel::tellRefusal(const QString &label, int to, const Error &error)
{
    hideTold();
    m_refusedLabel = label;
    m_refusedTo = to;
    m_refused->setText(theme::mark(Tone::error) + u" "_s + error.message + (error.hint.isEmpty() ? QString() : u"\n"_s + error.hint));
    m_refused->show();
    const bool isGate = to != OpenPrompt::kDraft && m_open.record().gates.contains(label) && error.kind == ErrorKind::conflict;
    const bool isRemoval = to == OpenPrompt::kNowhere;
    m_reason->setPlaceholderText(isRemoval ? tr("Why remove it all the same?") : tr("Why move it all the same?"));
    m_reason->setAccessibleName(m_reason->placeholderText());
    m_forceButton->setText(isRemoval ? tr("Remove anyway") : tr("Move anyway"));
    m_force->setVisible(isGate);
    m_reason->clear();
    updateForce();
    QAccessible::updateAccessibility(std::make_unique<QAccessibleEvent>(m_refused, QAccessible::Alert).get());
}

void LabelsPanel::hideTold()
{
    m_told->hide();
    m_refused->hide();
    m_force->hide();
}

} // namespace assay::ui
