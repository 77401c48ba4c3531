// SPDX-License-Identifier: GPL-3.0-or-later
// The page of the help about the template language, to read and search beside the window.
#pragma once

#include <QDialog>

namespace assay::ui {

class LanguageHelp final : public QDialog {
    Q_OBJECT

public:
    explicit LanguageHelp(QWidget *parent);
};

} // namespace assay::ui
