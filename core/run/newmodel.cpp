// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/newmodel.h"

#include "core/provider/catalog.h"

namespace assay::run {

using namespace Qt::StringLiterals;

namespace {

QString freeName(const QString &wanted, const QString &provider, const QStringList &taken)
{
    if (!taken.contains(wanted))
        return wanted;
    QString name = u"%1 (%2)"_s.arg(wanted, provider);
    for (int number = 2; taken.contains(name); ++number)
        name = u"%1 (%2, %3)"_s.arg(wanted, provider, QString::number(number));
    return name;
}

} // namespace

provider::ModelConfig newModel(
    const provider::ProviderConfig &provider, const provider::ListedModel &listed, const QStringList &takenNames, const pricing::PriceBook &book, QStringView family, QDate today)
{
    provider::ModelConfig model;
    model.providerId = provider.id;
    model.apiName = listed.apiName;
    model.name = freeName(listed.apiName.simplified(), provider.name, takenNames);
    model.price = book.price(family, listed.apiName, today).transform(&pricing::toJson);
    const provider::Capabilities known = provider::Catalog::bundled().of(provider, model);
    Json told(jsoncons::json_object_arg);
    if (listed.contextWindow && !known.contextWindow)
        told.insert_or_assign("contextWindow", *listed.contextWindow);
    if (listed.maxOutput && !known.maxOutput)
        told.insert_or_assign("maxOutput", *listed.maxOutput);
    if (!told.empty())
        model.options.insert_or_assign("capabilities", std::move(told));
    if (const auto most = known.maxOutput ? known.maxOutput : listed.maxOutput)
        model.maxOutputTokens = std::min(model.maxOutputTokens, *most);
    return model;
}

} // namespace assay::run
