// SPDX-License-Identifier: GPL-3.0-or-later
// How severe rules are, as the findings panel tells it and asks for it.
#include "ui/format/plurals.h"
#include "ui/pages/prompts/severitybar.h"

#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace assay;
using namespace assay::ui;
using namespace Qt::StringLiterals;

namespace {

QStringList printed(const QMenu &menu)
{
    QStringList lines;
    for (const QAction *action : menu.actions()) {
        if (!action->isSeparator())
            lines.append(action->text() + (action->isChecked() ? u" *"_s : QString()));
    }
    return lines;
}

} // namespace

class TestSeverityBar : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QCoreApplication::installTranslator(&m_plurals); }

    void init()
    {
        m_bar = std::make_unique<SeverityBar>(nullptr);
        m_bar->show();
        m_asked = std::make_unique<QSignalSpy>(m_bar.get(), &SeverityBar::severitiesRequested);
    }

    void theMenuTellsWhatTheRuleIs_data()
    {
        QTest::addColumn<QString>("kept");
        QTest::addColumn<QString>("chosen");
        QTest::addColumn<QString>("button");
        QTest::newRow("as shipped") << QString() << u"as shipped: warning *"_s << u"Severity: warning"_s;
        QTest::newRow("more severe") << u"error"_s << u"error *"_s << u"Severity: error"_s;
        QTest::newRow("off") << u"off"_s << u"off *"_s << u"Severity: off"_s;
        QTest::newRow("set to what is shipped") << u"warning"_s << u"warning *"_s << u"Severity: warning"_s;
        QTest::newRow("a word of another release") << u"grave"_s << u"as shipped: warning *"_s << u"Severity: warning"_s;
    }
    void theMenuTellsWhatTheRuleIs()
    {
        QFETCH(const QString, kept);
        QFETCH(const QString, chosen);
        QFETCH(const QString, button);
        m_bar->setSeverities(kept.isEmpty() ? RuleSeverities() : RuleSeverities{{u"vague-verb"_s, kept}});
        m_bar->setRule(u"vague-verb"_s);
        QStringList choices{u"vague-verb in this workspace"_s, u"as shipped: warning"_s, u"error"_s, u"warning"_s, u"info"_s, u"off"_s};
        choices[choices.indexOf(chosen.chopped(2))] = chosen;
        QCOMPARE(printed(m_bar->ruleMenu()), choices);
        QCOMPARE(part<QPushButton>(u"severityPushButton"_s)->text(), button);
    }

    void withoutAFindingThereIsNothingToChoose()
    {
        m_bar->setRule(u"vague-verb"_s);
        m_bar->setRule({});
        QVERIFY(!part<QPushButton>(u"severityPushButton"_s)->isEnabled());
        QVERIFY(m_bar->ruleMenu().isEmpty());
        QVERIFY(part<QPushButton>(u"rulesPushButton"_s)->isEnabled()); // those that are off have no finding
    }

    void aChangeIsToldOnceItIsThereAndTakenBack()
    {
        m_bar->setSeverities({{u"vague-verb"_s, u"error"_s}});
        m_bar->setRule(u"vague-verb"_s);
        auto *told = part<QLabel>(u"severityToldLabel"_s);
        auto *undo = part<QPushButton>(u"severityUndoPushButton"_s);
        QVERIFY(!told->isVisible()); // nobody changed anything here
        m_bar->ruleMenu().actions().last()->trigger();
        QCOMPARE(asked(), (RuleSeverities{{u"vague-verb"_s, u"off"_s}}));
        QVERIFY(!told->isVisible());
        m_bar->setSeverities({{u"vague-verb"_s, u"off"_s}});
        QVERIFY(told->isVisible() && undo->isVisible());
        QCOMPARE(told->text(), u"vague-verb in this workspace: off (as shipped: warning)."_s);
        undo->click();
        QCOMPARE(asked(), (RuleSeverities{{u"vague-verb"_s, u"error"_s}}));
        m_bar->setSeverities({{u"vague-verb"_s, u"error"_s}});
        QCOMPARE(told->text(), u"vague-verb in this workspace: error (as shipped: warning)."_s);
        undo->click(); // and forth again
        QCOMPARE(asked(), (RuleSeverities{{u"vague-verb"_s, u"off"_s}}));
    }

    void rulesThatAreSetOtherwiseStandFirst()
    {
        auto *button = part<QPushButton>(u"rulesPushButton"_s);
        auto *menu = part<QMenu>(u"rulesMenu"_s);
        QCOMPARE(button->text(), u"Rules"_s);
        QVERIFY(!menu->actions().first()->isEnabled());
        QCOMPARE(printed(*menu).size(), 1 + prompt::lintRules().size());
        m_bar->setSeverities({{u"vague-verb"_s, u"error"_s}});
        QCOMPARE(button->text(), u"Rules, 1 set here"_s);
        m_bar->setSeverities({{u"vague-verb"_s, u"error"_s}, {u"secret"_s, u"off"_s}});
        QCOMPARE(button->text(), u"Rules, 1 off"_s);
        QCOMPARE(printed(*menu).first(3), (QStringList{u"All as shipped"_s, u"vague-verb: error (as shipped: warning)"_s, u"secret: off (as shipped: error)"_s}));
        QCOMPARE(printed(*menu).size(), 1 + prompt::lintRules().size());
        QCOMPARE(printed(*part<QMenu>(u"secretMenu"_s)), (QStringList{u"as shipped: error"_s, u"error"_s, u"warning"_s, u"info"_s, u"off *"_s}));
        part<QMenu>(u"secretMenu"_s)->actions().first()->trigger();
        QCOMPARE(asked(), (RuleSeverities{{u"secret"_s, {}}}));
    }

    void allGoBackAtOnce()
    {
        m_bar->setSeverities({{u"vague-verb"_s, u"error"_s}, {u"secret"_s, u"off"_s}});
        part<QMenu>(u"rulesMenu"_s)->actions().first()->trigger();
        QCOMPARE(asked(), (RuleSeverities{{u"vague-verb"_s, {}}, {u"secret"_s, {}}}));
        m_bar->setSeverities({});
        QCOMPARE(part<QLabel>(u"severityToldLabel"_s)->text(), u"2 rules changed for this workspace."_s);
        part<QPushButton>(u"severityUndoPushButton"_s)->click();
        QCOMPARE(asked(), (RuleSeverities{{u"vague-verb"_s, u"error"_s}, {u"secret"_s, u"off"_s}}));
    }

private:
    template<typename T> T *part(const QString &name) const { return m_bar->findChild<T *>(name); }
    RuleSeverities asked() { return m_asked->isEmpty() ? RuleSeverities() : m_asked->takeLast().first().value<RuleSeverities>(); }

    std::unique_ptr<SeverityBar> m_bar;
    std::unique_ptr<QSignalSpy> m_asked;
    format::EnglishPlurals m_plurals;
};

QTEST_MAIN(TestSeverityBar)
#include "tst_severitybar.moc"
