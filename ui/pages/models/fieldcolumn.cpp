// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/models/fieldcolumn.h"

#include "ui/theme/theme.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QEvent>
#include <QLabel>

namespace assay::ui {

using namespace Qt::StringLiterals;

FieldColumn::FieldColumn(QWidget *parent) : QWidget(parent), m_column(new QVBoxLayout)
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, theme::space(1), 0);
    outer->setSpacing(theme::space(1));
    m_column->setSpacing(theme::space(1));
    outer->addLayout(m_column);
    m_general = newProblem();
    outer->addWidget(m_general);
    outer->addStretch();
}

QLabel *FieldColumn::newCaption(const QString &text, QWidget *field)
{
    auto *label = new QLabel(text, this);
    label->setFont(theme::smallFont());
    label->setProperty("secondary", true);
    label->setWordWrap(true);
    label->setBuddy(field);
    field->setAccessibleName(text);
    return label;
}

QLabel *FieldColumn::newProblem()
{
    auto *label = new QLabel(this);
    label->setFont(theme::smallFont());
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->hide();
    m_problems.append(label);
    return label;
}

void FieldColumn::addField(const QString &key, const QString &caption, QWidget *field)
{
    addRow({{key, caption, field}});
}

void FieldColumn::addRow(const QList<Field> &fields)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(theme::space(2));
    QLabel *problem = newProblem();
    for (const Field &each : fields) {
        auto *cell = new QVBoxLayout;
        cell->setSpacing(theme::space(1) / 2);
        cell->addWidget(newCaption(each.caption, each.field), 0, Qt::AlignBottom);
        cell->addWidget(each.field);
        row->addLayout(cell, 1);
        m_places.insert(each.key, {each.field, problem});
    }
    m_column->addLayout(row);
    m_column->addWidget(problem);
    m_column->addSpacing(theme::space(1));
}

void FieldColumn::addWidget(QWidget *widget, const QString &key)
{
    m_column->addWidget(widget);
    if (key.isEmpty())
        return;
    QLabel *problem = newProblem();
    m_places.insert(key, {widget, problem});
    m_column->addWidget(problem);
    m_column->addSpacing(theme::space(1));
}

void FieldColumn::addHeading(const QString &text)
{
    auto *label = new QLabel(text, this);
    QFont bold = theme::textFont();
    bold.setWeight(QFont::DemiBold);
    label->setFont(bold);
    m_column->addSpacing(theme::space(2));
    m_column->addWidget(label);
}

void FieldColumn::showProblem(const QString &key, const QString &text)
{
    const auto place = m_places.constFind(key);
    QLabel *problem = place == m_places.cend() ? m_general : place->problem;
    problem->setText(theme::mark(Tone::error) + u' ' + text);
    refreshColours();
    problem->show();
    if (place != m_places.cend())
        place->field->setFocus(Qt::OtherFocusReason);
    QAccessible::updateAccessibility(std::make_unique<QAccessibleEvent>(problem, QAccessible::Alert).get());
}

void FieldColumn::clearProblems()
{
    for (QLabel *problem : m_problems)
        problem->hide();
}

void FieldColumn::refreshColours()
{
    for (QLabel *problem : std::as_const(m_problems))
        problem->setStyleSheet(u"color: %1;"_s.arg(theme::foreground(Tone::error).name()));
}

void FieldColumn::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refreshColours();
}

} // namespace assay::ui
