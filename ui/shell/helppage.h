// SPDX-License-Identifier: GPL-3.0-or-later
// A page of the help, to read and search beside the window.
#pragma once

#include <QDialog>

namespace assay::ui {

enum class HelpTopic { language, promptFiles, lintRules };

class HelpPage final : public QDialog {
    Q_OBJECT

public:
    HelpPage(HelpTopic topic, QWidget *parent);
};

} // namespace assay::ui
