// SPDX-License-Identifier: GPL-3.0-or-later
// Money against its cap: settled, then reserved, with marks at 25, 50, 75 and 100 %.
#pragma once

#include "core/base/money.h"

#include <QWidget>

#include <optional>

namespace assay::ui {

class BudgetBar final : public QWidget {
    Q_OBJECT

public:
    explicit BudgetBar(QWidget *parent);
    void setMoney(Money settled, Money reserved, std::optional<Money> cap);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Money m_settled;
    Money m_reserved;
    std::optional<Money> m_cap;
};

} // namespace assay::ui
