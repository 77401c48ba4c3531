// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/serviceanswers.h"

#include "core/provider/openai/usage.h"
#include "core/provider/wire/jsonfields.h"
#include "core/provider/wire/usagecounts.h"

#include <algorithm>

namespace assay::provider::openai {

using wire::count;
using wire::member;
using wire::textOf;

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Error> malformed(const QString &what)
{
    return fail(ErrorKind::malformed, what, u"Check that the base URL belongs to an OpenAI-compatible API"_s);
}

std::optional<qint64> firstOf(std::initializer_list<std::optional<qint64>> counts)
{
    const auto *const found = std::ranges::find_if(counts, [](const auto &told) { return told && *told > 0; });
    return found == counts.end() ? std::nullopt : *found;
}

ListedModel listedModel(const Json &entry)
{
    ListedModel model;
    model.apiName = textOf(entry, "id");
    model.title = textOf(entry, "display_name");
    if (model.title.isEmpty())
        model.title = textOf(entry, "name");
    if (model.title == model.apiName)
        model.title.clear();
    // OpenRouter and Together; vLLM; Groq; Mistral; LM Studio (what is loaded, else what could be); llama.cpp (what the model was trained for).
    model.contextWindow = firstOf({count(entry, "context_length"), count(entry, "max_model_len"), count(entry, "context_window"), count(entry, "loaded_context_length"),
        count(entry, "max_context_length"), count(entry, "meta", "n_ctx"), count(entry, "meta", "n_ctx_train")});
    model.maxOutput = firstOf({count(entry, "top_provider", "max_completion_tokens"), count(entry, "max_completion_tokens"), count(entry, "max_output_tokens")});
    return model;
}

Result<QList<float>> vectorOf(const Json &entry)
{
    const Json *numbers = member(entry, "embedding");
    if (numbers == nullptr || !numbers->is_array() || numbers->empty())
        return malformed(u"An embedding is not a list of numbers"_s);
    QList<float> vector;
    vector.reserve(static_cast<qsizetype>(numbers->size()));
    for (const Json &number : numbers->array_range()) {
        if (!number.is_number())
            return malformed(u"An embedding is not a list of numbers"_s);
        vector.append(number.as<float>());
    }
    return vector;
}

Moderation moderationOf(const Json &entry)
{
    Moderation verdict;
    if (const Json *flagged = member(entry, "flagged"); flagged != nullptr && flagged->is_bool())
        verdict.isFlagged = flagged->as<bool>();
    if (const Json *categories = member(entry, "categories"); categories != nullptr && categories->is_object()) {
        for (const auto &category : categories->object_range()) {
            if (category.value().is_bool() && category.value().as<bool>())
                verdict.categories.append(QString::fromStdString(std::string(category.key())));
        }
    }
    if (const Json *scores = member(entry, "category_scores"); scores != nullptr && scores->is_object()) {
        for (const auto &score : scores->object_range()) {
            if (score.value().is_number())
                verdict.scores.emplaceBack(QString::fromStdString(std::string(score.key())), score.value().as<double>());
        }
    }
    return verdict;
}

} // namespace

Result<QList<ListedModel>> modelsOf(const Json &answer)
{
    const bool isListAlone = answer.is_array();
    if (!isListAlone && !(answer.is_object() && answer.contains("data")))
        return malformed(u"The answer is no list of models"_s);
    const Json &entries = isListAlone ? answer : answer.at("data");
    QList<ListedModel> models;
    if (!entries.is_null() && !entries.is_array()) // a server without models may write null for the list
        return malformed(u"The answer is no list of models"_s);
    if (entries.is_array()) {
        for (const Json &entry : entries.array_range())
            models.append(listedModel(entry));
    }
    models.removeIf([](const ListedModel &model) { return model.apiName.isEmpty(); });
    std::ranges::stable_sort(models, {}, &ListedModel::apiName);
    const auto repeated = std::ranges::unique(models, {}, &ListedModel::apiName);
    models.erase(repeated.begin(), repeated.end());
    return models;
}

Result<Embeddings> embeddingsOf(const Json &answer, qsizetype texts)
{
    const Json *data = member(answer, "data");
    if (data == nullptr || !data->is_array() || static_cast<qsizetype>(data->size()) != texts)
        return malformed(u"The answer does not hold one embedding for each text"_s);
    Embeddings result;
    result.vectors.resize(texts);
    qsizetype place = 0;
    for (const Json &entry : data->array_range()) {
        auto vector = vectorOf(entry);
        if (!vector)
            return std::unexpected(vector.error());
        const auto index = count(entry, "index").value_or(place++);
        if (index >= texts || !result.vectors.at(index).isEmpty())
            return malformed(u"The answer does not hold one embedding for each text"_s);
        result.vectors[index] = *std::move(vector);
    }
    if (const Json *usage = member(answer, "usage"))
        result.usage = usageOf(*usage);
    result.modelReturned = textOf(answer, "model");
    return result;
}

Result<QList<Moderation>> moderationsOf(const Json &answer, qsizetype texts)
{
    const Json *results = member(answer, "results");
    if (results == nullptr || !results->is_array() || static_cast<qsizetype>(results->size()) != texts)
        return malformed(u"The answer does not hold one verdict for each text"_s);
    QList<Moderation> verdicts;
    for (const Json &entry : results->array_range())
        verdicts.append(moderationOf(entry));
    return verdicts;
}

} // namespace assay::provider::openai
