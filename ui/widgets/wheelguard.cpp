// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/wheelguard.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QEvent>

namespace assay::ui {

WheelGuard::WheelGuard(QWidget &form) : QObject(&form)
{
    watch(form);
}

void WheelGuard::watch(const QWidget &part)
{
    for (QWidget *box : part.findChildren<QWidget *>()) {
        if (qobject_cast<QComboBox *>(box) == nullptr && qobject_cast<QAbstractSpinBox *>(box) == nullptr)
            continue;
        box->setFocusPolicy(Qt::StrongFocus); // not by the wheel
        box->installEventFilter(this);
    }
}

// An event that is ignored goes on to what is around the box.
bool WheelGuard::eventFilter(QObject *watched, QEvent *event)
{
    const auto *box = qobject_cast<QWidget *>(watched);
    if (event->type() != QEvent::Wheel || box == nullptr || box->hasFocus())
        return false;
    event->ignore();
    return true;
}

} // namespace assay::ui
