// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/workspacesamples.h"

#include "core/store/evalsetrepository.h"
#include "core/store/modelrepository.h"
#include "core/store/promptrepository.h"
#include "core/store/workspacefile.h"

namespace assay::test {

using namespace Qt::StringLiterals;

namespace {

Json object(std::initializer_list<std::pair<const char *, Json>> members)
{
    Json json(jsoncons::json_object_arg);
    for (const auto &[name, value] : members)
        json[name] = value;
    return json;
}

evalset::Item sampleItem(int number)
{
    evalset::Item item;
    item.key = u"T-%1"_s.arg(number + 1, 3, 10, QChar(u'0'));
    item.variables = object({{"message", jsonString(u"Ticket %1: my order is late 🚚"_s.arg(number + 1))}, {"count", Json(number)}});
    item.reference = object({{"category", jsonString(u"delivery"_s)}});
    if (number == 1) {
        item.assertions = {{.type = u"contains"_s, .negated = true, .value = jsonString(u"sorry"_s), .threshold = 0.5, .weight = 2, .metric = u"tone"_s}};
        item.tags = {u"hard"_s, u"delivery"_s};
        item.weight = 2.5;
    }
    if (number == 2) {
        item.group = u"customer-7"_s;
        item.threshold = 0.75;
    }
    return item;
}

Result<prompt::Version> addVersion(store::Database &database, const QString &instruction, const QString &note, std::optional<int> parent)
{
    return store::PromptRepository(database).addVersion(u"triage"_s, sampleContent(instruction), note, parent, sampleTime());
}

Result<QList<run::PlannedModel>> storeModels(store::Database &database)
{
    store::ModelRepository repository(database);
    const auto simulated = repository.saveProvider({.id = {}, .name = u"sim"_s, .kind = u"simulated"_s, .baseUrl = {}, .keySource = {}, .options = object({{"fast", Json(true)}})});
    if (!simulated)
        return std::unexpected(simulated.error());
    const auto local
        = repository.saveProvider({.id = {}, .name = u"home"_s, .kind = u"openai-compatible"_s, .baseUrl = u"http://localhost:11434/v1"_s, .keySource = u"env:HOME_KEY"_s});
    if (!local)
        return std::unexpected(local.error());
    const auto small = repository.saveModel({.id = {},
        .providerId = simulated->id,
        .name = u"small"_s,
        .apiName = u"sim-small"_s,
        .tier = u"small"_s,
        .concurrency = 4,
        .maxOutputTokens = 256,
        .price = samplePrice(),
        .stream = true});
    if (!small)
        return std::unexpected(small.error());
    const auto unpriced = repository.saveModel(
        {.id = {}, .providerId = local->id, .name = u"local"_s, .apiName = u"llama"_s, .tier = {}, .concurrency = 1, .maxOutputTokens = 1024, .price = {}, .stream = false});
    if (!unpriced)
        return std::unexpected(unpriced.error());
    return repository.models();
}

} // namespace

TemporaryStore::TemporaryStore()
{
    if (const auto made = store::createWorkspaceFile(path()); !made)
        qFatal("%s", qPrintable(made.error().describe()));
    reopen();
}

void TemporaryStore::reopen()
{
    m_database.reset();
    auto opened = store::Database::open(path(), store::Database::Access::readWrite);
    if (!opened)
        qFatal("%s", qPrintable(opened.error().describe()));
    m_database = std::move(*opened);
}

UtcTime sampleTime(int minutesLater)
{
    constexpr qint64 start = 1'767'323'045'678; // 2026-01-02T03:04:05.678Z
    return utcFromUnixMs(start + 60'000LL * minutesLater);
}

prompt::Content sampleContent(const QString &instruction)
{
    prompt::Content content;
    content.messages = {{.role = tokens::Role::system, .text = instruction}, {.role = tokens::Role::user, .text = u"{{ message }}"_s}};
    content.parameters.temperature = 0.2;
    content.parameters.maxOutputTokens = 128;
    content.parameters.stop = {u"\n\n"_s, u"END"_s};
    content.responseFormat = prompt::ResponseFormat::jsonSchema;
    content.responseSchema = object({{"type", jsonString(u"object"_s)}, {"additionalProperties", Json(false)}});
    return content;
}

evalset::EvalSet sampleSet(int items)
{
    evalset::EvalSet set;
    set.name = u"tickets"_s;
    set.title = u"Support tickets"_s;
    set.description = u"Written for tests."_s;
    set.defaultAssertions = {{.type = u"is-json"_s, .negated = false, .value = Json::null(), .threshold = {}, .weight = 1, .metric = {}}};
    for (int number = 0; number < items; ++number)
        set.items.append(sampleItem(number));
    return set;
}

Json samplePrice()
{
    return pricing::toJson({.inputMicroUsdPerMTok = 150'000,
        .cachedInputMicroUsdPerMTok = 75'000,
        .cacheWriteMicroUsdPerMTok = {},
        .outputMicroUsdPerMTok = 600'000,
        .source = u"made up for tests"_s,
        .date = u"2026-01-02"_s});
}

Result<run::RunPlan> storeSamplePlan(store::Database &database, int items, int repeats)
{
    auto first = addVersion(database, u"Say what it is about."_s, u"first try"_s, std::nullopt);
    if (!first)
        return std::unexpected(first.error());
    auto second = addVersion(database, u"Answer in JSON: what is it about?"_s, u"asks for JSON"_s, 1);
    if (!second)
        return std::unexpected(second.error());
    auto set = store::EvalSetRepository(database).save(sampleSet(items), sampleTime());
    if (!set)
        return std::unexpected(set.error());
    auto models = storeModels(database);
    if (!models)
        return std::unexpected(models.error());
    run::RunPlan plan;
    plan.versions = {*first, *second};
    plan.models = *models;
    plan.set = *set;
    plan.repeats = repeats;
    plan.budget = Money::fromMicroUsd(2'500'000);
    plan.concurrency = 3;
    plan.seed = 42;
    plan.baseline = 0;
    plan.createdAt = sampleTime(1);
    return plan;
}

run::Attempt sentAttempt(int cell, int number)
{
    run::Attempt attempt;
    attempt.cell = cell;
    attempt.number = number;
    attempt.startedAt = sampleTime(2);
    attempt.reserved = Money::fromPicoUsd(1'000'000 + cell);
    return attempt;
}

run::Attempt failedAttempt(int cell, int number)
{
    run::Attempt attempt = sentAttempt(cell, number);
    attempt.state = run::Attempt::State::failed;
    attempt.duration = Milliseconds(31);
    attempt.errorKind = ErrorKind::rateLimit;
    attempt.errorMessage = u"Too many requests."_s;
    attempt.retryAfter = Milliseconds(1500);
    attempt.httpStatus = 429;
    attempt.requestId = u"req-%1-%2"_s.arg(cell).arg(number);
    attempt.cost = Money();
    return attempt;
}

run::Attempt answeredAttempt(int cell, int number)
{
    run::Attempt attempt = sentAttempt(cell, number);
    attempt.state = run::Attempt::State::answered;
    attempt.duration = Milliseconds(812 + cell);
    attempt.timeToFirstToken = Milliseconds(120);
    attempt.httpStatus = 200;
    attempt.requestId = u"req-%1-%2"_s.arg(cell).arg(number);
    attempt.cost = Money::fromPicoUsd(654'321 + cell);
    return attempt;
}

run::Response sampleResponse(int cell, int attempt)
{
    run::Response response;
    response.cell = cell;
    response.attempt = attempt;
    response.completion.text = u"{\"category\": \"delivery\", \"note\": \"cell %1 🚚\"}"_s.arg(cell);
    response.completion.finish = provider::FinishReason::completed;
    response.completion.finishRaw = u"stop"_s;
    response.completion.usage = tokens::Usage{.input = 210 + cell, .inputCached = 64, .inputCacheWrite = 8, .output = 33, .reasoning = 5, .isEstimate = false};
    response.completion.rawUsage = R"({"prompt_tokens":210})";
    response.completion.modelReturned = u"sim-small-1"_s;
    response.completion.fingerprint = u"fp_1"_s;
    response.latency = Milliseconds(812 + cell);
    response.timeToFirstToken = Milliseconds(120);
    response.cost = Money::fromPicoUsd(654'321 + cell);
    return response;
}

run::CellEnd sampleEnd(int cell, run::Outcome outcome)
{
    run::CellEnd end;
    end.cell = cell;
    end.outcome = outcome;
    const bool isGraded = outcome == run::Outcome::passed || outcome == run::Outcome::failed;
    if (!isGraded) {
        end.errorKind = outcome == run::Outcome::error ? ErrorKind::serverError : ErrorKind::budget;
        end.reason = u"No answer."_s;
        return end;
    }
    const bool hasPassed = outcome == run::Outcome::passed;
    end.score = hasPassed ? 1 : 0.5;
    grader::Grade format;
    format.name = u"is-json"_s;
    format.metric = u"is-json"_s;
    format.state = grader::GradeState::passed;
    format.score = 1;
    format.weight = 1;
    format.reason = u"It is JSON."_s;
    grader::Grade tone = format;
    tone.name = u"not-contains"_s;
    tone.metric = u"tone"_s;
    tone.state = hasPassed ? grader::GradeState::passed : grader::GradeState::failed;
    tone.score = hasPassed ? 1 : 0;
    tone.reason = hasPassed ? QString() : u"It says \"sorry\"."_s;
    end.grades = {format, tone};
    end.reason = tone.reason;
    return end;
}

} // namespace assay::test
