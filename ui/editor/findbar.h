// SPDX-License-Identifier: GPL-3.0-or-later
// What to find, and what to put in its place. It asks for both; whoever owns the texts does them and says what was found.
#pragma once

#include "ui/editor/textsearch.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace assay::ui {

class FindBar final : public QWidget {
    Q_OBJECT

public:
    explicit FindBar(QWidget *parent);
    /// Shows the bar with the keyboard in it; a `text` without a line end replaces what was searched for.
    void open(const QString &text, bool withReplace);
    void close();
    [[nodiscard]] SearchQuery query() const;
    [[nodiscard]] QString replacement() const;
    /// `current` from 0, or -1.
    void showFound(const Result<QList<SearchHit>> &hits, qsizetype current);
    void setCanReplace(bool can); ///< false for texts that never change

Q_SIGNALS:
    void queryChanged();
    void nextRequested();
    void previousRequested();
    void replaceRequested();
    void replaceAllRequested();
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showReplace();
    QToolButton *toggle(const QString &text, const QString &name, const QString &toolTip);
    QPushButton *button(const QString &text, const QString &name, const QString &toolTip);

    QLineEdit *m_find;
    QLineEdit *m_replace;
    QToolButton *m_case;
    QToolButton *m_word;
    QToolButton *m_pattern;
    QLabel *m_count;
    QPushButton *m_replaceOne;
    QPushButton *m_replaceAll;
    QWidget *m_replaceButtons;
    bool m_canReplace = true;
    bool m_isReplaceWanted = false;
};

} // namespace assay::ui
