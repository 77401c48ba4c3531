// SPDX-License-Identifier: GPL-3.0-or-later
// Two versions line by line and word by word: struck and coloured what is gone, underlined and coloured what is new. F8 and Shift+F8 walk the changes.
#pragma once

#include "core/prompt/content.h"

#include <QWidget>

#include <memory>

class QLabel;
class QToolButton;

namespace assay::ui {

class CodeView;
struct DiffText;

class VersionDiffView final : public QWidget {
    Q_OBJECT

public:
    explicit VersionDiffView(QWidget *parent);
    ~VersionDiffView() override;
    void setContents(const QString &fromLabel, const prompt::Content &from, const QString &toLabel, const prompt::Content &to);

protected:
    void changeEvent(QEvent *event) override;

private:
    QToolButton *button(const QString &icon, const QString &name, const QString &toolTip, const QKeySequence &key, int by);
    void paintMarks();
    void step(int by);

    QLabel *m_title;
    CodeView *m_text;
    std::unique_ptr<DiffText> m_shown;
};

} // namespace assay::ui
