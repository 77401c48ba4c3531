// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/gemini/serviceanswers.h"

#include "core/provider/gemini/requestbody.h"
#include "core/provider/gemini/usage.h"
#include "core/provider/wire/jsonfields.h"
#include "core/provider/wire/usagecounts.h"

#include <algorithm>

namespace assay::provider::gemini {

using wire::member;
using wire::textOf;

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView kFolder("models/");

std::unexpected<Error> malformed(const QString &what)
{
    return fail(ErrorKind::malformed, what, u"Check that the base URL belongs to a Gemini API"_s);
}

// The list also has models of pictures, films and speech.
bool isOfUse(const Json &entry)
{
    const Json *methods = member(entry, "supportedGenerationMethods");
    if (methods == nullptr || !methods->is_array())
        return true;
    return std::ranges::any_of(methods->array_range(), [](const Json &method) { return method == "generateContent" || method == "embedContent"; });
}

Result<QList<float>> vectorOf(const Json &entry)
{
    const Json *values = member(entry, "values");
    if (values == nullptr || !values->is_array() || values->empty())
        return malformed(u"An embedding is not a list of numbers"_s);
    QList<float> vector;
    vector.reserve(static_cast<qsizetype>(values->size()));
    for (const Json &value : values->array_range()) {
        if (!value.is_number())
            return malformed(u"An embedding is not a list of numbers"_s);
        vector.append(value.as<float>());
    }
    return vector;
}

} // namespace

Result<ModelPage> modelPageOf(const Json &answer)
{
    const Json *entries = member(answer, "models");
    if (!answer.is_object() || answer.contains("data") || (entries != nullptr && !entries->is_array()))
        return malformed(u"The answer is no list of models"_s);
    ModelPage page;
    page.next = textOf(answer, "nextPageToken");
    if (entries == nullptr) // an empty list is left out
        return page;
    for (const Json &entry : entries->array_range()) {
        ListedModel model;
        model.apiName = textOf(entry, "name");
        if (model.apiName.startsWith(kFolder))
            model.apiName.remove(0, kFolder.size());
        model.title = textOf(entry, "displayName");
        model.contextWindow = wire::count(entry, "inputTokenLimit");
        model.maxOutput = wire::count(entry, "outputTokenLimit");
        if (!model.apiName.isEmpty() && isOfUse(entry))
            page.models.append(model);
    }
    return page;
}

Json embeddingOrder(const QString &model, const QStringList &texts)
{
    Json requests(jsoncons::json_array_arg);
    for (const QString &text : texts) {
        Json part(jsoncons::json_object_arg);
        part.insert_or_assign("text", jsonString(text));
        Json parts(jsoncons::json_array_arg);
        parts.push_back(std::move(part));
        Json content(jsoncons::json_object_arg);
        content.insert_or_assign("parts", std::move(parts));
        Json request(jsoncons::json_object_arg);
        request.insert_or_assign("model", jsonString(resourceOf(model)));
        request.insert_or_assign("content", std::move(content));
        requests.push_back(std::move(request));
    }
    Json order(jsoncons::json_object_arg);
    order.insert_or_assign("requests", std::move(requests));
    return order;
}

Result<Embeddings> embeddingsOf(const Json &answer, qsizetype texts)
{
    const Json *entries = member(answer, "embeddings");
    if (entries == nullptr || !entries->is_array() || static_cast<qsizetype>(entries->size()) != texts)
        return malformed(u"The answer does not hold one embedding for each text"_s);
    Embeddings result;
    for (const Json &entry : entries->array_range()) {
        auto vector = vectorOf(entry);
        if (!vector)
            return std::unexpected(vector.error());
        result.vectors.append(*std::move(vector));
    }
    if (const Json *usage = member(answer, "usageMetadata"))
        result.usage = usageOf(*usage);
    return result;
}

} // namespace assay::provider::gemini
