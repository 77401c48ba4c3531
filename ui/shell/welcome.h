// SPDX-License-Identifier: GPL-3.0-or-later
// What stands in the window before a workspace is open: what Assay is, a finished comparison in one click, new, open, recent.
#pragma once

#include <QWidget>

class QAction;
class QVBoxLayout;

namespace assay::ui {

class Welcome final : public QWidget {
    Q_OBJECT

public:
    struct Actions {
        QAction *sample;
        QAction *create;
        QAction *open;
    };
    Welcome(const Actions &actions, QWidget *parent);
    void refresh(); ///< the list of recent files

Q_SIGNALS:
    void openRequested(const QString &path);

private:
    QVBoxLayout *m_recent;
};

} // namespace assay::ui
