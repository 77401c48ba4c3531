// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/problemlabel.h"

#include "ui/theme/theme.h"

#include <QLabel>
#include <QStyle>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

void show(QLabel &label, const QString &text, bool isProblem)
{
    label.setText(text);
    label.setVisible(!text.isEmpty());
    if (label.property("problem").toBool() == isProblem)
        return;
    label.setProperty("problem", isProblem);
    label.style()->unpolish(&label);
    label.style()->polish(&label);
}

} // namespace

void showProblem(QLabel &label, const QString &text)
{
    show(label, text.isEmpty() ? text : theme::mark(Tone::error) + u" "_s + text, true);
}

void showText(QLabel &label, const QString &text)
{
    show(label, text, false);
}

} // namespace assay::ui
