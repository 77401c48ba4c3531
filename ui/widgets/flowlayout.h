// SPDX-License-Identifier: GPL-3.0-or-later
// Widgets side by side in as many lines as they need, so that a row of chips never makes its page wide.
#pragma once

#include <QLayout>
#include <QList>

namespace assay::ui {

class FlowLayout final : public QLayout {
    Q_OBJECT

public:
    explicit FlowLayout(int spacing);
    ~FlowLayout() override;

    void addItem(QLayoutItem *item) override;
    [[nodiscard]] int count() const override;
    [[nodiscard]] QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize minimumSize() const override;
    [[nodiscard]] QSize sizeHint() const override;
    void setGeometry(const QRect &area) override;

private:
    int place(const QRect &area, bool isTrial) const;

    QList<QLayoutItem *> m_items;
};

} // namespace assay::ui
