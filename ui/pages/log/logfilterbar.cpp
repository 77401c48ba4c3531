// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/log/logfilterbar.h"

#include "ui/format/format.h"
#include "ui/pages/log/loggist.h"
#include "ui/theme/theme.h"
#include "ui/widgets/flowlayout.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTypingMs = 150;
constexpr int kModelWidth = 180;
constexpr int kSearchWidth = 260;

// Those are there also when there is none of them: where they stand is learnt.
bool isAlwaysShown(LogKind kind)
{
    return kind == LogKind::all || kind == LogKind::ok || kind == LogKind::failed;
}

} // namespace

LogFilterBar::LogFilterBar(QWidget *parent)
    : QWidget(parent),
      m_chips(new QButtonGroup(this)),
      m_model(new QComboBox(this)),
      m_search(new QLineEdit(this)),
      m_typing(new QTimer(this)),
      m_cellRow(new QWidget(this)),
      m_cellTitle(new QLabel(m_cellRow))
{
    auto *chips = new FlowLayout(theme::space(1));
    for (int kind = 0; kind < kLogKinds; ++kind) {
        auto *chip = new QPushButton(kindTitle(static_cast<LogKind>(kind)), this);
        chip->setProperty("chip", true);
        chip->setCheckable(true);
        chip->setChecked(kind == 0);
        chip->setObjectName(u"logChip%1PushButton"_s.arg(kind));
        chip->setToolTip(kindToolTip(static_cast<LogKind>(kind)));
        chip->setVisible(isAlwaysShown(static_cast<LogKind>(kind)));
        m_chips->addButton(chip, kind);
        chips->addWidget(chip);
    }
    m_model->setObjectName(u"logModelComboBox"_s);
    m_model->setAccessibleName(tr("Model"));
    m_model->setMaximumWidth(kModelWidth);
    m_search->setObjectName(u"logSearchLineEdit"_s);
    m_search->setPlaceholderText(tr("Item, request id or message"));
    m_search->setAccessibleName(tr("Find requests by item, request id or message"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(kSearchWidth);
    m_typing->setSingleShot(true);
    m_typing->setInterval(kTypingMs);

    m_cellTitle->setObjectName(u"logCellLabel"_s);
    m_cellTitle->setTextFormat(Qt::PlainText);
    auto *showAll = new QPushButton(tr("Show all cells"), m_cellRow);
    showAll->setObjectName(u"logAllCellsPushButton"_s);
    showAll->setProperty("flat", true);
    auto *cellRow = new QHBoxLayout(m_cellRow);
    cellRow->setContentsMargins(0, 0, 0, 0);
    cellRow->addWidget(m_cellTitle);
    cellRow->addWidget(showAll);
    cellRow->addStretch();
    m_cellRow->hide();

    auto *fields = new QHBoxLayout;
    fields->setSpacing(theme::space(2));
    fields->addWidget(m_search, 1);
    fields->addWidget(m_model);
    fields->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(2));
    column->addLayout(fields);
    column->addLayout(chips);
    column->addWidget(m_cellRow);

    connect(m_chips, &QButtonGroup::idClicked, this, &LogFilterBar::filterChanged);
    connect(m_model, &QComboBox::activated, this, &LogFilterBar::filterChanged);
    connect(m_search, &QLineEdit::textChanged, m_typing, qOverload<>(&QTimer::start));
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        m_typing->stop();
        Q_EMIT filterChanged();
    });
    connect(m_typing, &QTimer::timeout, this, &LogFilterBar::filterChanged);
    connect(showAll, &QPushButton::clicked, this, [this] {
        m_cell.reset();
        m_cellRow->hide();
        Q_EMIT filterChanged();
    });
}

void LogFilterBar::setPlan(const run::RunPlan &plan)
{
    const QSignalBlocker quiet(m_model);
    m_model->clear();
    m_model->addItem(tr("all models"), -1);
    for (int i = 0; i < plan.models.size(); ++i)
        m_model->addItem(plan.models.at(i).model.name, i);
    m_model->setVisible(plan.models.size() > 1);
    setFilter({}, {});
}

LogFilter LogFilterBar::filter() const
{
    const int model = m_model->currentData().toInt();
    const bool isOneModel = m_model->currentIndex() > 0;
    return {.kind = static_cast<LogKind>(m_chips->checkedId()), .model = isOneModel ? std::optional(model) : std::nullopt, .cell = m_cell, .text = m_search->text().trimmed()};
}

void LogFilterBar::setFilter(const LogFilter &filter, const QString &cellTitle)
{
    const QSignalBlocker quiet(m_search);
    m_typing->stop();
    m_chips->button(static_cast<int>(filter.kind))->setChecked(true);
    m_model->setCurrentIndex(filter.model ? m_model->findData(*filter.model) : 0);
    m_search->setText(filter.text);
    m_cell = filter.cell;
    m_cellRow->setVisible(filter.cell.has_value());
    m_cellTitle->setText(tr("Only %1").arg(format::oneLine(cellTitle, 120)));
}

void LogFilterBar::setCounts(const std::array<int, kLogKinds> &counts)
{
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const auto kind = static_cast<LogKind>(i);
        auto *chip = m_chips->button(static_cast<int>(i));
        chip->setText(u"%1 %2"_s.arg(kindTitle(kind), format::count(counts[i])));
        chip->setVisible(isAlwaysShown(kind) || counts[i] > 0 || chip->isChecked());
    }
}

void LogFilterBar::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

} // namespace assay::ui
