// SPDX-License-Identifier: GPL-3.0-or-later
// What is grey says why.
#include "ui/widgets/offer.h"

#include <QAction>
#include <QPushButton>
#include <QTest>

using namespace assay::ui;
using namespace Qt::StringLiterals;

class TestOffer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsGreySaysWhy()
    {
        QPushButton button;
        button.setToolTip(u"Ctrl+S"_s);
        offer(button, {});
        QVERIFY(button.isEnabled());
        QCOMPARE(button.toolTip(), u"Ctrl+S"_s);
        for (const QString &against : {u"Nothing is written."_s, u"\"a\" <b> is written."_s}) {
            offer(button, against);
            QVERIFY(!button.isEnabled());
            QVERIFY2(button.toolTip().contains(against.toHtmlEscaped()), qPrintable(button.toolTip()));
            QCOMPARE(button.accessibleDescription(), against);
        }
        offer(button, {});
        QVERIFY(button.isEnabled());
        QCOMPARE(button.toolTip(), u"Ctrl+S"_s);
        QCOMPARE(button.accessibleDescription(), QString());
        button.setToolTip(u"Ctrl+W"_s); // said anew while it can be pressed
        offer(button, u"Nothing is written."_s);
        offer(button, {});
        QCOMPARE(button.toolTip(), u"Ctrl+W"_s);
    }

    void anActionDoesToo()
    {
        QAction action(u"&Undo"_s);
        offer(action, u"Nothing has been changed."_s);
        QVERIFY(!action.isEnabled());
        QCOMPARE(action.toolTip(), u"Nothing has been changed."_s);
        offer(action, {});
        QVERIFY(action.isEnabled());
        QCOMPARE(action.toolTip(), u"Undo"_s);
    }
};

QTEST_MAIN(TestOffer)
#include "tst_offer.moc"
