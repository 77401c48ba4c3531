// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/log/logselection.h"

#include <algorithm>

namespace assay::ui {

namespace {

using run::Attempt;
using run::AttemptRecord;

std::optional<qint64> tokensOf(const AttemptRecord &record, qint64 tokens::Usage::*part)
{
    return record.usage.transform([part](const tokens::Usage &usage) { return usage.*part; });
}

// The states first, failures by their kind.
qint64 outcomeRank(const AttemptRecord &record)
{
    constexpr qint64 kKinds = 100;
    if (record.isCached())
        return -1;
    return static_cast<qint64>(record.attempt.state) * kKinds + record.attempt.errorKind.transform([](ErrorKind kind) { return static_cast<qint64>(kind); }).value_or(0);
}

std::optional<qint64> numberOf(const AttemptRecord &record, LogColumn column)
{
    const Attempt &attempt = record.attempt;
    switch (column) {
    case LogColumn::item:
        return record.key.item;
    case LogColumn::version:
        return record.key.version;
    case LogColumn::model:
        return record.key.model;
    case LogColumn::attempt:
        return attempt.number;
    case LogColumn::outcome:
        return outcomeRank(record);
    case LogColumn::status:
        return attempt.httpStatus;
    case LogColumn::took:
        return attempt.state == Attempt::State::sent || record.isCached() ? std::nullopt : std::optional<qint64>(attempt.duration.count());
    case LogColumn::firstToken:
        return attempt.timeToFirstToken.transform([](Milliseconds time) { return static_cast<qint64>(time.count()); });
    case LogColumn::input:
        return tokensOf(record, &tokens::Usage::input);
    case LogColumn::output:
        return tokensOf(record, &tokens::Usage::output);
    case LogColumn::cached:
        return tokensOf(record, &tokens::Usage::inputCached);
    case LogColumn::reasoning:
        return tokensOf(record, &tokens::Usage::reasoning);
    case LogColumn::cost:
        return attempt.cost.transform([](Money cost) { return cost.picoUsd(); });
    case LogColumn::error:
        return attempt.errorKind.transform([](ErrorKind kind) { return static_cast<qint64>(kind); });
    case LogColumn::time:
    case LogColumn::message:
    case LogColumn::request:
        break;
    }
    return toUnixMs(attempt.startedAt);
}

template<typename Key> void sortBy(QList<int> &rows, const LogRecords &records, Qt::SortOrder order, Key key)
{
    const auto keyOfRow = [&](int row) -> decltype(auto) { return key(records.at(row)); };
    if (order == Qt::AscendingOrder)
        std::ranges::stable_sort(rows, std::less(), keyOfRow);
    else
        std::ranges::stable_sort(rows, std::greater(), keyOfRow);
}

} // namespace

bool isOfKind(const AttemptRecord &record, LogKind kind)
{
    const Attempt &attempt = record.attempt;
    switch (kind) {
    case LogKind::all:
        return true;
    case LogKind::ok:
        return attempt.state == Attempt::State::answered && !record.isCached();
    case LogKind::retried:
        return attempt.number > 1;
    case LogKind::failed:
        return attempt.state == Attempt::State::failed;
    case LogKind::unknown:
        return record.mayHaveBeenBilled;
    case LogKind::underWay:
        return attempt.state == Attempt::State::sent && !record.mayHaveBeenBilled;
    case LogKind::cached:
        return record.isCached();
    case LogKind::rateLimited:
        return attempt.errorKind == ErrorKind::rateLimit;
    case LogKind::timedOut:
        return attempt.errorKind == ErrorKind::timeout;
    case LogKind::truncated:
        return record.finishReason == provider::FinishReason::length;
    }
    Q_UNREACHABLE_RETURN(false);
}

bool matches(const AttemptRecord &record, const LogFilter &filter)
{
    if (!isOfKind(record, filter.kind) || (filter.model && record.key.model != *filter.model) || (filter.cell && record.attempt.cell != *filter.cell))
        return false;
    const auto has = [&](const QString &text) { return text.contains(filter.text, Qt::CaseInsensitive); };
    return filter.text.isEmpty() || has(record.itemKey) || has(record.attempt.requestId) || has(record.attempt.errorMessage) || has(record.batch);
}

QList<int> selected(const LogRecords &records, const LogFilter &filter, const LogOrder &order)
{
    QList<int> rows;
    rows.reserve(records.size());
    for (int row = 0; row < records.size(); ++row) {
        if (matches(records.at(row), filter))
            rows.append(row);
    }
    const bool isByTime = order.column == LogColumn::time;
    sortBy(rows, records, isByTime ? order.order : Qt::AscendingOrder,
        [](const AttemptRecord &record) { return std::tuple(record.attempt.startedAt, record.attempt.cell, record.attempt.number); });
    if (order.column == LogColumn::message)
        sortBy(rows, records, order.order, [](const AttemptRecord &record) -> const QString & { return record.attempt.errorMessage; });
    else if (order.column == LogColumn::request)
        sortBy(rows, records, order.order, [](const AttemptRecord &record) -> const QString & { return record.attempt.requestId; });
    else if (!isByTime)
        sortBy(rows, records, order.order, [&](const AttemptRecord &record) { return numberOf(record, order.column); });
    return rows;
}

std::array<int, kLogKinds> countsByKind(const LogRecords &records, const LogFilter &filter)
{
    LogFilter rest = filter;
    rest.kind = LogKind::all;
    std::array<int, kLogKinds> counts{};
    for (const AttemptRecord &record : records) {
        if (!matches(record, rest))
            continue;
        for (std::size_t kind = 0; kind < counts.size(); ++kind)
            counts[kind] += isOfKind(record, static_cast<LogKind>(kind));
    }
    return counts;
}

} // namespace assay::ui
