// SPDX-License-Identifier: GPL-3.0-or-later
// What stands where nothing is yet: what this is, why it is empty, and one button (a second one may lead elsewhere).
#pragma once

#include <QWidget>

class QAction;
class QLabel;

namespace assay::ui {

class EmptyState final : public QWidget {
    Q_OBJECT

public:
    EmptyState(const QString &iconName, const QString &title, const QString &text, QWidget *parent);
    void setText(const QString &text);
    /// The first one added is the main button.
    void addAction(QAction *action);

protected:
    void changeEvent(QEvent *event) override;

private:
    void drawPicture();

    QString m_iconName;
    QLabel *m_picture;
    QLabel *m_body;
    class QBoxLayout *m_buttons;
};

} // namespace assay::ui
