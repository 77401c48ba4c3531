// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/plumbing.h"

#include <QTest>

#include <cmath>

using namespace assay;
using namespace assay::stats;
using namespace Qt::StringLiterals;

namespace {

Result<Json> ask(QStringView method, const char *input)
{
    return statsMethod(method, parseJson(std::string_view(input)).value());
}

} // namespace

class TestPlumbing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersHaveTheDocumentedMembers_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("members");
        const auto row
            = [](const char *method, const char *input, const char *members) { QTest::newRow(method) << QString::fromLatin1(method) << QByteArray(input) << QByteArray(members); };
        row("wilson", R"({"passes":171,"n":200,"level":0.95})", "estimate lower upper");
        row("clopper_pearson", R"({"passes":171,"n":200,"level":0.95})", "estimate lower upper");
        row("mcnemar", R"({"regressions":5,"fixes":27})",
            "exact_two_sided midp_two_sided exact_one_sided_candidate_better midp_one_sided_candidate_better chi2_uncorrected p_chi2");
        row("paired_difference_interval", R"({"both_pass":144,"regressions":5,"fixes":27,"both_fail":24,"level":0.95})",
            "delta newcombe10_lower newcombe10_upper tango_lower tango_upper");
        row("tango_score_noninferiority", R"({"both_pass":144,"regressions":5,"fixes":27,"both_fail":24,"margin":0.03})", "z p_one_sided");
        row("mcnemar_power", R"({"n":200,"p_regression":0.05,"p_fix":0.15,"alpha":0.05})", "exact_power_midp exact_power_exact approx_power");
        row("mcnemar_sample_size", R"({"discordance":0.2,"delta":0.1,"alpha":0.05,"power":0.8})", "n_real n");
        row("mcnemar_mde", R"({"n":200,"discordance":0.2,"alpha":0.05,"power":0.8})", "mde");
        row("holm", R"({"p":[0.01,0.04]})", "adjusted bh");
        row("clustered_se_of_mean", R"({"values":[1,0,1,-1,0,1],"cluster":["a","a","b","c","d","e"]})", "mean se_iid_n1 se_cluster_cr0 se_cluster_cr1 t_lower t_upper clusters");
        row("quantile_type7", R"({"values":[3,1,2],"p":0.5})", "q");
    }

    void answersHaveTheDocumentedMembers()
    {
        QFETCH(const QString, method);
        QFETCH(const QByteArray, input);
        QFETCH(const QByteArray, members);
        const auto answer = ask(method, input.constData());
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().describe()));
        QByteArrayList names;
        for (const auto &member : answer->object_range()) {
            names.append(QByteArray::fromStdString(std::string(member.key())));
            QVERIFY2(!member.value().is_null(), names.last().constData());
        }
        QCOMPARE(names.join(' '), members);
    }

    void everyMethodIsCovered()
    {
        QCOMPARE(statsMethods(),
            (QStringList{u"clopper_pearson"_s, u"clustered_se_of_mean"_s, u"holm"_s, u"mcnemar"_s, u"mcnemar_mde"_s, u"mcnemar_power"_s, u"mcnemar_sample_size"_s,
                u"paired_difference_interval"_s, u"quantile_type7"_s, u"tango_score_noninferiority"_s, u"wilson"_s}));
    }

    // Sources of the values: see the tests of each function.
    void figuresAreThoseOfTheFunctions()
    {
        const auto at = [](const Result<Json> &answer, const char *member) { return answer.value().at(member).as<double>(); };
        QCOMPARE(at(ask(u"wilson", R"({"passes":81,"n":263,"level":0.95})"), "lower"), 0.255288519878274);
        QCOMPARE(at(ask(u"mcnemar", R"({"regressions":1,"fixes":7})"), "midp_two_sided"), 0.0390625);
        QCOMPARE_LE(
            std::abs(at(ask(u"paired_difference_interval", R"({"both_pass":1,"regressions":1,"fixes":7,"both_fail":12,"level":0.95})"), "tango_upper") - 0.517232276421), 1e-10);
        QCOMPARE(at(ask(u"quantile_type7", R"({"values":[4,1,3,2],"p":0.5})"), "q"), 2.5);
        QCOMPARE(toJson(ask(u"mcnemar_sample_size", R"({"discordance":0.2,"delta":0.1,"alpha":0.05,"power":0.8})").value().at("n")), "155"_ba);
        QCOMPARE(toJson(ask(u"holm", R"({"p":[0.5,0.25]})").value()), R"({"adjusted":[0.5,0.5],"bh":[0.5,0.5]})"_ba);
    }

    void undefinedFiguresAreNull_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("no items") << u"wilson"_s << R"({"passes":0,"n":0,"level":0.95})"_ba << R"({"estimate":null,"lower":null,"upper":null})"_ba;
        QTest::newRow("no discordant pair")
            << u"mcnemar"_s << R"({"regressions":0,"fixes":0})"_ba
            << R"({"exact_two_sided":1.0,"midp_two_sided":1.0,"exact_one_sided_candidate_better":1.0,"midp_one_sided_candidate_better":0.5,"chi2_uncorrected":null,"p_chi2":null})"_ba;
        QTest::newRow("empty table") << u"paired_difference_interval"_s << R"({"both_pass":0,"regressions":0,"fixes":0,"both_fail":0,"level":0.95})"_ba
                                     << R"({"delta":null,"newcombe10_lower":null,"newcombe10_upper":null,"tango_lower":null,"tango_upper":null})"_ba;
        QTest::newRow("not reachable") << u"mcnemar_mde"_s << R"({"n":100,"discordance":0.05,"alpha":0.05,"power":0.8})"_ba << R"({"mde":null})"_ba;
        QTest::newRow("no difference to find") << u"mcnemar_sample_size"_s << R"({"discordance":0.2,"delta":0,"alpha":0.05,"power":0.8})"_ba << R"({"n_real":null,"n":null})"_ba;
        QTest::newRow("no values") << u"quantile_type7"_s << R"({"values":[],"p":0.5})"_ba << R"({"q":null})"_ba;
        QTest::newRow("no tests") << u"holm"_s << R"({"p":[]})"_ba << R"({"adjusted":[],"bh":[]})"_ba;
    }

    void undefinedFiguresAreNull()
    {
        QFETCH(const QString, method);
        QFETCH(const QByteArray, input);
        QFETCH(const QByteArray, answer);
        QCOMPARE(toJson(ask(method, input.constData()).value()), answer);
    }

    void badInputIsRefusedByName_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const QString &method, const char *input, const QString &message) { QTest::newRow(name) << method << QByteArray(input) << message; };
        row("negative count", u"wilson"_s, R"({"passes":-1,"n":20,"level":0.95})", u"passes must be a whole number from 0 to 20, not -1"_s);
        row("more passes than items", u"wilson"_s, R"({"passes":21,"n":20,"level":0.95})", u"passes must be a whole number from 0 to 20, not 21"_s);
        row("half an item", u"clopper_pearson"_s, R"({"passes":1,"n":2.5,"level":0.95})", u"n must be a whole number from 0 to 1000000000, not 2.5"_s);
        row("a text for a count", u"mcnemar"_s, R"({"regressions":"5","fixes":1})", u"regressions must be a whole number from 0 to 1000000000, not \"5\""_s);
        row("a level of 1", u"wilson"_s, R"({"passes":1,"n":20,"level":1})", u"level must be a number between 0 and 1, and neither of them, not 1"_s);
        row("a level in per cent", u"paired_difference_interval"_s, R"({"both_pass":1,"regressions":0,"fixes":0,"both_fail":0,"level":95})",
            u"level must be a number between 0 and 1, and neither of them, not 95"_s);
        row("no level", u"wilson"_s, R"({"passes":1,"n":20})", u"level is missing from the input"_s);
        row("a huge number", u"mcnemar_sample_size"_s, R"({"discordance":0.2,"delta":1e308,"alpha":0.05,"power":0.8})", u"delta must not be larger than discordance"_s);
        row("no margin", u"tango_score_noninferiority"_s, R"({"both_pass":1,"regressions":0,"fixes":0,"both_fail":0,"margin":0})",
            u"margin must be a number between 0 and 1, and neither of them, not 0"_s);
        row("impossible shares", u"mcnemar_power"_s, R"({"n":10,"p_regression":0.6,"p_fix":0.6,"alpha":0.05})", u"p_regression and p_fix are shares of the same items"_s);
        row("an impossible difference", u"mcnemar_sample_size"_s, R"({"discordance":0.1,"delta":0.2,"alpha":0.05,"power":0.8})", u"delta must not be larger than discordance"_s);
        row("a power of 0", u"mcnemar_mde"_s, R"({"n":10,"discordance":0.1,"alpha":0.05,"power":0})", u"power must be a number between 0 and 1"_s);
        row("a p value above 1", u"holm"_s, R"({"p":[0.1,1.5]})", u"p must be an array of numbers from 0 to 1, but 1.5 stands in it"_s);
        row("no array", u"quantile_type7"_s, R"({"values":3,"p":0.5})", u"values must be an array of numbers, not 3"_s);
        row("a null among the values", u"quantile_type7"_s, R"({"values":[1,null],"p":0.5})", u"values must be an array of numbers, not [1,null]"_s);
        row("unequal lengths", u"clustered_se_of_mean"_s, R"({"values":[1,2],"cluster":[1]})", u"values and cluster must be equally long, but have 2 and 1 elements"_s);
        row("no object", u"wilson"_s, R"([1,2])", u"the input must be a JSON object, not [1,2]"_s);
    }

    void badInputIsRefusedByName()
    {
        QFETCH(const QString, method);
        QFETCH(const QByteArray, input);
        QFETCH(const QString, message);
        const auto answer = ask(method, input.constData());
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::invalidInput);
        QVERIFY2(answer.error().message.startsWith(message), qPrintable(answer.error().message));
        QCOMPARE(answer.error().contextValue(u"method"), method);
    }

    void unknownMethodsAreNamedWithTheKnownOnes()
    {
        const auto answer = ask(u"t_test", "{}");
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::notFound);
        QVERIFY(answer.error().message.contains(u"t_test"));
        QVERIFY(answer.error().hint.contains(u"wilson"));
    }

    void wholeNumbersMayBeWrittenWithAPoint()
    {
        QCOMPARE(ask(u"wilson", R"({"passes":3.0,"n":20.0,"level":0.95})").value(), ask(u"wilson", R"({"passes":3,"n":20,"level":0.95})").value());
    }
};

QTEST_GUILESS_MAIN(TestPlumbing)
#include "tst_plumbing.moc"
