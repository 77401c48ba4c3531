// SPDX-License-Identifier: GPL-3.0-or-later
// The linter beside the editors: its findings, their places and fixes, and how severe its rules are in the workspace.
#include "tests/gui/promptsdesk.h"

#include "core/store/optionrepository.h"

#include <QMenu>

using namespace assay;
using namespace assay::ui;
using namespace Qt::StringLiterals;

class TestPromptLint : public test::PromptsDesk {
    Q_OBJECT

private Q_SLOTS:
    void theLinterLeadsToPlacesAndMendsThem()
    {
        openSample();
        beginDraft();
        setText(1, u"Sort\u200b the ticket."_s);
        auto *findings = child<QListWidget>(u"findingsListWidget"_s);
        QTRY_VERIFY_WITH_TIMEOUT(rowOf(u"invisible-character"_s) >= 0, kPatience);
        trigger(u"Findings of the linter"_s);
        findings->setCurrentRow(rowOf(u"invisible-character"_s));
        Q_EMIT findings->itemClicked(findings->currentItem());
        QTRY_COMPARE(editor(1)->selection(), (Span{4, 1}));
        QVERIFY(!child<QWidget>(u"ruleTextBrowser"_s)->isHidden());
        test::shootPage(*m_window, u"prompts-lint"_s);
        auto *fix = child<QPushButton>(u"fixPushButton"_s);
        QVERIFY(fix->isEnabled());
        fix->click();
        QCOMPARE(editor(1)->text(), u"Sort the ticket."_s);
        QTRY_COMPARE_WITH_TIMEOUT(rowOf(u"invisible-character"_s), -1, kPatience);
        undo();
        QCOMPARE(editor(1)->text(), u"Sort\u200b the ticket."_s);
    }

    void whatAVersionHasIsMendedInADraftOfIt()
    {
        openOwnSample();
        beginDraft();
        setText(1, u"Sort\u200b the ticket."_s);
        save(u"with a slip"_s);
        QTRY_VERIFY_WITH_TIMEOUT(editor(1)->isReadOnly(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(rowOf(u"invisible-character"_s) >= 0, kPatience);
        auto *fix = child<QPushButton>(u"fixPushButton"_s);
        const auto choose = [this] { child<QListWidget>(u"findingsListWidget"_s)->setCurrentRow(rowOf(u"invisible-character"_s)); };
        choose();
        QTRY_COMPARE_WITH_TIMEOUT(fix->text(), u"Edit from here to fix"_s, kPatience);
        fix->click();
        QTRY_VERIFY(!editor(1)->isReadOnly());
        QTRY_VERIFY_WITH_TIMEOUT(fix->text() != u"Edit from here to fix"_s, kPatience);
        choose();
        fix->click();
        QCOMPARE(editor(1)->text(), u"Sort the ticket."_s);
    }

    void theLinterFollowsTheWorkspaceAndItsModels()
    {
        openOwnSample();
        beginDraft();
        setText(1, u"Sort\u200b the ticket."_s);
        QTRY_VERIFY_WITH_TIMEOUT(isFound(u"invisible-character"_s), kPatience);
        setSeverity(u"off"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!isFound(u"invisible-character"_s), kPatience);
        setSeverity({});
        QTRY_VERIFY_WITH_TIMEOUT(isFound(u"invisible-character"_s), kPatience);
        QVERIFY(!isFound(u"floating-model"_s));
        m_window->document()->write(
            m_window.get(),
            [](store::Database &database) {
                store::ModelRepository models(database);
                provider::ProviderConfig open;
                open.name = u"open"_s;
                open.kind = u"openai"_s;
                return models.saveProvider(open).and_then([&](const provider::ProviderConfig &saved) {
                    provider::ModelConfig model;
                    model.providerId = saved.id;
                    model.name = u"moves-on"_s;
                    model.apiName = u"gpt-4o"_s;
                    return models.saveModel(model);
                });
            },
            [](const Result<provider::ModelConfig> &saved) { QVERIFY(saved); });
        QTRY_VERIFY_WITH_TIMEOUT(isFound(u"floating-model"_s), kPatience);
    }

    void aRuleIsTurnedOffFromItsFindingAndBroughtBack()
    {
        openOwnSample();
        beginDraft();
        setText(1, u"Sort\u200b the ticket."_s);
        QTRY_VERIFY_WITH_TIMEOUT(isFound(u"invisible-character"_s), kPatience);
        trigger(u"Findings of the linter"_s);
        auto *findings = child<QListWidget>(u"findingsListWidget"_s);
        QVERIFY(findings->hasFocus() || !m_window->isActiveWindow());
        findings->setCurrentRow(rowOf(u"invisible-character"_s));
        auto *menu = child<QMenu>(u"severityMenu"_s);
        Q_EMIT findings->customContextMenuRequested(findings->visualItemRect(findings->currentItem()).center());
        QTRY_VERIFY(menu->isVisible());
        test::shootWidget(*menu, u"prompts-severity-menu"_s);
        QCOMPARE(chosen(*menu), u"as shipped: warning"_s);
        menu->close();
        const auto isMarked = [this] { return std::ranges::contains(editor(1)->marks(), Span{4, 1}, &EditorMark::span); };
        QVERIFY(isMarked());
        choose(*menu, u"off"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!isFound(u"invisible-character"_s), kPatience);
        QVERIFY(!isMarked());
        QCOMPARE(keptSeverity(), u"off"_s);
        auto *rules = child<QPushButton>(u"rulesPushButton"_s);
        QCOMPARE(rules->text(), u"Rules, 1 off"_s);
        QCOMPARE(child<QLabel>(u"severityToldLabel"_s)->text(), u"invisible-character in this workspace: off (as shipped: warning)."_s);
        test::shootPage(*m_window, u"prompts-severity"_s);

        auto *undoButton = child<QPushButton>(u"severityUndoPushButton"_s);
        QVERIFY(undoButton->isVisible());
        undoButton->click();
        QTRY_VERIFY_WITH_TIMEOUT(isFound(u"invisible-character"_s), kPatience);
        QCOMPARE(rules->text(), u"Rules"_s);
        QCOMPARE(keptSeverity(), QString());

        // From the menu of all rules, where one that is off is found again.
        choose(*child<QMenu>(u"invisible-characterMenu"_s), u"error"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isFound(u"invisible-character"_s) && findings->item(rowOf(u"invisible-character"_s))->toolTip().contains(u"error"_s), kPatience);
        choose(*child<QMenu>(u"invisible-characterMenu"_s), u"off"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!isFound(u"invisible-character"_s), kPatience);
        choose(*child<QMenu>(u"rulesMenu"_s), u"All as shipped"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isFound(u"invisible-character"_s), kPatience);
        QCOMPARE(keptSeverity(), QString());
    }

private:
    [[nodiscard]] int rowOf(const QString &rule) const
    {
        auto *findings = child<QListWidget>(u"findingsListWidget"_s);
        for (int row = 0; row < findings->count(); ++row) {
            if (findings->item(row)->data(Qt::UserRole).toString() == rule)
                return row;
        }
        return -1;
    }

    [[nodiscard]] bool isFound(const QString &rule) const { return rowOf(rule) >= 0; }

    static void choose(const QMenu &menu, const QString &text)
    {
        for (QAction *action : menu.actions()) {
            if (action->text() == text) {
                action->trigger();
                return;
            }
        }
        QFAIL(qPrintable(u"no "_s + text));
    }

    [[nodiscard]] static QString chosen(const QMenu &menu)
    {
        QStringList texts;
        for (const QAction *action : menu.actions()) {
            if (action->isChecked())
                texts.append(action->text());
        }
        return texts.join(u", "_s);
    }

    void setSeverity(const QString &severity)
    {
        m_window->document()->write(
            m_window.get(), [severity](store::Database &database) { return store::OptionRepository(database).setLintSeverity(u"invisible-character"_s, severity); },
            [](const Result<void> &done) { QVERIFY(done); });
    }

    /// By the workspace.
    [[nodiscard]] QString keptSeverity()
    {
        QString word = u"not read"_s;
        bool isRead = false;
        m_window->document()->read(
            m_window.get(), [](store::Database &database) { return store::OptionRepository(database).lintSeverities(); },
            [&](const Result<QMap<QString, QString>> &severities) {
                isRead = true;
                word = severities ? severities->value(u"invisible-character"_s) : severities.error().describe();
            });
        return QTest::qWaitFor([&] { return isRead; }, kPatience) ? word : u"not read"_s;
    }
};

QTEST_MAIN(TestPromptLint)
#include "tst_promptlint.moc"
