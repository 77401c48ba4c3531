// SPDX-License-Identifier: GPL-3.0-or-later
// What is grey in sight, and which of it does not say why: in its tool tip, and for whoever hears it instead.
#pragma once

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTabBar>

namespace assay::test {

/// Parts that a widget of the framework is made of are not ours to explain.
[[nodiscard]] inline bool isPartOfAnother(const QWidget &widget)
{
    const QWidget *parent = widget.parentWidget();
    return qobject_cast<const QLineEdit *>(parent) || qobject_cast<const QComboBox *>(parent) || qobject_cast<const QAbstractSpinBox *>(parent) || qobject_cast<const QTabBar *>(parent)
        || widget.objectName().startsWith(QLatin1String("qt_"));
}

/// Something grey that it is within says why, for all of it.
[[nodiscard]] inline bool isExplainedAround(const QWidget &widget)
{
    for (const QWidget *around = widget.parentWidget(); around && !around->isEnabled(); around = around->parentWidget()) {
        if (!around->accessibleDescription().isEmpty())
            return true;
    }
    return false;
}

/// What can be pressed, chosen or written at other times, with or without a name.
[[nodiscard]] inline QList<const QWidget *> greyOnes(const QList<const QWidget *> &roots)
{
    QList<const QWidget *> found;
    for (const QWidget *root : roots) {
        for (const QWidget *each : root->findChildren<QWidget *>()) {
            const bool isUsed = qobject_cast<const QAbstractButton *>(each) || qobject_cast<const QLineEdit *>(each) || qobject_cast<const QComboBox *>(each)
                || qobject_cast<const QAbstractSpinBox *>(each) || qobject_cast<const QAbstractItemView *>(each) || qobject_cast<const QPlainTextEdit *>(each);
            const bool isNamed = !each->objectName().isEmpty() && each->parentWidget()->isEnabled();
            if (each->isVisible() && !each->isEnabled() && (isUsed || isNamed) && !isPartOfAnother(*each) && !isExplainedAround(*each))
                found.append(each);
        }
    }
    return found;
}

/// The names of those that do not say why they are grey; empty when all do.
[[nodiscard]] inline QString silent(const QList<const QWidget *> &grey)
{
    QStringList names;
    for (const QWidget *each : grey) {
        const QString why = each->accessibleDescription();
        if (why.isEmpty() || !each->toolTip().contains(why.toHtmlEscaped()))
            names.append(each->objectName().isEmpty() ? QLatin1String(each->metaObject()->className()) + QString() : each->objectName());
    }
    return names.join(QLatin1Char(' '));
}

[[nodiscard]] inline QString silent(const QList<QAction *> &actions)
{
    QStringList texts;
    for (const QAction *action : actions) {
        if (!action->isEnabled() && !action->toolTip().endsWith(QLatin1Char('.')))
            texts.append(action->text());
    }
    return texts.join(QLatin1String(", "));
}

} // namespace assay::test
