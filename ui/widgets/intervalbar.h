// SPDX-License-Identifier: GPL-3.0-or-later
// An interval on a scale: ├──●──┤, with an optional reference line. Painted, not laid out, so that tables can use it too.
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace assay::ui {

struct IntervalMark {
    double scaleLower = 0;
    double scaleUpper = 1;
    double lower = 0;
    double upper = 0;
    double estimate = 0;
    std::optional<double> reference; ///< a dashed line, such as "no difference"
    Tone tone = Tone::neutral;

    bool operator==(const IntervalMark &) const = default;
};

void paintInterval(QPainter &painter, const QRectF &area, const IntervalMark &mark);

class IntervalBar final : public QWidget {
    Q_OBJECT

public:
    explicit IntervalBar(QWidget *parent);
    void setMark(const IntervalMark &mark);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::optional<IntervalMark> m_mark;
};

} // namespace assay::ui
