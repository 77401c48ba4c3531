// SPDX-License-Identifier: GPL-3.0-or-later
// What the desktop's notification service hears, from a service of our own on a bus of our own.
#include "ui/shell/desktopnotice.h"

#include <QDBusConnection>
#include <QProcess>
#include <QTest>
#include <QVariantMap>
#include <QWidget>

#include <algorithm>

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
        uint given;
    };
    QList<Notice> heard;

public Q_SLOTS:
    // As the specification has it.
    uint Notify(const QString &application, uint replaces, const QString &, const QString &title, const QString &text, const QStringList &, const QVariantMap &, int)
    {
        const uint given = replaces != 0 ? replaces : ++m_last;
        heard.append({application, replaces, title, text, given});
        return given;
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
        assay::ui::notifyDesktop(m_window, u"Budget of support"_s, u"75 % of <b>everything</b> is spent"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_service.heard.size(), 1, 60'000);
        QCOMPARE(m_service.heard.first().application, u"Assay"_s);
        QCOMPARE(m_service.heard.first().title, u"Budget of support"_s);
        QCOMPARE(m_service.heard.first().text, u"75 % of &lt;b&gt;everything&lt;/b&gt; is spent"_s);
    }

    void theNextOneOfTheSameTitleTakesItsPlace()
    {
        // Until the desktop has answered, nobody knows which notice is to be replaced: such ones are shown beside each other.
        QTRY_VERIFY_WITH_TIMEOUT(heardAfter(u"Budget of support"_s, u"100 %"_s).replaces != 0, 60'000);
        const uint replaced = m_service.heard.last().replaces;
        m_service.heard.removeLast();
        QVERIFY(std::ranges::any_of(m_service.heard, [replaced](const Service::Notice &notice) { return notice.given == replaced && notice.title == u"Budget of support"_s; }));
        QCOMPARE(heardAfter(u"Another"_s, u"25 %"_s).replaces, 0U);
    }

private:
    // The notice that the service hears next; one of no title if it hears none.
    Service::Notice heardAfter(const QString &title, const QString &text)
    {
        const qsizetype before = m_service.heard.size();
        assay::ui::notifyDesktop(m_window, title, text);
        return QTest::qWaitFor([&] { return m_service.heard.size() > before; }, 60'000) ? m_service.heard.last() : Service::Notice();
    }

    QProcess m_bus;
    Service m_service;
    QWidget m_window;
};

QTEST_MAIN(TestDesktopNotice)
#include "tst_desktopnotice.moc"
