// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faults/apidialect.h"

#include "core/base/json.h"

#include <algorithm>

namespace assay::test {

const std::vector<std::unique_ptr<const ApiDialect>> &apiDialects()
{
    static const auto all = [] {
        std::vector<std::unique_ptr<const ApiDialect>> dialects;
        addChatDialects(dialects);
        addResponsesDialect(dialects);
        addMessagesDialect(dialects);
        addGeminiDialect(dialects);
        return dialects;
    }();
    return all;
}

const ApiDialect *apiDialect(QStringView name)
{
    const auto found = std::ranges::find_if(apiDialects(), [&](const auto &dialect) { return dialect->name() == name; });
    return found == apiDialects().end() ? nullptr : found->get();
}

QByteArray jsonText(const QString &text)
{
    return toJson(jsonString(text));
}

QByteArray dataEvent(const QByteArray &data)
{
    return "data: " + data + "\n\n";
}

QByteArray namedEvent(const QByteArray &name, const QByteArray &data)
{
    return "event: " + name + "\ndata: " + data + "\n\n";
}

QStringList inPieces(const QString &text)
{
    const qsizetype third = text.size() / 3;
    return {text.first(third), text.sliced(third, third), text.sliced(2 * third)};
}

} // namespace assay::test
