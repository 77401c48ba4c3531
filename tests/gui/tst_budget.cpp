// SPDX-License-Identifier: GPL-3.0-or-later
// The month's cap in the window: the dialog that sets it, the meter on the Run page, and the word when a mark is passed.
// With ASSAY_SCREENSHOT_DIR set, pictures are saved there.
#include "app/window.h"
#include "core/workspace/monthbook.h"
#include "tests/support/windowtest.h"
#include "ui/shell/budgetdialog.h"
#include "ui/widgets/banner.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace assay;
using namespace assay::ui;
using namespace Qt::StringLiterals;

namespace {

Money usd(qint64 micro)
{
    return Money::fromMicroUsd(micro);
}

} // namespace

class TestBudgetWindow : public QObject, protected test::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        beginTests();
    }

    void init()
    {
        m_place = std::make_unique<QTemporaryDir>();
        m_settings = settings::Settings(m_place->filePath(u"settings.json"_s));
        QVERIFY(m_settings.setText(settings::of(settings::Key::desktopNotifications), u"off"_s)); // this is no news for whoever runs the tests
        m_book = std::make_unique<workspace::MonthBook>(m_clock, m_place->filePath(u"data"_s), m_settings);
    }

    void theDialogSetsAndTakesAwayTheCap()
    {
        {
            BudgetDialog dialog(*m_book, nullptr);
            dialog.setAttribute(Qt::WA_DeleteOnClose, false);
            QVERIFY(!child<QCheckBox>(dialog, u"cappedCheckBox"_s)->isChecked());
            QVERIFY(!child<QDoubleSpinBox>(dialog, u"capDoubleSpinBox"_s)->isEnabled());
            dialog.show();
            QTRY_VERIFY(child<QLabel>(dialog, u"monthLabel"_s)->text().endsWith(u": $0 spent"_s));
            shoot(dialog, u"budget-dialog"_s);
            child<QCheckBox>(dialog, u"cappedCheckBox"_s)->click();
            child<QDoubleSpinBox>(dialog, u"capDoubleSpinBox"_s)->setValue(12.5);
            dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save)->click();
            QVERIFY(!dialog.isVisible());
        }
        QCOMPARE(m_settings.monthCap().value(), std::optional(usd(12'500'000)));
        BudgetDialog dialog(*m_book, nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QCOMPARE(child<QDoubleSpinBox>(dialog, u"capDoubleSpinBox"_s)->value(), 12.5);
        child<QCheckBox>(dialog, u"cappedCheckBox"_s)->click();
        dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save)->click();
        QCOMPARE(m_settings.monthCap().value(), std::nullopt);
    }

    void aFinerCapThanIsShownIsKept()
    {
        QVERIFY(m_settings.setMonthCap(usd(5)));
        BudgetDialog dialog(*m_book, nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save)->click();
        QCOMPARE(m_settings.monthCap().value(), std::optional(usd(5)));
    }

    void settingsThatCannotBeReadAreTold()
    {
        QFile file(m_settings.path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{");
        file.close();
        BudgetDialog dialog(*m_book, nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        QVERIFY(child<QLabel>(dialog, u"problemLabel"_s)->isVisible());
        dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save)->click();
        QVERIFY(dialog.isVisible());
    }

    void theRunPageShowsTheMonthWhileACapIsSet()
    {
        MainWindow window(parts());
        window.resize(1280, 800);
        window.show();
        window.createSample(m_place->filePath(u"sample.assay"_s));
        QTRY_VERIFY_WITH_TIMEOUT(window.currentPlace().page == PageId::compare, kPatience); // where the sample's end leads
        window.goTo({.page = PageId::run, .name = {}, .number = {}, .run = window.document()->currentRun(), .cell = {}, .item = {}});
        auto *meter = window.findChild<QWidget *>(u"monthMeterWidget"_s);
        QVERIFY(meter && !meter->isVisible());
        QVERIFY(m_settings.setMonthCap(usd(50'000'000)));
        window.document()->refreshMonth();
        QTRY_VERIFY_WITH_TIMEOUT(meter->isVisible(), kPatience);
        QCOMPARE(window.findChild<QLabel *>(u"monthMeterLabel"_s)->text(), u"This month, all runs: $0 of $50.00"_s); // simulated money does not count
        shoot(window, u"budget-run-page"_s);
    }

    void aMarkOfTheBudgetIsToldInTheWindow()
    {
        MainWindow window(parts());
        window.resize(1280, 800);
        window.show();
        window.createSample(m_place->filePath(u"marks.assay"_s));
        QTRY_VERIFY_WITH_TIMEOUT(window.currentPlace().page == PageId::compare, kPatience); // where the sample's end leads
        auto batch = std::make_shared<run::LiveBatch>(*window.document()->lastBatch());
        batch->events = {{.at = {}, .kind = u"budget"_s, .text = u"75 % of the month's cap of $50 is spent"_s}};
        Q_EMIT window.document()->liveBatch(batch);
        const QList<QLabel *> labels = window.findChildren<QLabel *>(u"bannerLabel"_s);
        QVERIFY(std::ranges::any_of(labels, [](const QLabel *label) { return label->isVisible() && label->text().contains(u"75 % of the month"_s); }));
    }

    void theBudgetIsReachedFromTheMenu()
    {
        MainWindow window(parts());
        window.show();
        QAction *found = nullptr;
        for (QAction *action : window.findChildren<QAction *>()) {
            if (action->text() == u"&Budget…")
                found = action;
        }
        QVERIFY(found && found->isVisible() && found->isEnabled());
        found->trigger();
        QTRY_VERIFY(window.findChild<BudgetDialog *>() != nullptr);
        window.findChild<BudgetDialog *>()->reject();
    }

private:
    [[nodiscard]] WindowParts parts()
    {
        WindowParts made = app::windowParts(m_composition);
        made.month = m_book.get();
        made.fillSample = [](store::Database &database) { return app::fillSample(database, {.isFast = true}); };
        return made;
    }

    static void shoot(QWidget &window, const QString &name)
    {
        const QString folder = qEnvironmentVariable("ASSAY_SCREENSHOT_DIR");
        if (!folder.isEmpty())
            window.grab().save(QDir(folder).filePath(name + u".png"_s));
    }

    SystemClock m_clock;
    app::Composition m_composition;
    std::unique_ptr<QTemporaryDir> m_place;
    settings::Settings m_settings;
    std::unique_ptr<workspace::MonthBook> m_book;
};

QTEST_MAIN(TestBudgetWindow)
#include "tst_budget.moc"
