// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/figures.h"
#include "app/cli/verb.h"
#include "app/pricebook.h"

#include <QDate>

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr double kMicroUsd = 1e6;

QString dollars(std::optional<qint64> micro)
{
    return micro ? QString::number(static_cast<double>(*micro) / kMicroUsd, 'g', 6) : u"-"_s;
}

Json rowJson(const pricing::PriceRow &row, QDate today)
{
    Json json = pricing::toJson(row.on(today));
    json.insert_or_assign("id", jsonString(row.id));
    json.insert_or_assign("family", jsonString(row.family));
    json.insert_or_assign("kind", jsonString(row.kind));
    json.insert_or_assign("isAlias", row.isAlias);
    json.insert_or_assign("isOwn", row.isOwn);
    return json;
}

class PricesVerb final : public Verb {
public:
    const char *name() const override { return "prices"; }
    const char *summary() const override { return "List what models cost, since when and by whose word"; }

    void describe(CLI::App &command) override
    {
        command.add_option("MODEL", m_models, "Only models whose name contains this");
        command.add_option("--provider", m_family, "Only this provider's, such as openai, anthropic, google, mistral");
        command.add_flag("--json", m_isJson, "As JSON");
    }

    int run(Context &context) override
    {
        const auto book = app::priceBook();
        if (!book)
            return wrongUse(context, book.error());
        const QDate today = QDate::currentDate();
        Json list(jsoncons::json_array_arg);
        if (!m_isJson)
            context.console.print(line(u"model"_s, u"provider"_s, u"input"_s, u"cached"_s, u"output"_s, u"batch"_s, u"since"_s, {}));
        for (const pricing::PriceRow &row : book->rows()) {
            if (!isWanted(row))
                continue;
            if (m_isJson)
                list.push_back(rowJson(row, today));
            else
                print(context, row, today);
        }
        if (m_isJson)
            context.console.printJson(list);
        else
            context.console.print(
                u"US dollars per million tokens. The book is of %1; rows of your own go into %2."_s.arg(book->date().toString(Qt::ISODate), app::ownPricesPath()));
        return kDone;
    }

private:
    static QString line(const QString &model, const QString &family, const QString &input, const QString &cached, const QString &output, const QString &batch, const QString &since,
        const QString &marks)
    {
        return padded(model, 30) + padded(family, 12) + padded(input, 10, true) + padded(cached, 10, true) + padded(output, 10, true) + padded(batch, 8, true) + u"  "_s
            + padded(since, 12) + marks;
    }

    static void print(const Context &context, const pricing::PriceRow &row, QDate today)
    {
        const pricing::Price &price = row.on(today);
        QStringList marks;
        if (row.isOwn)
            marks.append(u"yours"_s);
        if (row.isAlias)
            marks.append(u"moves on to newer models"_s);
        if (!price.longPromptTiers.isEmpty())
            marks.append(u"dearer above %1 tokens"_s.arg(tokenText(price.longPromptTiers.first().promptTokensAbove)));
        if (row.deprecated)
            marks.append(u"ends %1"_s.arg(row.deprecated->toString(Qt::ISODate)));
        const QString batch = price.batchMillionths ? u"×%1"_s.arg(static_cast<double>(*price.batchMillionths) / kMicroUsd) : u"-"_s;
        context.console.print(line(row.id, row.family, dollars(price.inputMicroUsdPerMTok), dollars(price.cachedInputMicroUsdPerMTok), dollars(price.outputMicroUsdPerMTok), batch,
            price.date, marks.join(u", "_s)));
    }

    [[nodiscard]] bool isWanted(const pricing::PriceRow &row) const
    {
        if (!m_family.empty() && row.family != fromStd(m_family))
            return false;
        return m_models.empty() || std::ranges::any_of(m_models, [&row](const std::string &part) { return row.id.contains(fromStd(part)); });
    }

    std::vector<std::string> m_models;
    std::string m_family;
    bool m_isJson = false;
};

} // namespace

std::unique_ptr<Verb> makePrices()
{
    return std::make_unique<PricesVerb>();
}

} // namespace assay::cli
