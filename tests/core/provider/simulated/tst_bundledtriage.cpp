// SPDX-License-Identifier: GPL-3.0-or-later
// What the simulated tiers make of the bundled set support-triage: the report that the demo's story stands on.
#include "tests/core/provider/simulated/bundledset.h"

#include <QTest>

using namespace assay;
using namespace Qt::StringLiterals;

namespace {

bool isRight(const evalset::Item &item, const QString &answer)
{
    const auto json = parseJson(QStringView(answer));
    if (!json || !json->is_object())
        return false;
    for (const char *member : {"category", "urgency"}) {
        if (!json->contains(member) || json->at(member) != item.reference.at(member))
            return false;
    }
    constexpr qsizetype kLongestSummary = 120;
    if (!json->contains("summary") || !json->at("summary").is_string())
        return false;
    const QString summary = toQString(json->at("summary"));
    return !summary.isEmpty() && summary.size() <= kLongestSummary;
}

const test::SimulatedRuns &runs()
{
    static const test::SimulatedRuns all(u"support-triage"_s, isRight);
    return all;
}

const QString kMultiIssue = u"multi-issue"_s;

} // namespace

class BundledTriageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(runs().problem().isEmpty(), qPrintable(runs().problem()));
        QCOMPARE(runs().versions(), 3);
        for (const QString &tier : test::tiers()) {
            for (qsizetype version = 0; version < runs().versions(); ++version) {
                const auto half = [](int rest) { return [rest](const evalset::Item &item) { return item.key.mid(2).toInt() % 2 == rest; }; };
                qDebug().noquote() << u"support-triage, %1: triage-%2 %3 %, multi-issue %4 %, elsewhere %5 %, odd keys %6 %, even keys %7 %"_s.arg(tier, -6)
                                          .arg(version + 1)
                                          .arg(runs().passRate(tier, version), 5, 'f', 1)
                                          .arg(runs().passRate(tier, version, runs().tagged(kMultiIssue)), 5, 'f', 1)
                                          .arg(runs().passRate(tier, version, runs().tagged(kMultiIssue, false)), 5, 'f', 1)
                                          .arg(runs().passRate(tier, version, half(1)), 5, 'f', 1)
                                          .arg(runs().passRate(tier, version, half(0)), 5, 'f', 1);
            }
        }
    }

    void betterPromptScoresBetter()
    {
        for (const QString &tier : test::tiers())
            QVERIFY(runs().passRate(tier, 1) > runs().passRate(tier, 0) + 8);
    }

    void largerTierScoresBetterAndNoneGetsEverything()
    {
        for (qsizetype version = 0; version < runs().versions(); ++version) {
            double last = 10;
            for (const QString &tier : test::tiers()) {
                const double rate = runs().passRate(tier, version);
                QVERIFY2(rate > last, qPrintable(u"%1, triage-%2: %3 %"_s.arg(tier).arg(version + 1).arg(rate)));
                QVERIFY(rate < 97);
                last = rate;
            }
        }
    }

    void thirdVersionIsWorseOnSeveralIssuesAlone()
    {
        for (const QString &tier : test::tiers()) {
            const double lost = runs().passRate(tier, 1, runs().tagged(kMultiIssue)) - runs().passRate(tier, 2, runs().tagged(kMultiIssue));
            const double lostElsewhere = runs().passRate(tier, 1, runs().tagged(kMultiIssue, false)) - runs().passRate(tier, 2, runs().tagged(kMultiIssue, false));
            QVERIFY2(lost >= 5, qPrintable(u"%1: %2"_s.arg(tier).arg(lost)));
            QVERIFY2(std::abs(lostElsewhere) <= 2.5, qPrintable(u"%1: %2"_s.arg(tier).arg(lostElsewhere)));
        }
    }

    void sameSeedAnswersTheSameInAnyOrder()
    {
        QStringList forward;
        QStringList backward;
        const QList<evalset::Item> items = runs().items().first(20);
        for (const evalset::Item &item : items)
            forward.append(runs().answer(u"medium"_s, 0, item));
        for (auto item = items.rbegin(); item != items.rend(); ++item)
            backward.prepend(runs().answer(u"medium"_s, 0, *item));
        QCOMPARE(forward, backward);
    }

    // The interface takes messages alone; what of the reference could be in them is the item's own text.
    void referenceIsNotInTheRequest()
    {
        for (const evalset::Item &item : runs().items().first(20)) {
            const provider::ChatRequest request = runs().request(1, item);
            QCOMPARE(request.messages.constLast().text.contains(QString::fromUtf8(toJson(item.reference))), false);
            evalset::Item other = item;
            other.reference = Json::null();
            QVERIFY(runs().request(1, other) == request);
        }
    }
};

QTEST_GUILESS_MAIN(BundledTriageTest)
#include "tst_bundledtriage.moc"
