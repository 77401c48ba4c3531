// SPDX-License-Identifier: GPL-3.0-or-later
// The events of a run: the newest in one line, all of them as a timeline that can be read and copied.
#pragma once

#include "core/run/journal.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;

namespace assay::ui {

class EventsModel;

class EventsPanel final : public QWidget {
    Q_OBJECT

public:
    explicit EventsPanel(QWidget *parent);
    void clear();
    void add(const QList<run::RunEvent> &events);
    [[nodiscard]] const QList<run::RunEvent> &events() const;
    void setListShown(bool isShown);
    void copy();
    void refreshColours();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void showNewest();

    EventsModel *m_model;
    QLabel *m_newest;
    QPushButton *m_toggle;
    QPushButton *m_copy;
    QTableView *m_table;
};

} // namespace assay::ui
