// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of a window in both sizes and both schemes, for people to look at; only where ASSAY_SCREENSHOT_DIR says where to.
#pragma once

#include "ui/theme/theme.h"

#include <QApplication>
#include <QTest>
#include <QWidget>

namespace assay::test {

inline void shootWidget(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("ASSAY_SCREENSHOT_DIR");
    if (!folder.isEmpty())
        QVERIFY(widget.grab().save(folder + QStringLiteral("/%1.png").arg(name)));
}

inline void shootPage(QWidget &window, const QString &name)
{
    const QString folder = qEnvironmentVariable("ASSAY_SCREENSHOT_DIR");
    if (folder.isEmpty())
        return;
    const QSize before = window.size();
    for (const QSize size : {QSize(1920, 1080), QSize(1280, 800)}) {
        window.resize(size);
        for (const auto &[scheme, suffix] : {std::pair(ui::Scheme::dark, QStringLiteral("dark")), {ui::Scheme::light, QStringLiteral("light")}}) {
            ui::theme::apply(*qApp, scheme);
            // Answers of jobs and layouts settle; a picture of a page that still loads would show nothing.
            QVERIFY(!QTest::qWaitFor([] { return false; }, 350));
            QVERIFY(window.grab().save(folder + QStringLiteral("/%1-%2-%3.png").arg(name, QString::number(size.width()), suffix)));
        }
    }
    window.resize(before);
}

} // namespace assay::test
