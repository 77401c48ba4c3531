// SPDX-License-Identifier: GPL-3.0-or-later
// The editor of one message: what it tells of changes, what it shows, and how long a key takes.
#include "tests/support/contrast.h"
#include "ui/editor/completionpopup.h"
#include "ui/editor/editorlook.h"
#include "ui/editor/templateeditor.h"

#include <QKeyEvent>
#include <QRegularExpression>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

#include <ctime>

using namespace assay;
using namespace assay::ui;
using namespace Qt::StringLiterals;

namespace {

QColor colourAt(const TemplateEditor &editor, const QString &piece)
{
    const qsizetype at = editor.text().indexOf(piece);
    const QTextBlock block = editor.document()->findBlock(static_cast<int>(at));
    for (const QTextLayout::FormatRange &range : block.layout()->formats()) {
        const qsizetype place = at - block.position();
        if (place >= range.start && place < range.start + range.length)
            return range.format.foreground().color();
    }
    return {};
}

// Of the processor by this thread: other programs on the machine do not count.
qint64 usedMicroseconds()
{
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return static_cast<qint64>(used.tv_sec) * 1'000'000 + used.tv_nsec / 1'000;
}

QString longPrompt(qsizetype size)
{
    QString text;
    for (int i = 1; text.size() < size; ++i) {
        text += u"## Rule %1\n\n- Answer **only** with one of: {{ labels | join(\", \") }}\n{%- if customer.plan == \"pro\" %}\n  Be brief with {{ customer.name }}.\n"
                "{%- endif %}\nA line of plain words that goes on for a while, as prompts do, so that it wraps on a usual window and has to be laid out.\n\n"_s.arg(i);
    }
    return text.first(size);
}

} // namespace

class TestTemplateEditor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setApplicationName(u"assay-test"_s);
        theme::apply(*qApp, Scheme::light);
    }

    void init()
    {
        QSettings().clear();
        m_look = std::make_unique<EditorLook>(nullptr);
        m_editor = std::make_unique<TemplateEditor>(*m_look, true, nullptr);
        m_editor->resize(600, 200);
        m_editor->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_editor.get()));
        m_editor->activateWindow();
        m_editor->setFocus();
    }

    void cleanup()
    {
        m_editor.reset();
        m_look.reset();
    }

    void eachKeyIsToldAsAChange()
    {
        QSignalSpy changes(m_editor.get(), &TemplateEditor::changed);
        m_editor->setText(u"say \u00a0 it"_s);
        QCOMPARE(changes.size(), 0);
        m_editor->moveCursor(QTextCursor::End);
        QTest::keyClicks(m_editor.get(), u"!"_s);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes.first().first().value<TextChange>(), (TextChange{8, {}, u"!"_s}));
        QCOMPARE(m_editor->text(), u"say \u00a0 it!"_s);
    }

    void aSelectionTypedOverIsToldAsAWhole()
    {
        m_editor->setText(u"say it"_s);
        QSignalSpy changes(m_editor.get(), &TemplateEditor::changed);
        m_editor->selectAll();
        QTest::keyClicks(m_editor.get(), u"so"_s);
        QCOMPARE(changes.size(), 2);
        QCOMPARE(changes.takeFirst().first().value<TextChange>(), (TextChange{0, u"say it"_s, u"s"_s}));
        QCOMPARE(changes.takeFirst().first().value<TextChange>(), (TextChange{1, {}, u"o"_s}));
        m_editor->select({0, 1});
        m_editor->insertPlainText(u"also"_s);
        QCOMPARE(changes.takeFirst().first().value<TextChange>(), (TextChange{0, u"s"_s, u"also"_s}));
        QCOMPARE(m_editor->text(), u"alsoo"_s);
    }

    void bracketsAreLookedUpInTheTextThatIsThere()
    {
        QTest::failOnWarning(QRegularExpression(u"QTextCursor"_s));
        QTRY_VERIFY(m_editor->hasFocus());
        const QString text = u"(a [b] {c}) {% if x %}{{ (y) }}{% endif %} <d>e</d>()"_s;
        m_editor->setText({});
        QTest::keyClicks(m_editor.get(), text);
        m_editor->findChild<CompletionPopup *>()->hide();
        QCOMPARE(m_editor->text(), text);
        QCOMPARE(shownPair(), u"()"_s);
        while (!m_editor->text().isEmpty()) {
            QTest::keyClick(m_editor.get(), Qt::Key_Backspace);
            QCOMPARE(shownPair(), pairAt(m_editor->text().size()));
        }
        m_editor->setText(text); // the cursor is at its start
        while (!m_editor->text().isEmpty()) {
            QTest::keyClick(m_editor.get(), Qt::Key_Delete);
            QCOMPARE(shownPair(), pairAt(0));
        }
        m_editor->apply({0, {}, text});
        m_editor->apply({0, text.first(text.size() - 1), {}});
        m_editor->setText(u"x"_s);
        m_editor->selectAll();
        QTest::keyClicks(m_editor.get(), u"()"_s);
        QCOMPARE(shownPair(), u"()"_s);
    }

    void aPairIsReadableInEachColourOfTheSyntax_data()
    {
        QTest::addColumn<Scheme>("scheme");
        QTest::newRow("light") << Scheme::light;
        QTest::newRow("dark") << Scheme::dark;
    }
    void aPairIsReadableInEachColourOfTheSyntax()
    {
        QFETCH(const Scheme, scheme);
        theme::apply(*qApp, scheme);
        QTRY_VERIFY(m_editor->hasFocus());
        for (const QString &text : {u"plain (1)"_s, u"{# note (1) #}"_s, u"{{ f(1) }}"_s, u"{{ \"in (1)\" }}"_s, u"`code (1)`"_s, u"# Head (1)"_s, u"{% if x %}y{% endif %}"_s}) {
            m_editor->setText(text);
            m_editor->moveCursor(QTextCursor::End);
            if (const qsizetype bracket = text.indexOf(u')'); bracket >= 0)
                m_editor->select({bracket + 1, 0});
            int pairs = 0;
            for (const QTextEdit::ExtraSelection &shown : m_editor->extraSelections()) {
                if (shown.format.background().color() != theme::pairArea())
                    continue;
                ++pairs;
                QVERIFY(shown.format.hasProperty(QTextFormat::ForegroundBrush));
                QVERIFY2(test::contrast(shown.format.foreground().color(), theme::pairArea()) >= 4.5, qPrintable(text));
            }
            QVERIFY2(pairs == 2, qPrintable(text));
        }
        theme::apply(*qApp, Scheme::light);
    }

    void aTextThatIsPutInDoesNotTellOfItsCursor()
    {
        m_editor->setText(u"one\ntwo"_s);
        m_editor->moveCursor(QTextCursor::End);
        QSignalSpy moves(m_editor.get(), &TemplateEditor::cursorMoved);
        m_editor->setText(u"three\nfour"_s);
        QCOMPARE(moves.size(), 0);
        m_editor->apply({0, {}, u"two "_s});
        QVERIFY(!moves.isEmpty());
    }

    void aChangeFromElsewhereIsNotToldAgain()
    {
        m_editor->setText(u"one two"_s);
        QSignalSpy changes(m_editor.get(), &TemplateEditor::changed);
        m_editor->apply({4, u"two"_s, u"three"_s});
        QCOMPARE(m_editor->text(), u"one three"_s);
        QCOMPARE(changes.size(), 0);
    }

    void whatIsTypedIntoAReadOnlyTextIsTold()
    {
        m_editor->setText(u"saved"_s);
        QSignalSpy refused(m_editor.get(), &TemplateEditor::editRefused);
        QTest::keyClicks(m_editor.get(), u"a"_s);
        QCOMPARE(refused.size(), 0);
        m_editor->setText(u"saved"_s);
        m_editor->setReadOnly(true);
        for (const Qt::Key key : {Qt::Key_Left, Qt::Key_End, Qt::Key_PageDown, Qt::Key_Escape, Qt::Key_Shift})
            QTest::keyClick(m_editor.get(), key);
        QTest::keyClick(m_editor.get(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(refused.size(), 0);
        QTest::keyClicks(m_editor.get(), u"a"_s);
        QTest::keyClick(m_editor.get(), Qt::Key_Backspace);
        QTest::keyClick(m_editor.get(), Qt::Key_Return);
        QTest::keyClick(m_editor.get(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(refused.size(), 4);
        QCOMPARE(m_editor->text(), u"saved"_s);
    }

    void undoIsLeftToTheWindow()
    {
        m_editor->setText(u"x"_s);
        QTest::keyClicks(m_editor.get(), u"y"_s);
        QTest::keyClick(m_editor.get(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_editor->text(), u"yx"_s);
    }

    void variablesStandOutInEverySyntax_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<BaseSyntax>("base");
        QTest::newRow("Markdown") << u"# {{ name }} here"_s << BaseSyntax::markdown;
        QTest::newRow("a JSON string") << u"{\"a\": \"for {{ name }}\"}"_s << BaseSyntax::json;
        QTest::newRow("an XML element") << u"<doc>{{ name }}</doc>"_s << BaseSyntax::xml;
        QTest::newRow("plain text") << u"for {{ name }}"_s << BaseSyntax::plain;
    }
    void variablesStandOutInEverySyntax()
    {
        QFETCH(const QString, text);
        QFETCH(const BaseSyntax, base);
        m_editor->setText(u"{{ name }}"_s);
        m_editor->setBase(BaseSyntax::plain);
        const QColor variable = colourAt(*m_editor, u"name"_s);
        QVERIFY(variable.isValid());
        m_editor->setText(text);
        m_editor->setBase(base);
        QCOMPARE(colourAt(*m_editor, u"name"_s), variable);
    }

    void theSyntaxAroundATagGoesOn()
    {
        m_editor->setText(u"{\"key\": \"a {{ name }} b\", \"other\": 1}"_s);
        m_editor->setBase(BaseSyntax::json);
        QVERIFY(colourAt(*m_editor, u"\"key"_s).isValid());
        QCOMPARE(colourAt(*m_editor, u"\"other"_s), colourAt(*m_editor, u"\"key"_s));
    }

    void aMarkIsSeenWhereTextIsNot_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Span>("mark");
        QTest::addColumn<QString>("seen");
        QTest::newRow("after a letter") << u"Sort\u200b it"_s << Span{4, 1} << u"t\u200b"_s;
        QTest::newRow("at the start of a line") << u"a\n\u200bb"_s << Span{2, 1} << u"\u200bb"_s;
        QTest::newRow("among its like") << u"a\u200b\u200b\u200b"_s << Span{2, 1} << u"a\u200b\u200b"_s;
        QTest::newRow("after a pair") << u"x\U0001F600\u200b"_s << Span{3, 1} << u"\U0001F600\u200b"_s;
        QTest::newRow("a tag of two units") << u"ab\U000E0041"_s << Span{2, 2} << u"b\U000E0041"_s;
        QTest::newRow("all alone") << u"\u200b"_s << Span{0, 1} << u"\u200b"_s;
        QTest::newRow("seen anyway") << u"ab c"_s << Span{1, 1} << u"b"_s;
    }

    void aMarkIsSeenWhereTextIsNot()
    {
        QFETCH(const QString, text);
        QFETCH(const Span, mark);
        QFETCH(const QString, seen);
        m_editor->replace({0, m_editor->text().size()}, text);
        m_editor->setMarks({{mark, Tone::error, u"cannot be seen"_s}});
        QCOMPARE(m_editor->extraSelections().last().cursor.selectedText(), seen);
        QCOMPARE(m_editor->marks().first().span, mark);
    }

    void marksHaveTheirReason()
    {
        m_editor->setText(u"say {{ word"_s);
        m_editor->setMarks({{{4, 2}, Tone::error, u"not closed"_s}});
        const auto marks = m_editor->extraSelections();
        QCOMPARE(marks.last().cursor.selectedText(), u"{{"_s);
        QCOMPARE(marks.last().format.toolTip(), u"not closed"_s);
        QTextCursor front(m_editor->document());
        front.insertText(u"Please "_s);
        QCOMPARE(m_editor->extraSelections().last().cursor.selectedText(), u"{{"_s);
    }

    void itIsAsHighAsItsText()
    {
        m_editor->setText(u"one"_s);
        const int low = m_editor->height();
        m_editor->setText(QString(u"word "_s).repeated(400));
        QVERIFY(m_editor->height() > 4 * low);
        QCOMPARE(m_editor->verticalScrollBar()->maximum(), 0);
        const int wrapped = m_editor->height();
        m_look->setWraps(false);
        QVERIFY(m_editor->height() < wrapped / 4);
    }

    void lettersGrowAndAreRemembered()
    {
        const qreal before = m_editor->font().pointSizeF();
        m_look->setZoom(3);
        QCOMPARE(m_editor->font().pointSizeF(), before + 3);
        QCOMPARE(EditorLook(nullptr).zoom(), 3);
        m_look->setZoom(1'000);
        QCOMPARE(m_look->zoom(), EditorLook::kLargest);
    }

    void aLineKeepsItsIndent()
    {
        m_editor->setText(u"  - one"_s);
        m_editor->moveCursor(QTextCursor::End);
        QTest::keyClick(m_editor.get(), Qt::Key_Return);
        QTest::keyClicks(m_editor.get(), u"- two"_s);
        QCOMPARE(m_editor->text(), u"  - one\n  - two"_s);
    }

    void whatMayBeWrittenIsOffered_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("first"); // what is offered first; empty: nothing is
        QTest::addColumn<QString>("text");  // after Tab
        QTest::newRow("a variable") << u"for {{ cus"_s << u"customer"_s << u"for {{ customer"_s;
        QTest::newRow("its members") << u"{{ customer."_s << u"name"_s << u"{{ customer.name"_s;
        QTest::newRow("an element's members") << u"{% for o in orders %}{{ o."_s << u"total"_s << u"{% for o in orders %}{{ o.total"_s;
        QTest::newRow("a filter") << u"{{ x | upp"_s << u"upper"_s << u"{{ x | upper"_s;
        QTest::newRow("a test") << u"{% if x is defi"_s << u"defined"_s << u"{% if x is defined"_s;
        QTest::newRow("a tag") << u"{% ver"_s << u"verbatim"_s << u"{% verbatim"_s;
        QTest::newRow("a snippet") << u"{% include \"to"_s << u"tone"_s << u"{% include \"tone"_s;
        QTest::newRow("nothing in text") << u"cus"_s << QString() << QString();
        QTest::newRow("nothing in a string") << u"{{ \"cus"_s << QString() << QString();
    }
    void whatMayBeWrittenIsOffered()
    {
        QFETCH(const QString, typed);
        QFETCH(const QString, first);
        QFETCH(const QString, text);
        m_editor->setWords(std::make_shared<const CompletionWords>(CompletionWords{
            .variables = *parseJson(std::string_view(R"({"customer": {"name": "Ada"}, "ticket": "t", "orders": [{"total": 3}]})")), .snippets = {u"tone"_s}}));
        m_editor->setText({});
        QTest::keyClicks(m_editor.get(), typed);
        auto *popup = m_editor->findChild<CompletionPopup *>();
        QCOMPARE(popup->isVisible(), !first.isEmpty());
        if (first.isEmpty())
            return;
        QCOMPARE(popup->currentItem()->text(), first);
        QTest::keyClick(m_editor.get(), Qt::Key_Tab);
        QVERIFY(!popup->isVisible());
        QCOMPARE(m_editor->text(), text);
    }

    void escapeClosesTheOffer()
    {
        m_editor->setText({});
        QTest::keyClicks(m_editor.get(), u"{{ x | up"_s);
        auto *popup = m_editor->findChild<CompletionPopup *>();
        QVERIFY(popup->isVisible());
        QTest::keyClick(m_editor.get(), Qt::Key_Escape);
        QVERIFY(!popup->isVisible());
        QCOMPARE(m_editor->text(), u"{{ x | up"_s);
    }

    // Printed, not asserted: a machine under load is no fault. The mark is 10 ms a key in 20 kB.
    void aKeyTakesLittleTime_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<BaseSyntax>("base");
        QTest::addColumn<QString>("typed"); // one key after the other, again and again; \b is Backspace
        const QString words = u"The quick {{ fox | upper }} jumps. "_s;
        const QString json = u"[\n"_s + QString(u"{\"a\": \"{{ x }}\", \"b\": [1, 2, 3]},\n"_s).repeated(600) + u"{}]"_s;
        const QString xml = QString(u"<doc id=\"{{ x }}\">Some words and <b>more</b></doc>\n"_s).repeated(400);
        QTest::newRow("words in Markdown") << longPrompt(20'000) << BaseSyntax::markdown << words;
        QTest::newRow("a fence in Markdown") << longPrompt(20'000) << BaseSyntax::markdown << u"```\b\b\b"_s;
        QTest::newRow("line ends in Markdown") << longPrompt(20'000) << BaseSyntax::markdown << u"\r\b"_s;
        QTest::newRow("words in plain text") << longPrompt(20'000) << BaseSyntax::plain << words;
        QTest::newRow("words in one long line") << QString(u"word {{ x }} "_s).repeated(1'600) << BaseSyntax::markdown << words;
        QTest::newRow("words in JSON") << json << BaseSyntax::json << words;
        QTest::newRow("a quote in JSON") << json << BaseSyntax::json << u"\"\b"_s;
        QTest::newRow("words in XML") << xml << BaseSyntax::xml << words;
        QTest::newRow("a comment in XML") << xml << BaseSyntax::xml << u"<!--\b\b\b\b"_s;
    }
    void aKeyTakesLittleTime()
    {
        QFETCH(const QString, text);
        QFETCH(const BaseSyntax, base);
        QFETCH(const QString, typed);
        QScrollArea around; // as on the page: only a part of it is in sight
        around.setWidgetResizable(true);
        around.resize(700, 700);
        m_editor->setBase(base);
        m_editor->setText(text);
        around.setWidget(m_editor.release());
        auto *editor = static_cast<TemplateEditor *>(around.widget());
        around.show();
        QVERIFY(QTest::qWaitForWindowExposed(&around));
        editor->setFocus();
        QTextCursor cursor(editor->document());
        cursor.setPosition(static_cast<int>(text.indexOf(u'\n', text.size() / 10) + 1));
        editor->setTextCursor(cursor);
        around.ensureVisible(0, editor->cursorRect().bottom());
        QCoreApplication::processEvents();
        const QSignalSpy changes(editor, &TemplateEditor::changed);
        QList<qint64> times;
        for (int i = 0; i < 105; ++i) {
            const QChar key = typed.at(i % typed.size());
            const int code = key == u'\b' ? Qt::Key_Backspace : key == u'\r' ? Qt::Key_Return : 0;
            const qint64 before = usedMicroseconds();
            QKeyEvent press(QEvent::KeyPress, code, Qt::NoModifier, key);
            QCoreApplication::sendEvent(editor, &press);
            QCoreApplication::processEvents(); // painted, too
            times.append(usedMicroseconds() - before);
        }
        QCOMPARE(changes.size(), times.size());
        std::ranges::sort(times);
        m_editor.reset();
        qInfo("%s: a key takes %.2f ms, 95 %% of them %.2f ms, at most %.2f ms", QTest::currentDataTag(), static_cast<double>(times.at(52)) / 1'000, static_cast<double>(times.at(99)) / 1'000,
            static_cast<double>(times.last()) / 1'000);
    }

private:
    /// What is shown as belonging together at the cursor.
    [[nodiscard]] QString shownPair() const
    {
        QString pair;
        for (const QTextEdit::ExtraSelection &shown : m_editor->extraSelections()) {
            if (shown.format.background().color() == theme::pairArea())
                pair += shown.cursor.selectedText();
        }
        return pair;
    }

    [[nodiscard]] QString pairAt(qsizetype position) const
    {
        QString pair;
        for (const Span &span : matchingAt(m_editor->text(), position))
            pair += m_editor->text().sliced(span.start, span.length);
        return pair;
    }

    std::unique_ptr<EditorLook> m_look;
    std::unique_ptr<TemplateEditor> m_editor;
};

QTEST_MAIN(TestTemplateEditor)
#include "tst_templateeditor.moc"
