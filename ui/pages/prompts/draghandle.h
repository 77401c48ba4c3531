// SPDX-License-Identifier: GPL-3.0-or-later
// By this a message is dragged to another place. Escape, or another button, lets it stay where it was.
#pragma once

#include <QWidget>

#include <optional>

namespace assay::ui {

class DragHandle final : public QWidget {
    Q_OBJECT

public:
    explicit DragHandle(QWidget *parent);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void dragged(const QPoint &place); ///< on the screen
    void dropped(const QPoint &place);
    void cancelled();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void end();

    std::optional<QPoint> m_pressedAt;
    bool m_isDragging = false;
};

} // namespace assay::ui
