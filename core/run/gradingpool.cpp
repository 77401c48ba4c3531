// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/gradingpool.h"

#include "core/run/assertionresolution.h"

#include <exception>

namespace assay::run {

using namespace Qt::StringLiterals;

namespace {

Graded undecided(const QString &reason)
{
    return {.grades = {}, .verdict = {grader::GradeState::error, 0, reason}};
}

// What escaped here would end the program.
Graded gradeAnswer(const evalset::Item &item, const QList<evalset::Assertion> &assertions, const grader::GradeInput &input)
{
    try {
        const auto resolved = resolveAssertions(assertions, item.variables, item.reference);
        if (!resolved)
            return undecided(resolved.error().describe());
        Graded graded;
        for (const evalset::Assertion &assertion : *resolved)
            graded.grades.append(grader::grade(assertion, input));
        graded.verdict = grader::combine(graded.grades, item.threshold);
        return graded;
    } catch (const std::exception &thrown) {
        return undecided(u"grading broke off: %1"_s.arg(QString::fromUtf8(thrown.what())));
    }
}

} // namespace

Outcome outcomeOf(grader::GradeState state)
{
    switch (state) {
    case grader::GradeState::passed:
        return Outcome::passed;
    case grader::GradeState::failed:
        return Outcome::failed;
    case grader::GradeState::error:
        return Outcome::error;
    }
    Q_UNREACHABLE_RETURN(Outcome::error);
}

QString gradedText(const provider::Completion &completion)
{
    return completion.text.isEmpty() && !completion.toolCalls.isEmpty() ? QString::fromUtf8(toJson(provider::toolCallsToJson(completion.toolCalls))) : completion.text;
}

GradingPool::GradingPool(int threads)
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this](const std::stop_token &stop) { work(stop); });
}

QFuture<Graded> GradingPool::grade(evalset::Item item, QList<evalset::Assertion> assertions, grader::GradeInput input)
{
    Job job{.item = std::move(item), .assertions = std::move(assertions), .input = std::move(input), .promise = {}};
    job.promise.start();
    QFuture<Graded> future = job.promise.future();
    {
        const std::scoped_lock lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
    return future;
}

void GradingPool::work(const std::stop_token &stop)
{
    while (true) {
        std::unique_lock lock(m_mutex);
        if (!m_wake.wait(lock, stop, [this] { return !m_jobs.empty(); }))
            return;
        Job job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        job.promise.addResult(gradeAnswer(job.item, job.assertions, job.input));
        job.promise.finish();
    }
}

} // namespace assay::run
