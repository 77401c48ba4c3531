// SPDX-License-Identifier: GPL-3.0-or-later
// The Eval sets page over a real workspace: items changed and saved, files looked at, imported or left.
// With ASSAY_SCREENSHOT_DIR set, the preview is saved as pictures there.
#include "app/composition.h"
#include "tests/support/greyones.h"
#include "tests/support/windowtest.h"
#include "ui/pages/sets/importplan.h"
#include "ui/pages/sets/setspage.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSplitter>
#include <QTableView>
#include <QTest>

using namespace assay;
using namespace assay::ui;
using namespace Qt::StringLiterals;

namespace {

evalset::Item itemOf(const QString &key, const QString &text)
{
    evalset::Item item;
    item.key = key;
    item.variables.insert_or_assign("text", jsonString(text));
    return item;
}

QList<evalset::Item> itemsOf(const QString &words)
{
    QList<evalset::Item> items;
    for (const QString &word : words.split(u' ', Qt::SkipEmptyParts))
        items.append(itemOf(word.section(u'=', 0, 0), word.section(u'=', 1)));
    return items;
}

/// "a=1 b=2"
QString wordsOf(const QList<evalset::Item> &items)
{
    QStringList words;
    for (const evalset::Item &item : items)
        words.append(item.key + u'=' + toQString(item.variables.at("text")));
    return words.join(u' ');
}

QString statesOf(const ImportPlan &plan)
{
    QString text;
    for (const ImportState state : plan.states)
        text += state == ImportState::fresh ? u'+' : state == ImportState::changed ? u'~' : u'=';
    return text;
}

} // namespace

class TestSetsPage : public QObject, protected test::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        beginTests();
    }

    void init()
    {
        auto workspace = workspace::Workspace::create(m_folder.filePath(u"sets-%1.assay"_s.arg(++m_workspaces)));
        QVERIFY(workspace);
        m_document = std::make_unique<Document>(*std::move(workspace), [this](const QString &label) { return m_composition.modelFactory(label); }, nullptr);
        m_window = std::make_unique<QSplitter>();
        m_page = new SetsPage(*m_document, m_window.get());
        m_window->addWidget(m_page);
        m_window->addWidget(m_page->detail());
        m_page->addActions(m_page->pageActions());
        m_window->resize(1280, 700);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void cleanup()
    {
        m_window.reset();
        m_document.reset();
    }

    void aPlanTellsWhatAFileBrings_data()
    {
        QTest::addColumn<QString>("current");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("states");
        QTest::addColumn<QString>("missing");
        QTest::addColumn<QString>("merged");
        QTest::addColumn<QString>("mergedWithRemoval");
        QTest::newRow("an empty set takes everything") << u""_s << u"a=1 b=2"_s << u"++"_s << u""_s << u"a=1 b=2"_s << u"a=1 b=2"_s;
        QTest::newRow("the same file again changes nothing") << u"a=1 b=2"_s << u"a=1 b=2"_s << u"=="_s << u""_s << u"a=1 b=2"_s << u"a=1 b=2"_s;
        QTest::newRow("a changed item keeps its place") << u"a=1 b=2 c=3"_s << u"c=3 b=9"_s << u"=~"_s << u"a"_s << u"a=1 b=9 c=3"_s << u"b=9 c=3"_s;
        QTest::newRow("new items come last") << u"b=2"_s << u"a=1 b=2 c=3"_s << u"+=+"_s << u""_s << u"b=2 a=1 c=3"_s << u"b=2 a=1 c=3"_s;
        QTest::newRow("the same content under another key is a duplicate") << u"a=1 b=2"_s << u"1=1 2=7"_s << u"=+"_s << u"b"_s << u"a=1 b=2 2=7"_s << u"a=1 2=7"_s;
    }

    void aPlanTellsWhatAFileBrings()
    {
        QFETCH(QString, current);
        QFETCH(QString, file);
        evalset::EvalSet set;
        set.name = u"s"_s;
        set.items = itemsOf(current);
        ImportRequest request{.plan = planImport(u"f.jsonl"_s, itemsOf(file), set.items), .current = set, .newName = {}, .removesMissing = false, .judgesByReference = false};
        QTEST(statesOf(request.plan), "states");
        QTEST(request.plan.missing.join(u' '), "missing");
        QTEST(wordsOf(importedSet(request).items), "merged");
        request.removesMissing = true;
        QTEST(wordsOf(importedSet(request).items), "mergedWithRemoval");
        request.newName = u"t"_s;
        QCOMPARE(wordsOf(importedSet(request).items), file);
    }

    void aTakenNameGetsANumber()
    {
        QCOMPARE(freeSetName(u"t"_s, {}), u"t"_s);
        QCOMPARE(freeSetName(u" t  x "_s, {u"t x"_s, u"t x-2"_s}), u"t x-3"_s);
    }

    void aFileIsShownBeforeAnythingIsWritten()
    {
        saveSet(u"people"_s, u"p-1=1 p-2=2 p-3=3"_s);
        QByteArray csv("key,text\np-1,1\np-2,two\n");
        for (int number = 4; number <= 26; ++number)
            csv += "p-" + QByteArray::number(number) + "," + QByteArray::number(number) + "\n";
        preview(u"people.csv"_s, csv);
        QVERIFY(child<QLabel>(u"importTitleLabel"_s)->text().contains(u"people.csv"_s));
        QVERIFY(child<QLabel>(u"importSummaryLabel"_s)->text().startsWith(u"25 items"_s));
        QVERIFY(child<QPushButton>(u"importIntoPushButton"_s)->isChecked());
        QCOMPARE(child<QLabel>(u"importCountsLabel"_s)->text(), u"23 new · 1 changed · 1 duplicate, left out"_s);
        QVERIFY(child<QLabel>(u"importCaptionLabel"_s)->text().contains(u"first 20 of 25"_s));
        auto *table = child<QTableView>(u"importItemsTableView"_s);
        QCOMPARE(table->model()->rowCount(), 20);
        QCOMPARE(table->model()->index(0, 1).data().toString(), u"= duplicate"_s);
        QCOMPARE(table->model()->index(1, 1).data().toString(), u"~ changed"_s);
        QCOMPARE(table->model()->index(2, 1).data().toString(), u"+ new"_s);
        QCOMPARE(stored(u"people"_s).revision, 1);
        shoot(u"import-ready"_s);
    }

    void escLeavesEverythingAsItWas()
    {
        saveSet(u"people"_s, u"p-1=1"_s);
        preview(u"more.jsonl"_s, R"({"key":"p-2","vars":{"text":"2"}})");
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Escape);
        QVERIFY(!isPreviewing());
        QVERIFY(child<QTableView>(u"itemsTableView"_s)->isVisible());
        QCOMPARE(wordsOf(stored(u"people"_s).items), u"p-1=1"_s);
        QCOMPARE(m_document->lists().sets.size(), 1);
        for (QAction *action : m_page->pageActions())
            QVERIFY(action->isEnabled());
    }

    void enterMakesARevisionThatCanBeUndone()
    {
        saveSet(u"people"_s, u"p-1=1 p-2=2"_s);
        preview(u"more.jsonl"_s, R"({"key":"p-2","vars":{"text":"two"}}
{"key":"p-3","vars":{"text":"3"}})");
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!isPreviewing(), kPatience);
        QCOMPARE(stored(u"people"_s).revision, 2);
        QCOMPARE(wordsOf(stored(u"people"_s).items), u"p-1=1 p-2=two p-3=3"_s);
        QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(u"setStateLabel"_s)->text().startsWith(u"r2 · 3 items"_s), kPatience);
        auto *save = child<QPushButton>(u"saveRevisionPushButton"_s);
        QVERIFY(!save->isEnabled());

        QTest::keyClick(child<QTableView>(u"itemsTableView"_s), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(save->isEnabled());
        QTest::keyClick(child<QTableView>(u"itemsTableView"_s), Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(stored(u"people"_s).revision, 3, kPatience);
        QCOMPARE(wordsOf(stored(u"people"_s).items), u"p-1=1 p-2=2"_s);
    }

    void itemsThatAreNotInTheFileGoOnlyWhenAsked()
    {
        saveSet(u"people"_s, u"p-1=1 p-2=2"_s);
        preview(u"people.csv"_s, "key,text\np-2,2\n");
        auto *confirm = child<QPushButton>(u"importConfirmPushButton"_s);
        QVERIFY(!confirm->isEnabled());
        auto *remove = child<QPushButton>(u"importRemovePushButton"_s);
        QVERIFY(remove->isVisible());
        QTest::keyClick(remove, Qt::Key_Space);
        QVERIFY(confirm->isEnabled());
        QTest::keyClick(remove, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!isPreviewing(), kPatience);
        QCOMPARE(wordsOf(stored(u"people"_s).items), u"p-2=2"_s);
    }

    void aNewSetGetsANameThatIsFree()
    {
        saveSet(u"people"_s, u"p-1=1"_s);
        saveSet(u"orders"_s, u"o-1=1"_s);
        preview(u"orders.csv"_s, "key,text\no-7,7\n");
        QVERIFY(child<QPushButton>(u"importNewPushButton"_s)->isChecked());
        auto *name = child<QLineEdit>(u"importNameLineEdit"_s);
        QCOMPARE(name->text(), u"orders-2"_s);
        name->setFocus();
        name->selectAll();
        QTest::keyClicks(name, u"orders"_s);
        QVERIFY(child<QLabel>(u"importNameProblemLabel"_s)->isVisible());
        QTest::keyClick(name, Qt::Key_Return);
        QVERIFY(isPreviewing());
        QTest::keyClicks(name, u" of May"_s);
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!isPreviewing(), kPatience);
        QCOMPARE(wordsOf(stored(u"orders of May"_s).items), u"o-7=7"_s);
        QCOMPARE(stored(u"orders"_s).revision, 1);
        QTRY_COMPARE_WITH_TIMEOUT(m_document->lists().sets.size(), 3, kPatience);
    }

    void theFirstSetComesFromADroppedFile()
    {
        const QString path = write(u"first.csv"_s, "text,reference\nhello,hi\nbye,ciao\n");
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_page, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_page, &drop);
        QTRY_VERIFY_WITH_TIMEOUT(child<QPushButton>(u"importConfirmPushButton"_s)->isEnabled(), kPatience);
        QVERIFY(!child<QPushButton>(u"importIntoPushButton"_s)->isVisible());
        QCOMPARE(m_document->lists().sets.size(), 0);
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!isPreviewing(), kPatience);
        QCOMPARE(stored(u"first"_s).items.size(), 2);
    }

    void aRefusedFileTellsItsLinesAndChangesNothing_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        QTest::newRow("two bad lines of JSON") << u"bad.jsonl"_s << QByteArray("{\"key\":\"a\"}\n{\n{\"key\":\"b\"}\n{\"keys\":1}\n") << u"line 2: .*\nline 4: .*keys.*"_s;
        QTest::newRow("a key twice") << u"twice.jsonl"_s << QByteArray("{\"key\":\"a\"}\n{\"key\":\"a\"}\n") << u"line 2: the key \"a\" stands in line 1 already"_s;
        QTest::newRow("a row too short") << u"short.csv"_s << QByteArray("key,text\na,1\nb\n") << u"line 3: 1 fields .*"_s;
        QTest::newRow("a quote that never closes") << u"quote.csv"_s << QByteArray("key,text\na,\"1\n") << u"line 2: .*"_s;
        QTest::newRow("nothing in it") << u"empty.jsonl"_s << QByteArray() << u"line 1: there is no item in the file"_s;
    }

    void aRefusedFileTellsItsLinesAndChangesNothing()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        saveSet(u"people"_s, u"p-1=1"_s);
        const QString path = write(name, bytes);
        m_page->importFile(path);
        auto *problems = child<QPlainTextEdit>(u"importProblemsPlainTextEdit"_s);
        QTRY_VERIFY_WITH_TIMEOUT(problems->isVisible(), kPatience);
        const QRegularExpression pattern(QRegularExpression::anchoredPattern(says), QRegularExpression::DotMatchesEverythingOption);
        QVERIFY2(pattern.match(problems->toPlainText()).hasMatch(), qPrintable(problems->toPlainText()));
        QVERIFY(!child<QTableView>(u"importItemsTableView"_s)->isVisible());
        shoot(u"import-refused"_s);

        write(name, name.endsWith(u".csv"_s) ? "key,text\nz,26\n" : "{\"key\":\"z\",\"vars\":{\"text\":\"26\"}}\n");
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(child<QTableView>(u"importItemsTableView"_s)->isVisible(), kPatience);
        QVERIFY(!problems->isVisible());
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Escape);
        QCOMPARE(wordsOf(stored(u"people"_s).items), u"p-1=1"_s);
        QCOMPARE(stored(u"people"_s).revision, 1);
    }

    void aFileThatIsGoneIsRefused()
    {
        m_page->importFile(m_folder.filePath(u"none.csv"_s));
        QTRY_VERIFY_WITH_TIMEOUT(child<QPlainTextEdit>(u"importProblemsPlainTextEdit"_s)->toPlainText().contains(u"cannot be read"_s), kPatience);
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Escape);
        QVERIFY(!isPreviewing());
    }

    void unsavedChangesAreSavedOrUndoneFirst()
    {
        saveSet(u"people"_s, u"p-1=1"_s);
        auto *table = child<QTableView>(u"itemsTableView"_s);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Insert);
        QCOMPARE(table->model()->rowCount(), 2);
        m_page->importFile(write(u"more.csv"_s, "key,text\nx,1\n"));
        QVERIFY(!isPreviewing());
        QVERIFY(child<QLabel>(u"bannerLabel"_s)->text().contains(u"not saved"_s));
        QCOMPARE(table->model()->rowCount(), 2);
    }

    void referencesJudgeANewSet_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("isOffered");
        QTest::addColumn<bool>("isUsual"); // chosen already
        QTest::newRow("each item has one") << QByteArray("key,text,reference\na,1,x\nb,2,y\n") << true << true;
        QTest::newRow("one item has none") << QByteArray("key,text,reference\na,1,x\nb,2,\n") << false << false;
        QTest::newRow("there are none") << QByteArray("key,text\na,1\n") << false << false;
    }
    void referencesJudgeANewSet()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const bool, isOffered);
        QFETCH(const bool, isUsual);
        preview(u"judged.csv"_s, bytes);
        auto *judge = child<QPushButton>(u"importJudgePushButton"_s);
        QCOMPARE(judge->isVisible(), isOffered);
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!isPreviewing(), kPatience);
        const QList<evalset::Assertion> assertions = stored(u"judged"_s).defaultAssertions;
        QCOMPARE(assertions.size(), isUsual ? 1 : 0);
        if (isUsual) {
            QCOMPARE(assertions.first().type, u"equals"_s);
            QCOMPARE(toQString(assertions.first().value), u"{{ reference }}"_s);
        }
    }

    void anAssertionOfItsOwnNeedsNoOther()
    {
        preview(u"own.jsonl"_s, R"({"key":"a","reference":"x","assertions":[{"type":"contains","value":"x"}]})");
        auto *judge = child<QPushButton>(u"importJudgePushButton"_s);
        QVERIFY(judge->isVisible() && !judge->isChecked());
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!isPreviewing(), kPatience);
        QVERIFY(stored(u"own"_s).defaultAssertions.isEmpty());
    }

    void whatIsGreySaysWhy_data()
    {
        QTest::addColumn<QByteArray>("file"); // empty: none is looked at
        QTest::addColumn<QString>("name"); // of a new set
        QTest::addColumn<QString>("why"); // the import is grey
        QTest::newRow("a set as it was saved") << QByteArray() << QString() << QString();
        QTest::newRow("a file with nothing new") << QByteArray("key,text\np-1,1\np-2,2\n") << QString() << u"“people” has all of it already."_s;
        QTest::newRow("a file that lacks an item") << QByteArray("key,text\np-2,2\n") << QString() << u"“people” has all of it already. What the file lacks can be removed."_s;
        QTest::newRow("a new set has the name of another") << QByteArray("key,text\np-2,2\n") << u"orders"_s << u"“orders” is taken: choose another name."_s;
        QTest::newRow("a new set has no name") << QByteArray("key,text\np-2,2\n") << u" "_s << u"Give the set a name."_s;
    }
    void whatIsGreySaysWhy()
    {
        QFETCH(const QByteArray, file);
        QFETCH(const QString, name);
        QFETCH(const QString, why);
        saveSet(u"people"_s, u"p-1=1 p-2=2"_s); // the first is shown
        saveSet(u"orders"_s, u"o-1=1"_s);
        if (!file.isEmpty())
            preview(u"people.csv"_s, file);
        if (!name.isEmpty()) {
            child<QLineEdit>(u"importNameLineEdit"_s)->selectAll();
            QTest::keyClicks(child<QLineEdit>(u"importNameLineEdit"_s), name);
        }
        const auto grey = test::greyOnes({m_page, m_page->detail()});
        QVERIFY(!grey.isEmpty());
        QCOMPARE(test::silent(grey), QString());
        QCOMPARE(test::silent(m_page->pageActions()), QString());
        QCOMPARE(child<QPushButton>(u"importConfirmPushButton"_s)->accessibleDescription(), why);
    }

    void theEditorKeepsToTheChosenItem()
    {
        saveSet(u"people"_s, u"p-1=1 p-2=2 p-3=3"_s);
        auto *table = child<QTableView>(u"itemsTableView"_s);
        auto *key = m_page->detail()->findChild<QLineEdit *>(u"itemKeyLineEdit"_s);
        QVERIFY(key);
        table->setFocus();
        for (int left = 2; left > 0; --left) {
            QTest::keyClick(table, Qt::Key_Delete);
            QCOMPARE(table->model()->rowCount(), left);
            QCOMPARE(key->text(), table->currentIndex().siblingAtColumn(0).data().toString());
        }
        QTest::keyClick(table, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(table->model()->rowCount(), 2);
        QCOMPARE(key->text(), table->currentIndex().siblingAtColumn(0).data().toString());
    }

private:
    template<typename Widget> Widget *child(const QString &name) { return WindowTest::child<Widget>(m_page, name); }

    bool isPreviewing() { return child<QWidget>(u"importPreviewWidget"_s)->isVisible(); }

    QString write(const QString &name, const QByteArray &bytes)
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(path));
        return path;
    }

    /// Shows the file's items, wherever the choice then stands.
    void preview(const QString &name, const QByteArray &bytes)
    {
        m_page->importFile(write(name, bytes));
        QVERIFY(isPreviewing());
        QTRY_VERIFY_WITH_TIMEOUT(child<QTableView>(u"importItemsTableView"_s)->isVisible(), kPatience);
    }

    void saveSet(const QString &name, const QString &words)
    {
        evalset::EvalSet set;
        set.name = name;
        set.items = itemsOf(words);
        bool isSaved = false;
        m_document->write(
            this, [set](store::Database &database) { return store::EvalSetRepository(database).save(set, SystemClock().utcNow()); },
            [&isSaved](const Result<evalset::EvalSet> &saved) { isSaved = saved.has_value(); });
        QTRY_VERIFY_WITH_TIMEOUT(isSaved, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(u"setStateLabel"_s)->text().startsWith(u"r1 "_s), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(std::ranges::any_of(m_document->lists().sets, [&](const store::EvalSetSummary &summary) { return summary.name == name; }), kPatience);
    }

    evalset::EvalSet stored(const QString &name)
    {
        std::optional<Result<evalset::EvalSet>> loaded;
        m_document->read(
            this, [name](store::Database &database) { return store::EvalSetRepository(database).load(name); }, [&loaded](const Result<evalset::EvalSet> &set) { loaded = set; });
        if (!QTest::qWaitFor([&loaded] { return loaded.has_value(); }, kPatience) || !*loaded)
            return {};
        return **loaded;
    }

    void shoot(const QString &name)
    {
        const QString folder = qEnvironmentVariable("ASSAY_SCREENSHOT_DIR");
        if (folder.isEmpty())
            return;
        for (const auto &[scheme, suffix] : {std::pair(Scheme::dark, u"dark"_s), {Scheme::light, u"light"_s}}) {
            theme::apply(*qApp, scheme);
            m_window->grab().save(folder + u"/"_s + name + u"-"_s + suffix + u".png"_s);
        }
    }

    app::Composition m_composition;
    std::unique_ptr<Document> m_document;
    std::unique_ptr<QSplitter> m_window;
    SetsPage *m_page = nullptr;
    int m_workspaces = 0;
};

QTEST_MAIN(TestSetsPage)
#include "tst_setspage.moc"
