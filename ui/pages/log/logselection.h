// SPDX-License-Identifier: GPL-3.0-or-later
// Which requests of a log are shown, and in which order. Pure functions over what was loaded, typed and without QVariant, so that a log of tens of
// thousands of requests is filtered and sorted in some milliseconds.
#pragma once

#include "core/run/attemptrecord.h"

#include <QString>

#include <array>

namespace assay::ui {

using LogRecords = QList<run::AttemptRecord>;

/// What came of a request. One can be of several kinds: an answer to a second try is both ok and retried.
enum class LogKind { all, ok, retried, failed, unknown, underWay, cached, rateLimited, timedOut, truncated };
inline constexpr int kLogKinds = 10;
[[nodiscard]] bool isOfKind(const run::AttemptRecord &record, LogKind kind);

enum class LogColumn { time, item, version, model, attempt, outcome, status, took, firstToken, input, output, cached, reasoning, cost, error, message, request };
inline constexpr int kLogColumns = 17;

struct LogFilter {
    LogKind kind = LogKind::all;
    std::optional<int> model; ///< index in the plan
    std::optional<int> cell;
    QString text; ///< in item, request id, message or batch; case does not matter

    [[nodiscard]] bool isEmpty() const { return *this == LogFilter(); }
    bool operator==(const LogFilter &) const = default;
};

struct LogOrder {
    LogColumn column = LogColumn::time;
    Qt::SortOrder order = Qt::AscendingOrder;

    [[nodiscard]] bool isByTime() const { return *this == LogOrder(); }
    bool operator==(const LogOrder &) const = default;
};

[[nodiscard]] bool matches(const run::AttemptRecord &record, const LogFilter &filter);
/// Indexes of the records that match, in order: numbers as numbers, items, versions and models as the plan has them; what is not known comes first.
/// Equal ones stay in the order of time.
[[nodiscard]] QList<int> selected(const LogRecords &records, const LogFilter &filter, const LogOrder &order);
/// How many of each kind the rest of the filter lets through.
[[nodiscard]] std::array<int, kLogKinds> countsByKind(const LogRecords &records, const LogFilter &filter);

} // namespace assay::ui
