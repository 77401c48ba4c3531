// SPDX-License-Identifier: GPL-3.0-or-later
// Rows that wrap show all of their text.
#include "ui/theme/theme.h"
#include "ui/widgets/wrappedrows.h"

#include <QApplication>
#include <QListWidget>
#include <QStyle>
#include <QTest>

using namespace assay::ui;
using namespace Qt::StringLiterals;

class TestWrappedRows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noRowIsCutOff()
    {
        theme::apply(*qApp, Scheme::light);
        QListWidget list;
        wrapRows(list);
        QString text;
        for (const QString &word : u"message 1: JSON is demanded in words alone, so a model may still wrap it in text: set the response format to JSON, or give a schema."_s.split(u' ')) {
            text += word + u' ';
            list.addItem(text.trimmed());
        }
        list.show();
        constexpr int paddingOfARow = 4; // left and right; 3 above and below
        const int margin = list.style()->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, &list) + 1;
        for (int width = 220; width < 420; width += 7) {
            list.resize(width, 400);
            list.doItemsLayout();
            for (int row = 0; row < list.count(); ++row) {
                const QRect shown = list.visualItemRect(list.item(row));
                const QRect room(0, 0, shown.width() - 2 * paddingOfARow - 2 * margin, 10'000);
                const int needed = list.fontMetrics().boundingRect(room, Qt::TextWordWrap, list.item(row)->text()).height();
                QVERIFY2(shown.height() >= needed, qPrintable(u"%1 at %2: %3 of %4"_s.arg(list.item(row)->text()).arg(width).arg(shown.height()).arg(needed)));
            }
        }
    }
};

QTEST_MAIN(TestWrappedRows)
#include "tst_wrappedrows.moc"
