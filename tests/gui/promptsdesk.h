// SPDX-License-Identifier: GPL-3.0-or-later
// What tests of the Prompts page share: one window over a sample, and its parts by their names. A base of a test class.
#pragma once

#include "app/window.h"
#include "tests/support/pageshots.h"
#include "tests/support/windowtest.h"
#include "ui/editor/templateeditor.h"
#include "ui/pages/prompts/openprompt.h"

#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>

namespace assay::test {

using namespace ui;
using namespace Qt::StringLiterals;

class PromptsDesk : public QObject, protected WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        beginTests();
        qputenv("ASSAY_AUTHOR", "Ada Writer");
        auto sample = workspace::Workspace::create(samplePath());
        QVERIFY(sample);
        const auto plan = (*sample)->write([](store::Database &database) { return app::fillSample(database, {.set = u"locale-formats"_s, .isFast = true, .seed = 7}); }).result();
        QVERIFY(plan);
        m_plan = *plan;
    }

    void init()
    {
        QSettings().clear();
        if (!m_window)
            openWindow();
    }

    // One window serves all functions: to make one takes longer than most of what is done in it.
    void cleanup()
    {
        if (QTest::currentTestFailed())
            m_window.reset();
        m_isClean = m_isClean && m_window;
    }

    void cleanupTestCase() { m_window.reset(); }

protected:
    template<typename Widget> Widget *child(const QString &name) const
    {
        Page *page = m_window->page(PageId::prompts);
        for (QWidget *root : {static_cast<QWidget *>(page), page->detail()}) {
            if (root->objectName() == name)
                return qobject_cast<Widget *>(root);
            if (auto *found = root->findChild<Widget *>(name))
                return found;
        }
        qFatal("no %s", qPrintable(name));
    }

    [[nodiscard]] TemplateEditor *editor(int number) const { return m_window->page(PageId::prompts)->findChild<TemplateEditor *>(u"message%1PlainTextEdit"_s.arg(number)); }

    /// Of the list of messages.
    [[nodiscard]] QScrollBar *messagesScrollBar() const
    {
        QWidget *around = child<QWidget>(u"message1Frame"_s);
        while (qobject_cast<QScrollArea *>(around) == nullptr)
            around = around->parentWidget();
        return qobject_cast<QScrollArea *>(around)->verticalScrollBar();
    }

    [[nodiscard]] int messageCount() const
    {
        int count = 0;
        while (editor(count + 1) != nullptr)
            ++count;
        return count;
    }

    void typeAtEnd(int message, const QString &text)
    {
        editor(message)->setFocus();
        editor(message)->moveCursor(QTextCursor::End);
        for (const QString &line : text.split(u'\n')) {
            if (line != text.split(u'\n').first())
                QTest::keyClick(editor(message), Qt::Key_Return);
            QTest::keyClicks(editor(message), line);
        }
    }

    void setText(int message, const QString &text) { editor(message)->replace({0, editor(message)->text().size()}, text); }
    void undo() { trigger(u"Undo"_s); }

    void trigger(const QString &text) { WindowTest::trigger(m_window->page(PageId::prompts), text); }

    void save(const QString &note)
    {
        QTRY_VERIFY(child<QPushButton>(u"saveVersionPushButton"_s)->isEnabled());
        QTest::keyClicks(child<QLineEdit>(u"noteLineEdit"_s), note);
        QTest::keyClick(child<QLineEdit>(u"noteLineEdit"_s), Qt::Key_Return);
    }

    void moveLabel(const QString &label)
    {
        trigger(u"Move a label to this version"_s);
        auto *field = child<QComboBox>(u"labelComboBox"_s)->lineEdit();
        field->clear();
        QTest::keyClicks(field, label);
        child<QPushButton>(u"moveLabelPushButton"_s)->click();
    }

    /// What is on the disk right now, as a program that was killed leaves it behind.
    [[nodiscard]] QString killedCopy()
    {
        const QString copy = m_folder.filePath(u"killed-%1.assay"_s.arg(++m_copies));
        for (const QString &part : {QString(), u"-wal"_s})
            QFile::copy(m_window->document()->path() + part, copy + part);
        return copy;
    }

    /// Of the workspace in a file that nobody else has open.
    [[nodiscard]] static std::optional<store::Draft> draftIn(const QString &path)
    {
        const auto opened = workspace::Workspace::open(path);
        if (!opened)
            return std::nullopt;
        return (*opened)->read([](store::Database &database) { return store::PromptRepository(database).draft(u"locale"_s); }).result().value_or(std::nullopt);
    }

    /// Begins anew with the workspace in that file.
    void openKilled(const QString &path)
    {
        m_window.reset();
        m_isClean = false;
        openWindow();
        m_window->openWorkspace(path);
        m_window->goTo(placeOf(PageId::prompts));
        QTRY_VERIFY_WITH_TIMEOUT(editor(1) != nullptr, kPatience);
    }

    [[nodiscard]] QString samplePath() const { return m_folder.filePath(u"sample.assay"_s); }

    void openWindow()
    {
        m_window = std::make_unique<MainWindow>(app::windowParts(m_composition));
        m_window->resize(1280, 800);
        m_window->show();
    }

    /// For a function that leaves no more behind than a draft: the sample, without one.
    void openSample()
    {
        if (!std::exchange(m_isClean, true)) {
            openOwnSample();
            m_isClean = true;
            return;
        }
        QVERIFY(m_window->page(PageId::prompts)->mayLeave()); // what was typed is written, so that it can be dropped
        bool isDropped = false;
        m_window->document()->write(
            m_window.get(), [](store::Database &database) { return store::PromptRepository(database).saveDraft(u"locale"_s, std::nullopt); },
            [&isDropped](const Result<void> &done) { isDropped = done.has_value(); });
        QTRY_VERIFY_WITH_TIMEOUT(isDropped, kPatience);
        child<QTabWidget>(u"promptSideTabWidget"_s)->setCurrentIndex(0);
        child<QTabWidget>(u"promptDetailTabWidget"_s)->setCurrentIndex(0);
        child<QPushButton>(u"diffPushButton"_s)->setChecked(false);
        QSignalSpy loaded(m_window->page(PageId::prompts)->findChild<OpenPrompt *>(), &OpenPrompt::loaded);
        m_window->goTo({.page = PageId::prompts, .name = u"locale"_s, .number = 2, .run = {}, .cell = {}, .item = {}});
        QTRY_VERIFY_WITH_TIMEOUT(!loaded.isEmpty(), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(child<QListWidget>(u"versionsListWidget"_s)->count(), 2, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(editor(1) != nullptr && editor(1)->isReadOnly(), kPatience);
    }

    /// For a function that saves something: nobody else sees it.
    void openOwnSample()
    {
        m_isClean = false;
        const QString path = m_folder.filePath(u"sample-%1.assay"_s.arg(++m_samples));
        QVERIFY(QFile::copy(samplePath(), path));
        m_window->openWorkspace(path);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->document() && m_window->document()->path() == path, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->document()->lists().models.size(), 3, kPatience);
        m_window->goTo(placeOf(PageId::prompts));
        QTRY_VERIFY_WITH_TIMEOUT(editor(1) != nullptr, kPatience);
    }

    void beginDraft()
    {
        trigger(u"Branch: edit from this version"_s);
        QTRY_VERIFY(editor(1) != nullptr && !editor(1)->isReadOnly());
        QTRY_VERIFY_WITH_TIMEOUT(child<QComboBox>(u"previewItemComboBox"_s)->count() > 0, kPatience);
    }

    app::Composition m_composition;
    std::unique_ptr<MainWindow> m_window;
    QString m_kept; ///< of the draft, by the workspace
    run::RunPlan m_plan; ///< of the sample
    bool m_isClean = false; ///< what is open is the sample, but for a draft
    int m_samples = 0;
    int m_copies = 0;
};

} // namespace assay::test
