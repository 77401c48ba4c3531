// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/offer.h"

#include "ui/format/format.h"

#include <QAction>
#include <QWidget>

namespace assay::ui {

namespace {
constexpr char kUsualToolTip[] = "usualToolTip";
}

void offer(QWidget &widget, const QString &against)
{
    const bool wasRefused = widget.property(kUsualToolTip).isValid();
    if (!against.isEmpty() && !wasRefused)
        widget.setProperty(kUsualToolTip, widget.toolTip());
    if (!against.isEmpty()) {
        widget.setToolTip(format::toolTip(against));
    } else if (wasRefused) {
        widget.setToolTip(widget.property(kUsualToolTip).toString());
        widget.setProperty(kUsualToolTip, QVariant());
    }
    widget.setAccessibleDescription(against);
    widget.setEnabled(against.isEmpty());
}

void offer(QAction &action, const QString &against)
{
    action.setToolTip(against);
    action.setEnabled(against.isEmpty());
}

} // namespace assay::ui
