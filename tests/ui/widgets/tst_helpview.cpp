// SPDX-License-Identifier: GPL-3.0-or-later
// A page of help: its examples are code, and what is around them is not.
#include "ui/theme/theme.h"
#include "ui/widgets/helpview.h"

#include <QScrollBar>
#include <QTest>
#include <QTextBlock>

using namespace assay::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kPage = u"# A rule\n\nWhy `{{ x }}` is there.\n\n```yaml\nprompt: triage\n\n  messages: []\n```\n\n- a point\n";

QTextBlock blockOf(const HelpView &help, const QString &text)
{
    for (QTextBlock block = help.document()->begin(); block.isValid(); block = block.next()) {
        if (block.text().contains(text))
            return block;
    }
    return {};
}

/// Those of the letters of that text.
QStringList familiesOf(const HelpView &help, const QString &text)
{
    const QTextBlock block = blockOf(help, text);
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + static_cast<int>(block.text().indexOf(text)) + 1);
    return cursor.charFormat().fontFamilies().toStringList();
}

} // namespace

class TestHelpView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        theme::apply(*qApp, Scheme::light);
        m_help = std::make_unique<HelpView>(nullptr);
        m_help->showPage(QString::fromUtf16(kPage));
    }

    void anExampleIsSetLikeCode()
    {
        for (const QString &text : {u"prompt: triage"_s, u"messages: []"_s}) {
            QCOMPARE(familiesOf(*m_help, text), theme::codeFont().families());
            QVERIFY(!blockOf(*m_help, text).blockFormat().nonBreakableLines());
        }
    }

    void aWordOfCodeInASentenceIsToo()
    {
        QCOMPARE(familiesOf(*m_help, u"{{ x }}"_s), theme::codeFont().families());
        QVERIFY(familiesOf(*m_help, u"is there"_s) != theme::codeFont().families());
        QVERIFY(familiesOf(*m_help, u"a point"_s) != theme::codeFont().families());
        QVERIFY(familiesOf(*m_help, u"A rule"_s) != theme::codeFont().families());
    }

    void anExampleStandsOnItsGroundInEveryScheme()
    {
        for (const Scheme scheme : {Scheme::dark, Scheme::light}) {
            theme::apply(*qApp, scheme);
            QCOMPARE(blockOf(*m_help, u"prompt: triage"_s).blockFormat().background().color(), theme::background(Tone::neutral));
            QCOMPARE(blockOf(*m_help, u"is there"_s).blockFormat().background().style(), Qt::NoBrush);
        }
    }

    void theSamePageStaysWhereItIs()
    {
        m_help->showPage(QString(u"A line.\n\n"_s).repeated(200));
        m_help->resize(300, 200);
        m_help->show();
        m_help->verticalScrollBar()->setValue(500);
        m_help->showPage(QString(u"A line.\n\n"_s).repeated(200));
        QCOMPARE(m_help->verticalScrollBar()->value(), 500);
        m_help->showPage(QString(u"Another.\n\n"_s).repeated(200));
        QCOMPARE(m_help->verticalScrollBar()->value(), 0);
    }

private:
    std::unique_ptr<HelpView> m_help;
};

QTEST_MAIN(TestHelpView)
#include "tst_helpview.moc"
