// SPDX-License-Identifier: GPL-3.0-or-later
// A provider to be: its form, to be added or given up. A key that was typed does not outlive the panel's turn.
#pragma once

#include <QWidget>

namespace assay::provider {
class Registry;
}

namespace assay::ui {

class ProviderForm;

class NewProviderPanel final : public QWidget {
    Q_OBJECT

public:
    NewProviderPanel(const provider::Registry &registry, QWidget *parent);

    void begin(const QStringList &takenNames);
    [[nodiscard]] ProviderForm &form() const { return *m_form; }

Q_SIGNALS:
    void addRequested();
    void cancelled(); ///< the form is empty by then

private:
    void makeEscape();
    void cancel();

    ProviderForm *m_form;
};

} // namespace assay::ui
