// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/grader/grader.h"
#include "core/prompt/rendering.h"
#include "core/provider/batch.h"
#include "core/provider/catalog.h"
#include "core/provider/modeloptions.h"
#include "core/run/assertionresolution.h"
#include "core/run/exampledraw.h"
#include "core/run/plan.h"
#include "core/run/requestbuilder.h"
#include "core/run/schemacheck.h"

namespace assay::run {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShown = 20;
constexpr qint64 kMostCells = 1'000'000; // what a run keeps in memory of each is small, not nothing

// Gathers what is wrong, so that a hundred items with one fault are one message.
class Findings {
public:
    void add(const Error &error)
    {
        if (m_count++ == 0)
            m_first = error;
        if (m_texts.size() < kShown)
            m_texts.append(error.describe());
    }

    [[nodiscard]] Result<void> result() const
    {
        if (m_count == 0)
            return {};
        if (m_count == 1)
            return std::unexpected(m_first);
        QString message = m_texts.join(u'\n');
        if (m_count > m_texts.size())
            message += u"\nand %1 more"_s.arg(m_count - m_texts.size());
        Error error = fail(m_first.kind, message, u"Nothing was asked and nothing was paid."_s).error();
        for (const QString &text : m_texts)
            error = error.with(u"finding"_s, text);
        return std::unexpected(error);
    }

private:
    Error m_first;
    qsizetype m_count = 0;
    QStringList m_texts;
};

Result<void> checkShape(const RunPlan &plan)
{
    if (plan.versions.isEmpty())
        return fail(ErrorKind::invalidInput, u"the run has no prompt version"_s, u"Choose at least one."_s);
    if (plan.models.isEmpty())
        return fail(ErrorKind::invalidInput, u"the run has no model"_s, u"Choose at least one."_s);
    if (plan.set.items.isEmpty())
        return plan.leftOut.isEmpty() ? fail(ErrorKind::invalidInput, u"the eval set \"%1\" has no item"_s.arg(plan.set.name), u"Import some, or add one."_s)
                                      : fail(ErrorKind::invalidInput, u"the eval set \"%1\" has no item but those that a version draws as examples"_s.arg(plan.set.name),
                                            u"Import more, or draw fewer examples."_s);
    if (plan.repeats < 1)
        return fail(ErrorKind::invalidInput, u"the number of repeats is below 1"_s);
    if (plan.concurrency && *plan.concurrency < 1)
        return fail(ErrorKind::invalidInput, u"the concurrency is below 1"_s);
    if (plan.versions.size() * plan.models.size() * plan.set.items.size() > kMostCells / plan.repeats)
        return fail(ErrorKind::tooLarge, u"the run would have more than a million cells"_s, u"Choose fewer items or repeats."_s);
    if (plan.baseline && (*plan.baseline < 0 || *plan.baseline >= plan.versions.size()))
        return fail(ErrorKind::invalidInput, u"the baseline is none of the run's prompt versions"_s, u"Choose one of them."_s);
    for (const PlannedModel &model : plan.models) {
        if (plan.budget && !model.price)
            return fail(ErrorKind::invalidInput, u"the model %1 has no price, so no budget can be kept"_s.arg(model.model.name), u"Give it a price, or run without a budget."_s);
    }
    return {};
}

void checkRendering(const RunPlan &plan, Findings &findings)
{
    for (const prompt::Version &version : plan.versions) {
        if (const auto schemas = checkSchemas(version.content); !schemas)
            findings.add(schemas.error().with(u"file"_s, version.label()));
        const auto compiled = prompt::CompiledPrompt::compile(version.content);
        if (!compiled) {
            findings.add(compiled.error().with(u"file"_s, version.label()));
            continue;
        }
        for (const evalset::Item &item : plan.set.items) {
            if (const auto rendered = compiled->render(item.variables, prompt::Trace::none); !rendered)
                findings.add(rendered.error().with(u"file"_s, version.label()).with(u"item"_s, item.key));
        }
    }
}

void checkAssertions(const RunPlan &plan, Findings &findings)
{
    for (const evalset::Item &item : plan.set.items) {
        const QList<evalset::Assertion> assertions = evalset::effectiveAssertions(plan.set, item);
        if (assertions.isEmpty()) {
            findings.add(fail(ErrorKind::invalidInput, u"the item has no assertion, so it could neither pass nor fail"_s, u"Give the item or its set at least one."_s)
                    .error()
                    .with(u"item"_s, item.key));
            continue;
        }
        const auto resolved = resolveAssertions(assertions, item.variables, item.reference);
        if (!resolved) {
            findings.add(resolved.error().with(u"item"_s, item.key));
            continue;
        }
        for (const evalset::Assertion &assertion : *resolved) {
            if (const auto checked = grader::checkAssertion(assertion); !checked)
                findings.add(checked.error().with(u"item"_s, item.key));
        }
    }
}

// Whoever makes a plan leaves them out (takeSet); one that forgot is not run.
void checkExamples(const RunPlan &plan, Findings &findings)
{
    for (const prompt::Version &version : plan.versions) {
        const DrawnItems drawn(version, plan.set.name);
        for (const evalset::Item &item : plan.set.items) {
            if (drawn.contains(item))
                findings.add(fail(ErrorKind::invalidInput, u"%1 draws this item as an example, so it cannot be tested with it"_s.arg(version.label()), u"Leave the item out."_s)
                        .error()
                        .with(u"item"_s, item.key));
        }
    }
}

QStringList exampleNotes(const RunPlan &plan)
{
    constexpr qsizetype kNamed = 10;
    if (plan.leftOut.isEmpty())
        return {};
    QString keys = plan.leftOut.first(std::min(kNamed, plan.leftOut.size())).join(u", "_s);
    if (plan.leftOut.size() > kNamed)
        keys += u" and %1 more"_s.arg(plan.leftOut.size() - kNamed);
    return {u"left out, since a version draws them as examples: %1"_s.arg(keys)};
}

// What the models cannot do, with the severity asked for; `take` gets the model, the finding, the version and the item.
template<typename Take> void forEachFinding(const RunPlan &plan, provider::Finding::Severity severity, Take take)
{
    for (const prompt::Version &version : plan.versions) {
        const auto compiled = prompt::CompiledPrompt::compile(version.content);
        if (!compiled)
            continue;
        for (const PlannedModel &model : plan.models) {
            const provider::Capabilities capabilities = provider::Catalog::bundled().of(model.provider, model.model);
            if (capabilities == provider::Capabilities())
                continue;
            for (const evalset::Item &item : plan.set.items) {
                auto request = buildRequest(*compiled, version, model, item);
                if (!request)
                    continue;
                // Where the model takes none it is not sent; what the version asked for is said all the same.
                if (request->reasoningEffort.isEmpty())
                    request->reasoningEffort = version.content.parameters.reasoningEffort;
                for (const provider::Finding &finding : provider::checkRequest(*request, capabilities, countedInput(*request).tokens)) {
                    if (finding.severity == severity)
                        take(model, finding, version, item);
                }
            }
        }
    }
}

void checkModels(const RunPlan &plan, Findings &findings)
{
    for (const PlannedModel &model : plan.models) {
        if (const auto options = provider::readModelOptions(model.model); !options)
            findings.add(options.error());
    }
    QSet<QString> told;
    forEachFinding(
        plan, provider::Finding::Severity::error, [&](const PlannedModel &model, const provider::Finding &finding, const prompt::Version &version, const evalset::Item &item) {
            const QString text = u"%1 cannot answer %2: %3"_s.arg(model.model.name, version.label(), finding.text);
            if (!told.contains(text))
                findings.add(fail(ErrorKind::invalidInput, text).error().with(u"item"_s, item.key));
            told.insert(text);
        });
}

bool isInBatches(const RunPlan &plan)
{
    return plan.mode == RunMode::batch && plan.cache != CachePolicy::only;
}

void checkBatches(const RunPlan &plan, Findings &findings)
{
    if (!isInBatches(plan))
        return;
    for (const PlannedModel &model : plan.models) {
        if (provider::takesBatches(model.provider.kind) != false)
            continue;
        const QString why = model.provider.isSimulated() ? u"simulated models answer at once and for nothing"_s : u"%1 has none here"_s.arg(model.provider.kind);
        findings.add(fail(ErrorKind::invalidInput, u"%1 takes no batches: %2"_s.arg(model.model.name, why), u"Run without batches, or leave the model out."_s).error());
    }
}

bool judgesLatency(const evalset::Assertion &assertion)
{
    return assertion.type == u"latency";
}

QStringList batchNotes(const RunPlan &plan)
{
    QStringList texts;
    for (const PlannedModel &model : plan.models) {
        if (model.price && !model.price->batchMillionths)
            texts.append(u"%1: no price of batches is known, so that the full price is counted"_s.arg(model.model.name));
    }
    const bool hasLatency
        = std::ranges::any_of(plan.set.items, [&](const evalset::Item &item) { return std::ranges::any_of(evalset::effectiveAssertions(plan.set, item), judgesLatency); });
    if (hasLatency)
        texts.append(u"answers from batches have no latency: assertions on it cannot be judged"_s);
    return texts;
}

} // namespace

QStringList notes(const RunPlan &plan)
{
    QStringList texts = exampleNotes(plan);
    if (isInBatches(plan))
        texts += batchNotes(plan);
    forEachFinding(plan, provider::Finding::Severity::note, [&](const PlannedModel &model, const provider::Finding &finding, const prompt::Version &, const evalset::Item &) {
        const QString text = u"%1: %2"_s.arg(model.model.name, finding.text);
        if (!texts.contains(text))
            texts.append(text);
    });
    return texts;
}

Result<void> validate(const RunPlan &plan)
{
    if (const auto shape = checkShape(plan); !shape)
        return shape;
    if (const auto items = evalset::validate(plan.set.items); !items)
        return items;
    Findings findings;
    checkRendering(plan, findings);
    checkExamples(plan, findings);
    checkAssertions(plan, findings);
    checkModels(plan, findings);
    checkBatches(plan, findings);
    return findings.result();
}

} // namespace assay::run
