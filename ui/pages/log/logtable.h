// SPDX-License-Identifier: GPL-3.0-or-later
// The requests of a run as a table: one is chosen, and each user's columns come back as they were left.
#pragma once

#include "core/run/attemptrecord.h"

#include <QTableView>

namespace assay::ui {

class LogModel;

class LogTable final : public QTableView {
    Q_OBJECT

public:
    LogTable(LogModel *model, QWidget *parent);

    [[nodiscard]] std::optional<run::AttemptRecord> chosen() const;
    /// Brings it into sight; nothing for a row that is not there.
    void chooseRow(int row);
    void step(int by);
    [[nodiscard]] bool isAtEnd() const;

Q_SIGNALS:
    void chosenChanged();

private:
    void makeColumns();
    void restoreColumns();
    void saveColumns() const;
    void askColumns(const QPoint &at);

    LogModel *m_log;
};

} // namespace assay::ui
