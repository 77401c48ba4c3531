// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/recordrows.h"

#include "core/store/recordwords.h"

namespace assay::store {

using namespace Qt::StringLiterals;

const QString kAttemptColumns = u"a.cell, a.number, a.state, a.started_ms, a.duration_ms, a.ttft_ms, a.error_kind, a.error_message, a.retry_after_ms,"
                                " a.http_status, a.request_id, a.reserved_pico, a.cost_pico"_s;

Result<std::optional<ErrorKind>> errorKindFrom(const Row &row, int column)
{
    if (row.isNull(column))
        return std::nullopt;
    return known(errorKindFromText(row.text(column)), u"the kind of an error"_s, row.text(column)).transform([](ErrorKind kind) { return std::optional(kind); });
}

Result<std::optional<run::Outcome>> outcomeFrom(const Row &row, int column)
{
    if (row.isNull(column))
        return std::nullopt;
    return known(run::outcomeFromText(row.text(column)), u"the outcome of a cell"_s, row.text(column)).transform([](run::Outcome outcome) { return std::optional(outcome); });
}

std::optional<tokens::Usage> usageFrom(const Row &row, int first)
{
    if (row.isNull(first))
        return std::nullopt;
    return tokens::Usage{
        .input = row.integer(first),
        .inputCached = row.integer(first + 1),
        .inputCacheWrite = row.integer(first + 2),
        .output = row.integer(first + 3),
        .reasoning = row.integer(first + 4),
        .isEstimate = row.flag(first + 5),
    };
}

Result<run::Attempt> attemptFrom(const Row &row)
{
    const auto state = known(attemptStateFromText(row.text(2)), u"the state of an attempt"_s, row.text(2));
    if (!state)
        return std::unexpected(state.error());
    const auto errorKind = errorKindFrom(row, 6);
    if (!errorKind)
        return std::unexpected(errorKind.error());
    return run::Attempt{
        .cell = row.number(0),
        .number = row.number(1),
        .state = *state,
        .startedAt = row.time(3),
        .duration = Milliseconds(row.integer(4)),
        .timeToFirstToken = row.optionalMilliseconds(5),
        .errorKind = *errorKind,
        .errorMessage = row.text(7),
        .retryAfter = row.optionalMilliseconds(8),
        .httpStatus = row.number(9),
        .requestId = row.text(10),
        .reserved = Money::fromPicoUsd(row.integer(11)),
        .cost = row.optionalMoney(12),
    };
}

} // namespace assay::store
