// SPDX-License-Identifier: GPL-3.0-or-later
// What tests of the window share: settings of their own, and the parts of a window by their names. A base of a test class, beside QObject.
#pragma once

#include "ui/format/plurals.h"
#include "ui/pages/page.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

namespace assay::test {

class WindowTest {
protected:
    static constexpr int kPatience = 60'000; // on a machine under load

    /// Before the first test: nothing of whoever runs the tests is read or changed.
    void beginTests()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setApplicationName(QStringLiteral("assay-test"));
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        ui::theme::apply(*qApp, ui::Scheme::light);
        QCoreApplication::installTranslator(&m_plurals);
    }

    [[nodiscard]] static ui::Place placeOf(ui::PageId page, std::optional<run::RunId> run = {}, std::optional<int> cell = {})
    {
        return {.page = page, .name = {}, .number = {}, .run = run, .cell = cell, .item = {}};
    }

    template<typename Widget> [[nodiscard]] static Widget *child(const QWidget &parent, const QString &name)
    {
        auto *found = parent.findChild<Widget *>(name);
        if (!found)
            qFatal("no %s", qPrintable(name));
        return found;
    }

    template<typename Widget> [[nodiscard]] static Widget *child(const QWidget *parent, const QString &name) { return child<Widget>(*parent, name); }

    /// As from the menu.
    static void trigger(ui::Page *page, const QString &text)
    {
        for (QAction *action : page->pageActions()) {
            if (action->text().remove(u'&') == text) {
                action->trigger();
                return;
            }
        }
        QFAIL(qPrintable(QStringLiteral("no action ") + text));
    }

    QTemporaryDir m_folder;

private:
    ui::format::EnglishPlurals m_plurals;
};

} // namespace assay::test
