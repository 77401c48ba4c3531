// SPDX-License-Identifier: GPL-3.0-or-later
// The wheel over a form that scrolls.
#include "ui/widgets/wheelguard.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QTest>
#include <QtTest/qtestwheel.h>

using namespace assay::ui;
using namespace Qt::StringLiterals;

class TestWheelGuard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFormScrollsAndItsBoxesStay()
    {
        Form form;
        for (QWidget *box : {static_cast<QWidget *>(form.combo), static_cast<QWidget *>(form.spin)}) {
            form.area.verticalScrollBar()->setValue(0);
            turnOver(box);
            QVERIFY(form.area.verticalScrollBar()->value() > 0);
        }
        QCOMPARE(form.combo->currentIndex(), 0);
        QCOMPARE(form.spin->value(), 5);
        QVERIFY(!form.combo->hasFocus() && !form.spin->hasFocus());
    }

    void aBoxWithTheKeyboardTakesTheWheel()
    {
        Form form;
        form.spin->setFocus();
        QTRY_VERIFY(form.spin->hasFocus());
        turnOver(form.spin);
        QCOMPARE(form.spin->value(), 4);
        QCOMPARE(form.area.verticalScrollBar()->value(), 0);
    }

    void aPartThatComesLaterIsWatchedToo()
    {
        Form form;
        auto *part = new QWidget;
        auto *column = new QVBoxLayout(part);
        auto *late = new QComboBox(part);
        late->addItems({u"a"_s, u"b"_s});
        column->addWidget(late);
        form.column->insertWidget(0, part);
        form.guard->watch(*part);
        QTRY_VERIFY(late->isVisible() && late->height() > 0);
        turnOver(late);
        QCOMPARE(late->currentIndex(), 0);
        QVERIFY(form.area.verticalScrollBar()->value() > 0);
    }

private:
    struct Form {
        Form()
        {
            auto *body = new QWidget;
            column = new QVBoxLayout(body);
            combo = new QComboBox(body);
            combo->addItems({u"system"_s, u"user"_s});
            spin = new QSpinBox(body);
            spin->setValue(5);
            column->addWidget(combo);
            column->addWidget(spin);
            column->addSpacing(2'000);
            guard = new WheelGuard(*body);
            area.setWidget(body);
            area.setWidgetResizable(true);
            area.resize(300, 400);
            area.show();
            area.setFocus();
        }

        QScrollArea area;
        QVBoxLayout *column = nullptr;
        QComboBox *combo = nullptr;
        QSpinBox *spin = nullptr;
        WheelGuard *guard = nullptr;
    };

    /// One step down, as the window system tells it.
    static void turnOver(QWidget *box)
    {
        QVERIFY(QTest::qWaitForWindowExposed(box->window()));
        QTest::wheelEvent(box->window()->windowHandle(), box->mapTo(box->window(), box->rect().center()), {0, -120});
    }
};

QTEST_MAIN(TestWheelGuard)
#include "tst_wheelguard.moc"
