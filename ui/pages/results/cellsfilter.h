// SPDX-License-Identifier: GPL-3.0-or-later
// Cells of one outcome, and those whose item, answer or reason contains a text.
#pragma once

#include "core/run/cellresult.h"

#include <QSortFilterProxyModel>

namespace assay::ui {

class CellsFilter final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit CellsFilter(QObject *parent);
    void setOutcome(std::optional<run::Outcome> outcome);
    void setText(const QString &text);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    std::optional<run::Outcome> m_outcome;
    QString m_text;
};

} // namespace assay::ui
