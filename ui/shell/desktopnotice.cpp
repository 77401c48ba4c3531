// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/desktopnotice.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QHash>
#include <QVariantMap>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kAsLongAsUsual = -1;

QVariantList argumentsOf(const QString &title, const QString &text, uint replaces)
{
    // The text is markup there.
    return {u"Assay"_s, replaces, u"assay"_s, title, text.toHtmlEscaped(), QStringList(), QVariantMap{{u"desktop-entry"_s, u"assay"_s}}, kAsLongAsUsual};
}

} // namespace

void notifyDesktop(QWidget &window, const QString &title, const QString &text)
{
    QApplication::alert(&window);
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    static QHash<QString, uint> shown; // of the GUI thread
    QDBusMessage call = QDBusMessage::createMethodCall(u"org.freedesktop.Notifications"_s, u"/org/freedesktop/Notifications"_s, u"org.freedesktop.Notifications"_s, u"Notify"_s);
    call.setArguments(argumentsOf(title, text, shown.value(title)));
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), &window);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, &window, [watcher, title] {
        const QDBusPendingReply<uint> reply = *watcher;
        if (reply.isValid())
            shown.insert(title, reply.value());
        watcher->deleteLater();
    });
}

} // namespace assay::ui
