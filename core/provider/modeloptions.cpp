// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/modeloptions.h"

#include "core/tokens/reasoningeffort.h"

namespace assay::provider {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMostThinking = 1'000'000;

std::unexpected<Error> wrong(const ModelConfig &model, const QString &option, const QString &allowed)
{
    return std::unexpected(fail(ErrorKind::invalidInput, u"The option \"%1\" of the model %2 cannot be used"_s.arg(option, model.name), u"It takes %1"_s.arg(allowed))
            .error()
            .with(u"model"_s, model.name));
}

} // namespace

Result<ModelOptions> readModelOptions(const ModelConfig &model)
{
    ModelOptions options;
    if (!model.options.is_object())
        return fail(ErrorKind::invalidInput, u"The options of the model %1 are not a JSON object"_s.arg(model.name), u"Write {} for none"_s);
    for (const auto &member : model.options.object_range()) {
        const QString name = QString::fromStdString(std::string(member.key()));
        const Json &value = member.value();
        if (name == u"reasoningEffort") {
            if (!value.is_string() || !tokens::reasoningEfforts().contains(toQString(value)))
                return wrong(model, name, tokens::reasoningEfforts().join(u", "_s));
            options.reasoningEffort = toQString(value);
        } else if (name == u"thinkingBudget") {
            if (!value.is<qint64>() || value.as<qint64>() < 0 || value.as<qint64>() > kMostThinking)
                return wrong(model, name, u"a number of tokens from 0 to %1"_s.arg(kMostThinking));
            options.thinkingBudget = value.as<qint64>();
        } else if (name == u"cachePrompt") {
            if (!value.is_bool())
                return wrong(model, name, u"true or false"_s);
            options.cachesPrompt = value.as<bool>();
        } else if (name == u"capabilities") {
            if (!value.is_object())
                return wrong(model, name, u"an object such as {\"schema\": true, \"contextWindow\": 32768}"_s);
        } else {
            return wrong(model, name, u"nothing, since it is not known; known are reasoningEffort, thinkingBudget, cachePrompt and capabilities"_s);
        }
    }
    return options;
}

} // namespace assay::provider
