// SPDX-License-Identifier: GPL-3.0-or-later
// Asks whether a run's log shall leave this machine, and to which address. Says what would be sent.
#pragma once

#include <QDialog>
#include <QUrl>

class QLabel;
class QLineEdit;
class QPushButton;

namespace assay::ui {

class CollectorDialog final : public QDialog {
    Q_OBJECT

public:
    CollectorDialog(qint64 run, const QUrl &usual, QWidget *parent);

Q_SIGNALS:
    /// The user said yes; the dialog closes itself.
    void confirmed(const QUrl &collector);

private:
    void check();

    QLineEdit *m_address;
    QLabel *m_where;
    QPushButton *m_send;
};

} // namespace assay::ui
