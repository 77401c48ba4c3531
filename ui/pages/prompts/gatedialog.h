// SPDX-License-Identifier: GPL-3.0-or-later
// What a protected label asks for before it moves: a set, and the least share of its items that must pass.
#pragma once

#include "core/run/labelgate.h"

#include <QDialog>

class QComboBox;
class QDoubleSpinBox;

namespace assay::ui {

class GateDialog final : public QDialog {
    Q_OBJECT

public:
    GateDialog(const QString &label, const QStringList &sets, const std::optional<run::LabelGate> &gate, QWidget *parent);

Q_SIGNALS:
    void protectRequested(const assay::run::LabelGate &gate);
    void unprotectRequested();

private:
    QComboBox *m_set;
    QDoubleSpinBox *m_rate;
};

} // namespace assay::ui
