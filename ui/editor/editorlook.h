// SPDX-License-Identifier: GPL-3.0-or-later
// How editors show text, the same in all of them and kept from day to day: size of the letters, whether lines wrap.
#pragma once

#include <QObject>

namespace assay::ui {

class EditorLook final : public QObject {
    Q_OBJECT

public:
    static constexpr int kSmallest = -4; ///< steps from the usual size
    static constexpr int kLargest = 16;

    explicit EditorLook(QObject *parent);
    [[nodiscard]] int zoom() const { return m_zoom; }
    void setZoom(int steps); ///< within the two bounds
    [[nodiscard]] bool wraps() const { return m_wraps; }
    void setWraps(bool wraps);

Q_SIGNALS:
    void changed();

private:
    int m_zoom = 0;
    bool m_wraps = true;
};

} // namespace assay::ui
