// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/plumbing.h"

#include "core/stats/clusteredmean.h"
#include "core/stats/holm.h"
#include "core/stats/mcnemar.h"
#include "core/stats/pairedinterval.h"
#include "core/stats/plumbinginput.h"
#include "core/stats/power.h"
#include "core/stats/proportion.h"
#include "core/stats/quantile.h"

#include <cmath>
#include <exception>
#include <initializer_list>
#include <map>
#include <optional>

namespace assay::stats {

using namespace Qt::StringLiterals;

namespace {

// Power by enumeration grows with n, and a typing error should not cost minutes.
constexpr qint64 kLargestForPower = 100'000;
// Up to here every whole number is a double.
constexpr double kLargestExact = 9e15;

using Figure = std::pair<const char *, std::optional<double>>;

Json figures(std::initializer_list<Figure> list)
{
    Json object(jsoncons::json_object_arg);
    for (const auto &[name, value] : list)
        object.insert_or_assign(name, value && std::isfinite(*value) ? Json(*value) : Json::null());
    return object;
}

/// One member of a result that may be undefined.
template<typename Owner, typename Member> std::optional<Member> get(const std::optional<Owner> &result, Member Owner::*member)
{
    return result ? std::optional<Member>((*result).*member) : std::nullopt;
}

template<typename Owner> std::optional<double> get(const std::optional<Owner> &result, std::optional<double> Owner::*member)
{
    return result ? (*result).*member : std::nullopt;
}

std::optional<double> lowerOf(const std::optional<Interval> &interval)
{
    return get(interval, &Interval::lower);
}

std::optional<double> upperOf(const std::optional<Interval> &interval)
{
    return get(interval, &Interval::upper);
}

Json proportion(PlumbingInput &input, std::optional<Proportion> (*method)(qint64, qint64, double))
{
    const qint64 n = input.count("n");
    const qint64 passes = input.count("passes", 0, n);
    const double level = input.openShare("level");
    if (input.error())
        return {};
    const auto result = method(passes, n, level);
    const auto interval = get(result, &Proportion::interval);
    return figures({{"estimate", get(result, &Proportion::estimate)}, {"lower", lowerOf(interval)}, {"upper", upperOf(interval)}});
}

Json wilsonMethod(PlumbingInput &input)
{
    return proportion(input, &wilson);
}

Json clopperPearsonMethod(PlumbingInput &input)
{
    return proportion(input, &clopperPearson);
}

Json mcnemarMethod(PlumbingInput &input)
{
    const qint64 regressions = input.count("regressions");
    const qint64 fixes = input.count("fixes");
    if (input.error())
        return {};
    const auto chiSquared = chiSquaredUncorrected(regressions, fixes);
    return figures({{"exact_two_sided", exactTwoSided(regressions, fixes)}, {"midp_two_sided", midPTwoSided(regressions, fixes)},
        {"exact_one_sided_candidate_better", exactCandidateBetter(regressions, fixes)}, {"midp_one_sided_candidate_better", midPCandidateBetter(regressions, fixes)},
        {"chi2_uncorrected", get(chiSquared, &ChiSquared::statistic)}, {"p_chi2", get(chiSquared, &ChiSquared::p)}});
}

PairedTable tableOf(PlumbingInput &input)
{
    const PairedTable table{.bothPass = input.count("both_pass"), .regressions = input.count("regressions"), .fixes = input.count("fixes"), .bothFail = input.count("both_fail")};
    return table;
}

Json pairedDifferenceInterval(PlumbingInput &input)
{
    const PairedTable table = tableOf(input);
    const double level = input.openShare("level");
    if (input.error())
        return {};
    const auto newcombe = newcombeInterval(table, level);
    const auto tango = tangoInterval(table, level);
    return figures({{"delta", table.n() > 0 ? std::optional(table.delta()) : std::nullopt}, {"newcombe10_lower", lowerOf(newcombe)}, {"newcombe10_upper", upperOf(newcombe)},
        {"tango_lower", lowerOf(tango)}, {"tango_upper", upperOf(tango)}});
}

Json tangoNonInferiorityMethod(PlumbingInput &input)
{
    const PairedTable table = tableOf(input);
    const double margin = input.openShare("margin");
    if (input.error())
        return {};
    const auto result = tangoNonInferiority(table, margin);
    return figures({{"z", get(result, &NonInferiority::z)}, {"p_one_sided", get(result, &NonInferiority::p)}});
}

Json mcnemarPower(PlumbingInput &input)
{
    const qint64 n = input.count("n", 0, kLargestForPower);
    const DiscordantRates rates{.regression = input.share("p_regression"), .fix = input.share("p_fix")};
    const double alpha = input.openShare("alpha");
    if (rates.regression + rates.fix > 1 + 1e-12)
        input.refuse(u"p_regression and p_fix are shares of the same items, so their sum must not be above 1"_s);
    if (input.error())
        return {};
    return figures({{"exact_power_midp", exactPower(n, rates, alpha, PairedTest::midP)}, {"exact_power_exact", exactPower(n, rates, alpha, PairedTest::exact)},
        {"approx_power", approximatePower(n, rates, alpha)}});
}

Json mcnemarSampleSize(PlumbingInput &input)
{
    const double discordance = input.share("discordance");
    const double delta = input.number("delta");
    const double alpha = input.openShare("alpha");
    const double power = input.openShare("power");
    if (std::abs(delta) > discordance)
        input.refuse(u"delta must not be larger than discordance, because only items that differ can make a difference"_s);
    if (input.error())
        return {};
    const auto size = sampleSize(discordance, delta, alpha, power);
    Json answer = figures({{"n_real", size}});
    answer.insert_or_assign("n", size && *size < kLargestExact ? Json(static_cast<qint64>(std::ceil(*size))) : Json::null());
    return answer;
}

Json mcnemarMde(PlumbingInput &input)
{
    const qint64 n = input.count("n");
    const double discordance = input.share("discordance");
    const double alpha = input.openShare("alpha");
    const double power = input.openShare("power");
    if (input.error())
        return {};
    return figures({{"mde", minimalDetectableDifference(n, discordance, alpha, power)}});
}

Json holmMethod(PlumbingInput &input)
{
    const std::vector<double> p = input.numbers("p");
    for (const double value : p) {
        if (value < 0 || value > 1)
            input.refuse(u"p must be an array of numbers from 0 to 1, but %1 stands in it"_s.arg(value));
    }
    if (input.error())
        return {};
    Json answer(jsoncons::json_object_arg);
    answer.insert_or_assign("adjusted", Json(holmAdjusted(p)));
    answer.insert_or_assign("bh", Json(benjaminiHochbergAdjusted(p)));
    return answer;
}

Json clusteredSeOfMean(PlumbingInput &input)
{
    const std::vector<double> values = input.numbers("values");
    const std::vector<std::string> clusters = input.names("cluster");
    if (values.size() != clusters.size())
        input.refuse(u"values and cluster must be equally long, but have %1 and %2 elements"_s.arg(values.size()).arg(clusters.size()));
    if (input.error())
        return {};
    std::map<std::string, qint64> numbers;
    std::vector<ClusteredValue> clustered;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto number = numbers.try_emplace(clusters[i], static_cast<qint64>(numbers.size())).first->second;
        clustered.push_back({.value = values[i], .cluster = number});
    }
    const auto result = clusteredMean(clustered);
    const auto interval = result.and_then([](const ClusteredMean &mean) { return mean.interval; });
    Json answer
        = figures({{"mean", get(result, &ClusteredMean::mean)}, {"se_iid_n1", get(result, &ClusteredMean::iidError)}, {"se_cluster_cr0", get(result, &ClusteredMean::clusterError)},
            {"se_cluster_cr1", get(result, &ClusteredMean::adjustedError)}, {"t_lower", lowerOf(interval)}, {"t_upper", upperOf(interval)}});
    answer.insert_or_assign("clusters", Json(numbers.size()));
    return answer;
}

Json quantileMethod(PlumbingInput &input)
{
    const std::vector<double> values = input.numbers("values");
    const double p = input.share("p");
    if (input.error())
        return {};
    return figures({{"q", quantileType7(values, p)}});
}

using Method = Json (*)(PlumbingInput &);

const std::map<QStringView, Method> &methods()
{
    static const std::map<QStringView, Method> table{
        {u"wilson", &wilsonMethod},
        {u"clopper_pearson", &clopperPearsonMethod},
        {u"mcnemar", &mcnemarMethod},
        {u"paired_difference_interval", &pairedDifferenceInterval},
        {u"tango_score_noninferiority", &tangoNonInferiorityMethod},
        {u"mcnemar_power", &mcnemarPower},
        {u"mcnemar_sample_size", &mcnemarSampleSize},
        {u"mcnemar_mde", &mcnemarMde},
        {u"holm", &holmMethod},
        {u"clustered_se_of_mean", &clusteredSeOfMean},
        {u"quantile_type7", &quantileMethod},
    };
    return table;
}

} // namespace

QStringList statsMethods()
{
    QStringList names;
    for (const auto &[name, method] : methods())
        names.append(name.toString());
    return names;
}

Result<Json> statsMethod(QStringView method, const Json &input)
{
    const auto refused = [method](Error error) { return std::unexpected(error.with(u"method"_s, method.toString())); };
    const auto found = methods().find(method);
    if (found == methods().end())
        return refused(fail(ErrorKind::notFound, u"there is no stats method \"%1\""_s.arg(method), u"Use one of: %1."_s.arg(statsMethods().join(u", "_s))).error());
    try {
        PlumbingInput reader(input);
        Json answer = found->second(reader);
        if (reader.error())
            return refused(*reader.error());
        return answer;
    } catch (const std::exception &exception) {
        return refused(fail(ErrorKind::invalidInput, u"the input cannot be used: %1"_s.arg(QString::fromUtf8(exception.what()))).error());
    }
}

} // namespace assay::stats
