// SPDX-License-Identifier: GPL-3.0-or-later
// What may be written here, as a list below the cursor. The keyboard stays with the editor, which hands on the keys that are for the list.
#pragma once

#include "ui/editor/completionwords.h"

#include <QListWidget>

namespace assay::ui {

class CompletionPopup final : public QListWidget {
    Q_OBJECT

public:
    explicit CompletionPopup(QWidget *editor);
    /// Shows them below `cursor`, a place on the screen, or above it where there is no room. None: hides.
    void offer(const QList<Offer> &offers, const QRect &cursor);
    /// True when the key was for the list: arrows, pages, Return, Tab and Escape while it is shown.
    bool takeKey(const QKeyEvent &event);

Q_SIGNALS:
    void taken(const QString &text);
};

} // namespace assay::ui
