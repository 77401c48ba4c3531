// SPDX-License-Identifier: GPL-3.0-or-later
// All keys that work on the page in front, as a table to read.
#pragma once

#include <QDialog>

class QAction;

namespace assay::ui {

struct ActionGroup {
    QString title;
    QList<QAction *> actions;
};

class ShortcutSheet final : public QDialog {
    Q_OBJECT

public:
    ShortcutSheet(const QList<ActionGroup> &groups, QWidget *parent);
};

} // namespace assay::ui
