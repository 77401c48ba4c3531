// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/grader/plumbing.h"

#include "core/base/plumbing.h"
#include "core/grader/grader.h"

#include <cmath>

namespace assay::grader {

using namespace Qt::StringLiterals;

namespace {

constexpr double kMostMs = 1e15;
constexpr double kMostUsd = 9e6; // Money's range
constexpr double kPicoPerUsd = 1e12;

Result<std::optional<double>> measureAt(const Json &request, std::string_view name, double most)
{
    if (!request.contains(name) || request.at(name).is_null())
        return std::nullopt;
    const Json &value = request.at(name);
    if (!value.is_number() || !(value.as<double>() >= 0 && value.as<double>() <= most))
        return fail(ErrorKind::invalidInput, u"\"%1\" is no number that can be used"_s.arg(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()))));
    return value.as<double>();
}

} // namespace

Json gradePlumbing(const Json &request)
{
    if (!request.is_object() || !request.contains("assertion") || !request.contains("output") || !request.at("output").is_string() || request.at("output").is_number())
        return errorAnswer(fail(ErrorKind::invalidInput, u"the request needs an \"assertion\" and an \"output\" text"_s).error());
    const auto assertion = evalset::assertionFromJson(request.at("assertion"));
    if (!assertion)
        return errorAnswer(assertion.error());
    if (const auto checked = checkAssertion(*assertion); !checked)
        return errorAnswer(checked.error());
    const auto latency = measureAt(request, "latencyMs", kMostMs);
    const auto cost = measureAt(request, "costUsd", kMostUsd);
    if (!latency || !cost)
        return errorAnswer(latency ? cost.error() : latency.error());
    GradeInput input{.output = toQString(request.at("output")), .latency = {}, .cost = {}};
    if (*latency) // a part of a millisecond more than the limit is more
        input.latency = Milliseconds(static_cast<qint64>(std::ceil(**latency)));
    if (*cost)
        input.cost = Money::fromPicoUsd(std::llround(**cost * kPicoPerUsd));
    const Grade result = grade(*assertion, input);
    if (result.state == GradeState::error)
        return errorAnswer(fail(ErrorKind::invalidInput, result.reason).error());
    Json answer(jsoncons::json_object_arg);
    answer.insert_or_assign("pass", result.state == GradeState::passed);
    answer.insert_or_assign("score", result.score);
    answer.insert_or_assign("reason", jsonString(result.reason));
    return answer;
}

} // namespace assay::grader
