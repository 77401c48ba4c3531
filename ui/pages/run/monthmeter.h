// SPDX-License-Identifier: GPL-3.0-or-later
// The month's money against its cap, over all runs and workspaces. Not there while no cap is set.
#pragma once

#include "ui/document/document.h"

#include <QWidget>

class QLabel;

namespace assay::ui {

class BudgetBar;

class MonthMeter final : public QWidget {
    Q_OBJECT

public:
    MonthMeter(Document &document, QWidget *parent);

private:
    void refresh();

    Document &m_document;
    QLabel *m_text;
    BudgetBar *m_bar;
};

} // namespace assay::ui
