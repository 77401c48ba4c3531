// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl+C as a signal of the event loop, so that a run can end in order. A second one ends the process at once.
#pragma once

#include <QObject>

class QSocketNotifier;

namespace assay::cli {

class Interrupts final : public QObject {
    Q_OBJECT

public:
    /// One at a time in a process.
    Interrupts();
    ~Interrupts() override;

Q_SIGNALS:
    void interrupted();

private:
    QSocketNotifier *m_notifier;
};

} // namespace assay::cli
