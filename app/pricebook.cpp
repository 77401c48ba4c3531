// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pricebook.h"

#include <QFile>
#include <QStandardPaths>

namespace assay::app {

QString ownPricesPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + QStringLiteral("/prices.json");
}

Result<pricing::PriceBook> priceBook()
{
    auto book = pricing::PriceBook::bundled();
    if (!book || !QFile::exists(ownPricesPath()))
        return book;
    if (const auto added = book->addOwn(ownPricesPath()); !added)
        return std::unexpected(added.error());
    return book;
}

} // namespace assay::app
