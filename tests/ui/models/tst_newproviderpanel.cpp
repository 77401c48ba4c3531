// SPDX-License-Identifier: GPL-3.0-or-later
// The panel for a new provider: whoever gives it up takes nothing along.
#include "core/provider/registry.h"
#include "ui/pages/models/newproviderpanel.h"
#include "ui/pages/models/providerform.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace assay;
using namespace assay::ui;
using namespace Qt::StringLiterals;

class TestNewProviderPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_registry = {};
        m_registry.add(u"lab"_s, {}, {}, {.title = u"Lab gateway"_s, .note = {}, .baseUrl = u"https://llm.example.com/v1"_s, .keyVariable = u"LAB_KEY"_s});
        m_panel = std::make_unique<NewProviderPanel>(m_registry, nullptr);
        m_panel->begin({u"Lab gateway"_s});
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    }

    void aNameThatIsTakenIsNotSuggested() { QCOMPARE(field(u"providerNameLineEdit"_s)->text(), u"Lab gateway 2"_s); }

    void whoListensIsAskedToAddAndReadsTheForm()
    {
        const QSignalSpy asked(m_panel.get(), &NewProviderPanel::addRequested);
        m_panel->findChild<QPushButton *>(u"saveProviderPushButton"_s)->click();
        QCOMPARE(asked.size(), 1);
        const auto config = m_panel->form().read();
        QVERIFY(config.has_value());
        QCOMPARE(config->kind, u"lab"_s);
        QCOMPARE(config->keySource, u"env:LAB_KEY"_s);
    }

    void aTypedKeyDoesNotStayWhenItIsGivenUp_data()
    {
        QTest::addColumn<bool>("byEscape");
        QTest::newRow("by its button") << false;
        QTest::newRow("by Escape, from a field") << true;
    }

    void aTypedKeyDoesNotStayWhenItIsGivenUp()
    {
        QFETCH(const bool, byEscape);
        auto *scheme = m_panel->findChild<QComboBox *>(u"keyScheme1ComboBox"_s);
        scheme->setCurrentIndex(scheme->findData(u"memory"_s));
        Q_EMIT scheme->activated(scheme->currentIndex());
        field(u"key1LineEdit"_s)->setFocus();
        QTest::keyClicks(field(u"key1LineEdit"_s), u"sk-canary-0000"_s);
        QVERIFY(m_panel->form().hasTypedKey());
        const QSignalSpy cancelled(m_panel.get(), &NewProviderPanel::cancelled);
        if (byEscape)
            QTest::keyClick(field(u"key1LineEdit"_s), Qt::Key_Escape);
        else
            m_panel->findChild<QPushButton *>(u"leaveProviderPushButton"_s)->click();
        QCOMPARE(cancelled.size(), 1);
        QVERIFY(!m_panel->form().hasTypedKey());
        QVERIFY(!m_panel->form().isEdited());
    }

private:
    [[nodiscard]] QLineEdit *field(const QString &name) const { return m_panel->findChild<QLineEdit *>(name); }

    provider::Registry m_registry;
    std::unique_ptr<NewProviderPanel> m_panel;
};

QTEST_MAIN(TestNewProviderPanel)
#include "tst_newproviderpanel.moc"
