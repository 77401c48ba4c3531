// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/run/throttlelines.h"

#include "ui/format/format.h"
#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QLabel>

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kLeastColumnWidth = 380;
constexpr int kMostColumns = 3;
} // namespace

QString throttleText(const run::ThrottleState &state)
{
    QString text = ThrottleLines::tr("%1: %2 of %3 under way").arg(state.model).arg(state.active).arg(state.allowed);
    if (!state.text.isEmpty())
        text += u"  ·  "_s + state.text;
    return text;
}

ThrottleLines::ThrottleLines(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    setObjectName(u"throttleLinesWidget"_s);
    setAccessibleName(tr("What holds each model back"));
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(theme::space(5));
    m_grid->setVerticalSpacing(0);
}

void ThrottleLines::setStates(const QList<run::ThrottleState> &states)
{
    if (states == m_states)
        return;
    const bool isOther = states.size() != m_states.size();
    m_states = states;
    if (isOther) {
        qDeleteAll(std::exchange(m_labels, {}));
        for (qsizetype i = 0; i < m_states.size(); ++i) {
            auto *label = new QLabel(this);
            label->setObjectName(u"throttle%1Label"_s.arg(i));
            label->setFont(theme::smallFont());
            label->setTextFormat(Qt::PlainText);
            label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
            m_labels.append(label);
        }
        m_columns = 0;
        arrange();
    }
    showTexts();
}

void ThrottleLines::arrange()
{
    const int columns = std::clamp(width() / kLeastColumnWidth, 1, std::clamp(static_cast<int>(m_labels.size()), 1, kMostColumns));
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (qsizetype i = 0; i < m_labels.size(); ++i) {
        m_grid->removeWidget(m_labels.at(i));
        m_grid->addWidget(m_labels.at(i), static_cast<int>(i / columns), static_cast<int>(i % columns));
    }
    for (int i = 0; i < kMostColumns; ++i)
        m_grid->setColumnStretch(i, i < columns ? 1 : 0);
}

void ThrottleLines::showTexts()
{
    for (qsizetype i = 0; i < m_labels.size(); ++i) {
        const run::ThrottleState &state = m_states.at(i);
        const Tone tone = state.isOpen ? Tone::fail : state.waits ? Tone::error : Tone::neutral;
        const QString mark = state.isOpen || state.waits ? theme::mark(tone) : u"●"_s;
        const QString text = mark + u" "_s + throttleText(state);
        QLabel *label = m_labels.at(i);
        label->setText(label->fontMetrics().elidedText(text, Qt::ElideRight, std::max(100, width() / std::max(1, m_columns) - theme::space(5))));
        label->setToolTip(format::toolTip(throttleText(state)));
        label->setStyleSheet(u"color: %1;"_s.arg(theme::foreground(tone).name()));
    }
}

QStringList ThrottleLines::lines() const
{
    QStringList texts;
    for (const run::ThrottleState &state : m_states)
        texts.append(throttleText(state));
    return texts;
}

void ThrottleLines::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
    showTexts();
}

void ThrottleLines::refreshColours()
{
    showTexts();
}

} // namespace assay::ui
