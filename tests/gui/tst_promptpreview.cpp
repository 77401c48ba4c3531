// SPDX-License-Identifier: GPL-3.0-or-later
// What stands beside the editors: the prompt as it is sent, where each piece of it is from, and how many tokens it is.
#include "tests/gui/promptsdesk.h"
#include "core/store/modelrepository.h"
#include "ui/pages/prompts/previewpanel.h"
#include "ui/widgets/codeview.h"

using namespace assay;
using namespace assay::ui;
using namespace Qt::StringLiterals;

class TestPromptPreview : public test::PromptsDesk {
    Q_OBJECT

private Q_SLOTS:
    void thePreviewFollowsItemAndModel()
    {
        openSample();
        beginDraft();
        auto *tokens = child<QLabel>(u"previewTokensLabel"_s);
        QTRY_VERIFY_WITH_TIMEOUT(tokens->text().contains(u"tokens"_s), kPatience);
        auto *item = child<QComboBox>(u"previewItemComboBox"_s);
        QTRY_VERIFY_WITH_TIMEOUT(item->count() > 10, kPatience);
        QTest::keyClick(m_window.get(), Qt::Key_PageDown, Qt::AltModifier);
        QCOMPARE(item->currentIndex(), 1);
        QTRY_VERIFY(child<QTableWidget>(u"previewPartsTableWidget"_s)->rowCount() >= 3);
        QTRY_VERIFY(child<QWidget>(u"message1Frame"_s)->findChild<QLabel *>(u"messageTokensLabel"_s)->text().contains(u"tokens"_s));
        auto *tabs = child<QTabWidget>(u"promptDetailTabWidget"_s);
        tabs->setCurrentIndex(1);
        auto *costs = child<QTableWidget>(u"costsTableWidget"_s);
        QTRY_COMPARE_WITH_TIMEOUT(costs->rowCount(), 3, kPatience);
        QVERIFY(costs->item(0, 3)->text().contains(u"$"_s));
        test::shootPage(*m_window, u"prompts-costs"_s);
    }

    void whatCannotBeCostedIsToldAtTheTop()
    {
        openSample();
        beginDraft();
        setText(1, u"{{ nobody_gave_it }}"_s);
        child<QTabWidget>(u"promptDetailTabWidget"_s)->setCurrentIndex(1);
        auto *title = child<QLabel>(u"costsLabel"_s);
        QTRY_VERIFY_WITH_TIMEOUT(title->text().contains(u"nobody_gave_it"_s), kPatience);
        QTRY_VERIFY(!child<QTableWidget>(u"costsTableWidget"_s)->isVisible());
        QTRY_VERIFY2(title->y() < 20, qPrintable(QString::number(title->y())));
        child<QTabWidget>(u"promptDetailTabWidget"_s)->setCurrentIndex(0);
    }

    void whatIsFromAVariableIsMarkedAsSuch()
    {
        openSample();
        beginDraft();
        for (int i = messageCount(); i > 1; --i)
            setText(i, u"."_s);
        setText(1, u"{{ field }}"_s);
        QTRY_VERIFY_WITH_TIMEOUT(sentMessage() != nullptr && sentMessage()->extraSelections().size() == 1, kPatience);
        const QString field = sentMessage()->toPlainText();
        QVERIFY(field.size() > 2 && !field.contains(u'{'));
        setText(1, u"To {{ field }}:\n{% for word in ['a', 'b'] %}{{ field | upper }} {% endfor %}end"_s);
        const QString sent = u"To "_s + field + u":\n"_s + field.toUpper() + u" "_s + field.toUpper() + u" end"_s;
        QTRY_COMPARE_WITH_TIMEOUT(sentText(), sent, kPatience);
        QStringList marked;
        QList<int> starts;
        for (const QTextEdit::ExtraSelection &mark : sentMessage()->extraSelections()) {
            QCOMPARE(mark.format.background().color(), theme::background(Tone::accent));
            QCOMPARE(mark.format.underlineStyle(), QTextCharFormat::DotLine);
            QCOMPARE(mark.format.toolTip(), u"field"_s);
            marked.append(mark.cursor.selectedText());
            starts.append(mark.cursor.selectionStart());
        }
        QCOMPARE(marked, (QStringList{field, field.toUpper(), field.toUpper()}));
        const int second = static_cast<int>(field.size()) + 5;
        QCOMPARE(starts, (QList<int>{3, second, second + static_cast<int>(field.size()) + 1}));

        // What is typed by hand is as plain as before, and the marks move with it.
        setText(1, u"Please, to {{ field }}"_s);
        QTRY_COMPARE_WITH_TIMEOUT(sentText(), u"Please, to "_s + field, kPatience);
        QCOMPARE(sentMessage()->extraSelections().size(), 1);
        QCOMPARE(sentMessage()->extraSelections().first().cursor.selectionStart(), 11);
    }

    void aCountIsMarkedWhereTheEncodingIsNotPublic_data()
    {
        QTest::addColumn<QString>("apiName");
        QTest::addColumn<bool>("isExact");
        QTest::newRow("public") << u"gpt-4o"_s << true;
        QTest::newRow("not public") << u"claude-sonnet-4-5"_s << false;
    }
    void aCountIsMarkedWhereTheEncodingIsNotPublic()
    {
        QFETCH(const QString, apiName);
        QFETCH(const bool, isExact);
        openOwnSample();
        beginDraft();
        setText(1, u"Say {{ field }}"_s);
        addModel(apiName);
        auto *models = child<QComboBox>(u"previewModelComboBox"_s);
        QTRY_VERIFY_WITH_TIMEOUT(models->findText(u"added"_s) >= 0, kPatience);
        models->setCurrentIndex(models->findText(u"added"_s));
        auto *said = child<QLabel>(u"previewTokensLabel"_s);
        QTRY_VERIFY_WITH_TIMEOUT(said->text().contains(u" for added"_s), kPatience);
        QVERIFY2(said->text().startsWith(u"\u2248 "_s) != isExact, qPrintable(said->text()));
        QCOMPARE(said->toolTip().contains(u"the model's own encoding"_s), isExact);
        auto *parts = child<QTableWidget>(u"previewPartsTableWidget"_s);
        QTRY_VERIFY_WITH_TIMEOUT(parts->rowCount() >= 2, kPatience);
        for (int row = 0; row < parts->rowCount(); ++row)
            QVERIFY2(parts->item(row, 1)->text().startsWith(u"\u2248 "_s) != isExact, qPrintable(parts->item(row, 0)->text()));
    }

private:
    /// The first of the messages as they are sent; null when none is.
    [[nodiscard]] CodeView *sentMessage() const
    {
        for (CodeView *view : m_window->page(PageId::prompts)->detail()->findChild<PreviewPanel *>()->findChildren<CodeView *>()) {
            if (view->isVisible())
                return view;
        }
        return nullptr;
    }

    [[nodiscard]] QString sentText() const
    {
        const CodeView *view = sentMessage();
        return view != nullptr ? view->toPlainText() : QString();
    }

    void addModel(const QString &apiName)
    {
        m_window->document()->write(
            m_window.get(),
            [apiName](store::Database &database) {
                store::ModelRepository models(database);
                provider::ProviderConfig provider;
                provider.name = u"there"_s;
                provider.kind = u"openai"_s;
                return models.saveProvider(provider).and_then([&](const provider::ProviderConfig &saved) {
                    provider::ModelConfig model;
                    model.providerId = saved.id;
                    model.name = u"added"_s;
                    model.apiName = apiName;
                    return models.saveModel(model);
                });
            },
            [](const Result<provider::ModelConfig> &saved) { QVERIFY(saved); });
    }
};

QTEST_MAIN(TestPromptPreview)
#include "tst_promptpreview.moc"
