// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/editorlook.h"

#include <QSettings>

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

EditorLook::EditorLook(QObject *parent)
    : QObject(parent),
      m_zoom(std::clamp(QSettings().value(u"editor/zoom"_s, 0).toInt(), kSmallest, kLargest)),
      m_wraps(QSettings().value(u"editor/wraps"_s, true).toBool())
{
}

void EditorLook::setZoom(int steps)
{
    steps = std::clamp(steps, kSmallest, kLargest);
    if (steps == m_zoom)
        return;
    m_zoom = steps;
    QSettings().setValue(u"editor/zoom"_s, m_zoom);
    Q_EMIT changed();
}

void EditorLook::setWraps(bool wraps)
{
    if (wraps == m_wraps)
        return;
    m_wraps = wraps;
    QSettings().setValue(u"editor/wraps"_s, m_wraps);
    Q_EMIT changed();
}

} // namespace assay::ui
