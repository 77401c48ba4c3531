// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pricing/pricebook.h"

#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace assay::pricing {

using namespace Qt::StringLiterals;

namespace {

constexpr double kMicro = 1e6;
constexpr double kDearest = 1e6; // dollars per million tokens: a dollar a token is a slip of the pen

const Json *member(const Json &json, std::string_view name)
{
    if (!json.is_object() || !json.contains(name) || json.at(name).is_null())
        return nullptr;
    return &json.at(name);
}

std::unexpected<Error> wrong(const QString &name, const QString &allowed)
{
    return fail(ErrorKind::invalidInput, u"its \"%1\" is not %2"_s.arg(name, allowed));
}

Result<QString> text(const Json &json, std::string_view name)
{
    const Json *value = member(json, name);
    if (value == nullptr)
        return QString();
    if (!value->is_string())
        return wrong(QString::fromUtf8(name.data(), qsizetype(name.size())), u"a text"_s);
    return toQString(*value);
}

Result<std::optional<QDate>> day(const Json &json, std::string_view name)
{
    const auto word = text(json, name);
    if (!word)
        return std::unexpected(word.error());
    if (word->isEmpty())
        return std::nullopt;
    const QDate date = QDate::fromString(*word, Qt::ISODate);
    if (!date.isValid())
        return wrong(QString::fromUtf8(name.data(), qsizetype(name.size())), u"a date such as 2026-08-01"_s);
    return date;
}

Result<std::optional<qint64>> dollars(const Json &json, std::string_view name)
{
    const Json *value = member(json, name);
    if (value == nullptr)
        return std::nullopt;
    const double amount = value->is_number() ? value->as<double>() : -1;
    if (!(amount >= 0 && amount <= kDearest))
        return wrong(QString::fromUtf8(name.data(), qsizetype(name.size())), u"an amount of dollars per million tokens, 0 or more"_s);
    return std::llround(amount * kMicro);
}

Result<Rates> readRates(const Json &json)
{
    const auto input = dollars(json, "input");
    const auto cached = dollars(json, "cachedInput");
    const auto written = dollars(json, "cacheWrite");
    const auto output = dollars(json, "output");
    for (const auto *each : {&input, &cached, &written, &output}) {
        if (!*each)
            return std::unexpected(each->error());
    }
    if (!*input || !*output)
        return fail(ErrorKind::invalidInput, u"its price lacks \"input\" or \"output\""_s);
    return Rates{**input, *cached, *written, **output};
}

Result<QList<LongPromptTier>> readTiers(const Json &json)
{
    QList<LongPromptTier> tiers;
    const Json *list = member(json, "tiers");
    if (list == nullptr)
        return tiers;
    if (!list->is_array())
        return wrong(u"tiers"_s, u"a list"_s);
    for (const Json &each : list->array_range()) {
        const auto rates = readRates(each);
        if (!rates)
            return std::unexpected(rates.error());
        const Json *above = member(each, "above");
        const bool isRising = above != nullptr && above->is<qint64>() && above->as<qint64>() > (tiers.isEmpty() ? 0 : tiers.last().promptTokensAbove);
        if (!isRising)
            return wrong(u"above"_s, u"a rising number of tokens"_s);
        tiers.append({.promptTokensAbove = above->as<qint64>(), .rates = *rates});
    }
    return tiers;
}

Result<Price> readPrice(const Json &owner, const PriceRow &row, const QString &date, std::optional<qint64> batch)
{
    const Json *json = member(owner, "price");
    if (json == nullptr || !json->is_object())
        return fail(ErrorKind::invalidInput, u"it has no \"price\""_s);
    const auto rates = readRates(*json);
    if (!rates)
        return std::unexpected(rates.error());
    auto tiers = readTiers(*json);
    if (!tiers)
        return std::unexpected(tiers.error());
    const auto source = text(owner, "source");
    if (!source)
        return std::unexpected(source.error());
    return Price{.inputMicroUsdPerMTok = rates->inputMicroUsdPerMTok,
        .cachedInputMicroUsdPerMTok = rates->cachedInputMicroUsdPerMTok,
        .cacheWriteMicroUsdPerMTok = rates->cacheWriteMicroUsdPerMTok,
        .outputMicroUsdPerMTok = rates->outputMicroUsdPerMTok,
        .source = *source,
        .date = date,
        .longPromptTiers = *std::move(tiers),
        .batchMillionths = batch,
        .row = row.family + u'/' + row.id};
}

Result<std::optional<qint64>> readBatch(const Json &json)
{
    const Json *factor = member(json, "batchFactor");
    if (factor == nullptr)
        return std::nullopt;
    const double value = factor->is_number() ? factor->as<double>() : -1;
    if (!(value >= 0 && value <= 1))
        return wrong(u"batchFactor"_s, u"a share from 0 to 1"_s);
    return std::llround(value * kMicro);
}

Result<void> readPromotions(const Json &json, PriceRow &row)
{
    const Json *list = member(json, "promotions");
    if (list == nullptr)
        return {};
    if (!list->is_array())
        return wrong(u"promotions"_s, u"a list"_s);
    for (const Json &each : list->array_range()) {
        const auto from = day(each, "from");
        const auto until = day(each, "until");
        if (!from || !until)
            return std::unexpected(from ? until.error() : from.error());
        if (!*from || !*until)
            return fail(ErrorKind::invalidInput, u"a promotion lacks \"from\" or \"until\""_s);
        auto price = readPrice(each, row, (*from)->toString(Qt::ISODate), row.list.batchMillionths);
        if (!price)
            return std::unexpected(price.error());
        row.promotions.append({.from = **from, .until = **until, .price = *std::move(price)});
    }
    return {};
}

Result<PriceRow> readRow(const Json &json)
{
    PriceRow row;
    for (const auto &[name, field] : {std::pair("id", &row.id), std::pair("family", &row.family), std::pair("kind", &row.kind), std::pair("notes", &row.notes)}) {
        auto word = text(json, name);
        if (!word)
            return std::unexpected(word.error());
        *field = *std::move(word);
    }
    if (row.id.isEmpty() || row.family.isEmpty())
        return fail(ErrorKind::invalidInput, u"it lacks \"id\" or \"family\""_s);
    const Json *alias = member(json, "alias");
    row.isAlias = alias != nullptr && alias->is_bool() && alias->as<bool>();
    const auto since = day(json, "since");
    const auto deprecated = day(json, "deprecated");
    if (!since || !deprecated)
        return std::unexpected(since ? deprecated.error() : since.error());
    row.deprecated = *deprecated;
    const auto batch = readBatch(json);
    if (!batch)
        return std::unexpected(batch.error());
    auto price = readPrice(json, row, since->value_or(QDate()).toString(Qt::ISODate), *batch);
    if (!price)
        return std::unexpected(price.error());
    row.list = *std::move(price);
    return readPromotions(json, row).transform([&] { return row; });
}

} // namespace

const Price &PriceRow::on(QDate day) const
{
    const auto found = std::ranges::find_if(promotions, [day](const Promotion &promotion) { return promotion.from <= day && day <= promotion.until; });
    return found == promotions.end() ? list : found->price;
}

Result<PriceBook> PriceBook::fromJson(QByteArrayView utf8)
{
    const auto json = parseJson(utf8);
    if (!json)
        return std::unexpected(json.error());
    const Json *rows = member(*json, "rows");
    if (rows == nullptr || !rows->is_array())
        return fail(
            ErrorKind::invalidInput, u"the prices have no list of \"rows\""_s, u"Write {\"rows\": [{\"id\": …, \"family\": …, \"price\": {\"input\": …, \"output\": …}}]}."_s);
    PriceBook book;
    const auto date = day(*json, "date");
    if (!date)
        return std::unexpected(date.error());
    book.m_date = date->value_or(QDate());
    for (const Json &each : rows->array_range()) {
        auto row = readRow(each);
        if (!row) {
            const auto id = text(each, "id").value_or(QString());
            return fail(ErrorKind::invalidInput,
                u"row %1 of the prices (%2): %3"_s.arg(QString::number(book.m_rows.size() + 1), id.isEmpty() ? u"no id"_s : id, row.error().message),
                u"Mend the row, or take it out."_s);
        }
        book.m_rows.append(*std::move(row));
    }
    return book;
}

Result<PriceBook> PriceBook::bundled()
{
    QFile file(u":/assay/models/models.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::internal, u"the price book is missing from the program"_s);
    return fromJson(file.readAll());
}

Result<void> PriceBook::addOwn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(fail(ErrorKind::io, u"the prices cannot be read: %1"_s.arg(file.errorString())).error().with(u"file"_s, path));
    const auto own = fromJson(file.readAll());
    if (!own)
        return std::unexpected(own.error().with(u"file"_s, path));
    for (PriceRow row : own->m_rows) {
        row.isOwn = true;
        m_rows.removeIf([&row](const PriceRow &other) { return other.id == row.id && other.family == row.family; });
        m_rows.append(std::move(row));
    }
    return {};
}

const PriceRow *PriceBook::find(QStringView family, QStringView id) const
{
    static const QRegularExpression date(u"-(20\\d\\d-\\d\\d-\\d\\d|20\\d{6})$"_s);
    const auto named = [&](QStringView name) -> const PriceRow * {
        const auto row = std::ranges::find_if(m_rows, [&](const PriceRow &candidate) { return candidate.family == family && candidate.id == name; });
        return row == m_rows.end() ? nullptr : &*row;
    };
    if (const PriceRow *row = named(id))
        return row;
    for (const QString &prefix : {u"models/"_s, QString(family + u'/')}) {
        if (id.startsWith(prefix))
            return find(family, id.sliced(prefix.size()));
    }
    const auto match = date.matchView(id);
    return match.hasMatch() ? named(id.first(match.capturedStart())) : nullptr;
}

std::optional<Price> PriceBook::price(QStringView family, QStringView id, QDate day) const
{
    const PriceRow *row = find(family, id);
    return row == nullptr ? std::nullopt : std::optional(row->on(day));
}

} // namespace assay::pricing
