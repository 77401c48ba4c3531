// SPDX-License-Identifier: GPL-3.0-or-later
// Two versions line by line: struck and coloured what is gone, underlined and coloured what is new.
#pragma once

#include "core/prompt/promptversion.h"

#include <QWidget>

class QLabel;

namespace assay::ui {

class CodeView;

class VersionDiffView final : public QWidget {
    Q_OBJECT

public:
    explicit VersionDiffView(QWidget *parent);
    void setContents(const QString &fromLabel, const prompt::Content &from, const QString &toLabel, const prompt::Content &to);

private:
    QLabel *m_title;
    CodeView *m_text;
};

} // namespace assay::ui
