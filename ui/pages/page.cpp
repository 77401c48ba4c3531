// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/page.h"

#include <QEvent>

namespace assay::ui {

void Page::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refreshColours();
}

} // namespace assay::ui
