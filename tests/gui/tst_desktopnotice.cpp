// SPDX-License-Identifier: GPL-3.0-or-later
// What the desktop's notification service hears, from a service of our own on a bus of our own.
#include "ui/shell/desktopnotice.h"

#include <QDBusConnection>
#include <QProcess>
#include <QTest>
#include <QVariantMap>
#include <QWidget>

using namespace Qt::StringLiterals;

class Service : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    struct Notice {
        QString application;
        uint replaces;
        QString title;
        QString text;
    };
    QList<Notice> heard;

public Q_SLOTS:
    // As the specification has it.
    uint Notify(const QString &application, uint replaces, const QString &, const QString &title, const QString &text, const QStringList &, const QVariantMap &, int)
    {
        heard.append({application, replaces, title, text});
        return replaces != 0 ? replaces : ++m_last;
    }

private:
    uint m_last = 40;
};

class TestDesktopNotice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_bus.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
        QVERIFY(m_bus.waitForReadyRead(30'000));
        const QByteArray address = m_bus.readLine().trimmed();
        qputenv("DBUS_SESSION_BUS_ADDRESS", address);
        QDBusConnection connection = QDBusConnection::connectToBus(QString::fromLatin1(address), u"service"_s);
        QVERIFY(connection.registerObject(u"/org/freedesktop/Notifications"_s, &m_service, QDBusConnection::ExportAllSlots));
        QVERIFY(connection.registerService(u"org.freedesktop.Notifications"_s));
    }

    void cleanupTestCase()
    {
        QDBusConnection::disconnectFromBus(u"service"_s);
        m_bus.terminate();
        m_bus.waitForFinished(30'000);
    }

    void aNoticeArrivesWithoutMarkup()
    {
        QWidget window;
        assay::ui::notifyDesktop(window, u"Budget of support"_s, u"75 % of <b>everything</b> is spent"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_service.heard.size(), 1, 60'000);
        QCOMPARE(m_service.heard.first().application, u"Assay"_s);
        QCOMPARE(m_service.heard.first().title, u"Budget of support"_s);
        QCOMPARE(m_service.heard.first().text, u"75 % of &lt;b&gt;everything&lt;/b&gt; is spent"_s);
    }

    void theNextOneOfTheSameTitleTakesItsPlace()
    {
        QWidget window;
        m_service.heard.clear();
        // The answer to a notice may still be on its way when the next is sent; then both are shown.
        QTRY_VERIFY_WITH_TIMEOUT((assay::ui::notifyDesktop(window, u"Budget of support"_s, u"100 %"_s), QTest::qWaitFor([this] { return !m_service.heard.isEmpty(); }, 20'000))
                && m_service.heard.last().replaces == 41,
            60'000);
        assay::ui::notifyDesktop(window, u"Another"_s, u"25 %"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_service.heard.last().title, u"Another"_s, 60'000);
        QCOMPARE(m_service.heard.last().replaces, 0U);
    }

private:
    QProcess m_bus;
    Service m_service;
};

QTEST_MAIN(TestDesktopNotice)
#include "tst_desktopnotice.moc"
