// SPDX-License-Identifier: GPL-3.0-or-later
// What models cost by their providers' lists: data with dates and sources, shipped with the program and overridden by the user. A price that is not in
// the book is unknown, never zero.
//
// The file: {"version":1,"date":…,"rows":[{"id","family","kind","alias"?,"since","price":{"input","cachedInput"?,"cacheWrite"?,"output","tiers"?:
// [{"above",…}]},"source","promotions"?:[{"from","until","price","source"}],"batchFactor"?,"deprecated"?,…}]}, prices in US dollars per million tokens.
// Members about anything but money are other readers'.
#pragma once

#include "core/pricing/price.h"

#include <QDate>

namespace assay::pricing {

struct PriceRow {
    QString id;           ///< the API's name of the model
    QString family;       ///< whose list: "openai", "anthropic", "google", "mistral", …
    QString kind;         ///< "chat", "embedding"
    bool isAlias = false; ///< the name moves on to newer models: what it costs, and is, can change any day
    bool isOwn = false;   ///< given by the user
    std::optional<QDate> deprecated;
    QString notes;
    Price list;
    struct Promotion {
        QDate from;
        QDate until; ///< the last day that is known
        Price price;
        bool operator==(const Promotion &) const = default;
    };
    QList<Promotion> promotions;

    [[nodiscard]] const Price &on(QDate day) const;
    bool operator==(const PriceRow &) const = default;
};

class PriceBook {
public:
    /// The one that the program carries, from the resource :/assay/models/models.json.
    [[nodiscard]] static Result<PriceBook> bundled();
    /// Errors: parse; invalidInput naming the row and the member.
    [[nodiscard]] static Result<PriceBook> fromJson(QByteArrayView utf8);
    /// Rows of the same family and id are replaced, others are added. Errors: those of fromJson(), with the file in the context.
    [[nodiscard]] Result<void> addOwn(const QString &path);

    /// The row of exactly this name, else the one that the name extends by a date ("-2026-08-01", "-20260801") or that a "models/" or
    /// "family/" before it hides.
    [[nodiscard]] const PriceRow *find(QStringView family, QStringView id) const;
    [[nodiscard]] std::optional<Price> price(QStringView family, QStringView id, QDate day) const;
    [[nodiscard]] const QList<PriceRow> &rows() const { return m_rows; }
    [[nodiscard]] QDate date() const { return m_date; }

private:
    QList<PriceRow> m_rows;
    QDate m_date;
};

} // namespace assay::pricing
