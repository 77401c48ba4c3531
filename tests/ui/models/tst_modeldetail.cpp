// SPDX-License-Identifier: GPL-3.0-or-later
// The detail of the Models page: what stands in its fields stays while the same one is shown, and its button follows them.
#include "core/base/clock.h"
#include "core/provider/servicedesk.h"
#include "ui/pages/models/modeldetail.h"
#include "ui/pages/models/modelform.h"
#include "ui/pages/models/providerform.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace assay;
using namespace assay::ui;
using namespace Qt::StringLiterals;

namespace {

ProviderEntry aProvider()
{
    ProviderEntry entry;
    entry.config = {.id = {7}, .name = u"lab"_s, .kind = u"lab"_s, .baseUrl = u"https://llm.example.com/v1"_s, .keySource = u"env:LAB_KEY"_s};
    return entry;
}

ModelEntry aModel(qint64 id, const QString &name)
{
    ModelEntry entry;
    entry.planned.provider = aProvider().config;
    entry.planned.model.id = {id};
    entry.planned.model.providerId = {7};
    entry.planned.model.name = name;
    entry.planned.model.apiName = name;
    return entry;
}

} // namespace

class TestModelDetail : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_registry.add(u"lab"_s, {});
        m_desk = std::make_unique<provider::ServiceDesk>(m_registry, std::make_unique<secrets::KeyRing>(), m_clock);
    }

    void init()
    {
        ModelServices services;
        services.desk = m_desk.get();
        services.registry = &m_registry;
        m_detail = std::make_unique<ModelDetail>(
            services, [](const run::PlannedModel &) { return nullptr; }, nullptr);
        m_detail->show();
    }

    void cleanup() { m_detail.reset(); }
    void cleanupTestCase() { m_desk.reset(); }

    void editedFieldsStayWhileTheSameModelIsShown()
    {
        showModel(1, u"alpha"_s);
        QVERIFY(!apply()->isEnabled());
        QTest::keyClicks(field(u"modelRequestsLineEdit"_s), u"60"_s);
        QVERIFY(apply()->isEnabled() && m_detail->isEdited());
        showModel(1, u"alpha"_s);
        QCOMPARE(field(u"modelRequestsLineEdit"_s)->text(), u"60"_s);
        QVERIFY(apply()->isEnabled());
        showModel(2, u"beta"_s);
        QCOMPARE(field(u"modelRequestsLineEdit"_s)->text(), QString());
        QVERIFY(!apply()->isEnabled() && !m_detail->isEdited());
    }

    void aFormThatFitsHasNothingToScroll()
    {
        showModel(1, u"alpha"_s);
        m_detail->showProvider(aProvider(), {}, std::nullopt);
        const auto *form = m_detail->findChild<ProviderForm *>();
        const auto *around = m_detail->findChild<QScrollArea *>();
        m_detail->resize(340, 900);
        QTRY_VERIFY(form->isVisible() && form->height() < around->viewport()->height());
        QCOMPARE(around->verticalScrollBar()->maximum(), 0);
        QVERIFY(!m_detail->findChild<ModelForm *>()->isVisible());
    }

    void whatIsGoneTakesItsEditsAlong()
    {
        showModel(1, u"alpha"_s);
        QTest::keyClicks(field(u"modelRequestsLineEdit"_s), u"60"_s);
        m_detail->forget();
        QVERIFY(!m_detail->isEdited());
        QVERIFY(!m_detail->shownModel());
        showModel(1, u"alpha"_s);
        QCOMPARE(field(u"modelRequestsLineEdit"_s)->text(), QString());
    }

    void whatIsSetAsideComesBackWithItsEdits()
    {
        showModel(1, u"alpha"_s);
        QTest::keyClicks(field(u"modelRequestsLineEdit"_s), u"60"_s);
        m_detail->setAside(true);
        QVERIFY(!apply()->isVisible() && !title()->isVisible());
        QCOMPARE(m_detail->shownModel(), std::optional(provider::ModelId{1}));
        m_detail->setAside(false);
        showModel(1, u"alpha"_s);
        QVERIFY(apply()->isVisible() && title()->isVisible());
        QCOMPARE(field(u"modelRequestsLineEdit"_s)->text(), u"60"_s);
    }

    void fieldsThatCannotBeUsedSayWhy()
    {
        showModel(1, u"alpha"_s);
        QVERIFY(m_detail->check());
        QTest::keyClicks(field(u"modelRequestsLineEdit"_s), u"many"_s);
        QVERIFY(!m_detail->check());
        QVERIFY(std::ranges::any_of(m_detail->findChildren<QLabel *>(), [](const QLabel *label) { return label->isVisible() && label->text().contains(u"“many”"_s); }));
    }

    void aProviderHasATestCallOnceItHasAModel()
    {
        auto *cost = m_detail->findChild<QLabel *>(u"testCostLabel"_s);
        m_detail->showProvider(aProvider(), {u"lab"_s}, std::nullopt);
        QCOMPARE(title()->text(), u"lab"_s);
        QVERIFY(!cost->isVisible());
        m_detail->showProvider(aProvider(), {u"lab"_s}, aModel(1, u"alpha"_s).planned);
        QVERIFY(cost->isVisible());
        QCOMPARE(m_detail->shownProvider(), std::optional(provider::ProviderId{7}));
        QVERIFY(!m_detail->shownModel());
    }

    void itsButtonAsksWhoeverListens()
    {
        showModel(1, u"alpha"_s);
        QTest::keyClicks(field(u"modelRequestsLineEdit"_s), u"60"_s);
        const QSignalSpy asked(m_detail.get(), &ModelDetail::applyRequested);
        apply()->click();
        QCOMPARE(asked.size(), 1);
    }

private:
    void showModel(qint64 id, const QString &name) { m_detail->showModel(aModel(id, name), {u"alpha"_s, u"beta"_s}, std::nullopt); }
    [[nodiscard]] QLineEdit *field(const QString &name) const { return m_detail->findChild<QLineEdit *>(name); }
    [[nodiscard]] QPushButton *apply() const { return m_detail->findChild<QPushButton *>(u"applyModelPushButton"_s); }
    [[nodiscard]] QLabel *title() const { return m_detail->findChild<QLabel *>(u"modelTitleLabel"_s); }

    SystemClock m_clock;
    provider::Registry m_registry;
    std::unique_ptr<provider::ServiceDesk> m_desk;
    std::unique_ptr<ModelDetail> m_detail;
};

QTEST_MAIN(TestModelDetail)
#include "tst_modeldetail.moc"
