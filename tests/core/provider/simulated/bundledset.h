// SPDX-License-Identifier: GPL-3.0-or-later
// A bundled eval set, answered by the simulated tiers and checked by the simplest means. References are read here and go nowhere near a model.
#pragma once

#include "core/importexport/manifest.h"
#include "core/prompt/rendering.h"
#include "core/provider/simulated/script.h"

#include <QHash>

#include <functional>

namespace assay::test {

using Check = std::function<bool(const evalset::Item &item, const QString &answer)>;

class SimulatedRuns {
public:
    /// Of the checkout's evalsets folder; unusable (isUsable()) when something there cannot be read.
    SimulatedRuns(const QString &set, Check check)
        : m_check(std::move(check)), m_bundled(importexport::readBundledSet(QStringLiteral(ASSAY_SOURCE_DIR "/evalsets/") + set))
    {
        if (!m_bundled)
            return;
        for (const importexport::PromptFile &file : m_bundled->prompts)
            m_compiled.append(*prompt::CompiledPrompt::compile(file.content));
    }

    [[nodiscard]] QString problem() const { return m_bundled ? QString() : m_bundled.error().describe(); }
    [[nodiscard]] const QList<evalset::Item> &items() const { return m_bundled->set.items; }
    [[nodiscard]] qsizetype versions() const { return m_compiled.size(); }

    /// `version` from 0, in the order of the manifest.
    [[nodiscard]] provider::ChatRequest request(qsizetype version, const evalset::Item &item) const
    {
        const prompt::Parameters &parameters = m_bundled->prompts.at(version).content.parameters;
        provider::ChatRequest request;
        request.model = QStringLiteral("sim");
        request.messages = prompt::toChatMessages(*m_compiled.at(version).render(item.variables));
        request.temperature = parameters.temperature;
        request.maxOutputTokens = parameters.maxOutputTokens;
        request.seed = parameters.seed;
        request.stop = parameters.stop;
        return request;
    }

    [[nodiscard]] QString answer(const QString &tier, qsizetype version, const evalset::Item &item) const
    {
        const provider::SimulationOptions options{.fast = true, .faults = false, .seed = 7};
        return provider::writeScript(*provider::simulatedTier(tier), options, request(version, item)).completion.text;
    }

    [[nodiscard]] bool passes(const QString &tier, qsizetype version, const evalset::Item &item) const
    {
        const QString cell = tier + QLatin1Char(' ') + QString::number(version) + QLatin1Char(' ') + item.key;
        if (!m_outcomes.contains(cell))
            m_outcomes.insert(cell, m_check(item, answer(tier, version, item)));
        return m_outcomes.value(cell);
    }

    using Filter = std::function<bool(const evalset::Item &)>;
    /// In percent of the items that the filter lets through.
    [[nodiscard]] double passRate(const QString &tier, qsizetype version, const Filter &filter = [](const evalset::Item &) { return true; }) const
    {
        int all = 0;
        int passed = 0;
        for (const evalset::Item &item : items()) {
            if (!filter(item))
                continue;
            ++all;
            passed += passes(tier, version, item) ? 1 : 0;
        }
        return all == 0 ? 0 : 100.0 * passed / all;
    }

    [[nodiscard]] static Filter tagged(const QString &tag, bool isTagged = true)
    {
        return [tag, isTagged](const evalset::Item &item) { return item.tags.contains(tag) == isTagged; };
    }

private:
    Check m_check;
    Result<importexport::BundledSet> m_bundled;
    QList<prompt::CompiledPrompt> m_compiled;
    mutable QHash<QString, bool> m_outcomes; ///< so that every filter counts the same answers once
};

inline const QStringList &tiers()
{
    static const QStringList names{QStringLiteral("small"), QStringLiteral("medium"), QStringLiteral("large")};
    return names;
}

} // namespace assay::test
