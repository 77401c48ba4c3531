// SPDX-License-Identifier: GPL-3.0-or-later
// Threads that grade, so that a heavy pattern or schema holds up neither the calls nor the meters. Values go in and out.
#pragma once

#include "core/grader/combine.h"
#include "core/grader/grader.h"
#include "core/run/cellresult.h"

#include <QFuture>
#include <QPromise>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace assay::run {

struct Graded {
    QList<grader::Grade> grades;
    grader::CellVerdict verdict;
};

[[nodiscard]] Outcome outcomeOf(grader::GradeState state);
/// What an assertion sees of an answer: its text, or its calls of tools where it is nothing but those.
[[nodiscard]] QString gradedText(const provider::Completion &completion);

class GradingPool {
public:
    explicit GradingPool(int threads);
    /// Grades what still waits.
    ~GradingPool() = default;
    GradingPool(const GradingPool &) = delete;
    GradingPool &operator=(const GradingPool &) = delete;

    /// Assertions as written: templates in their values are filled in on the pool's thread.
    [[nodiscard]] QFuture<Graded> grade(evalset::Item item, QList<evalset::Assertion> assertions, grader::GradeInput input);

private:
    struct Job {
        evalset::Item item;
        QList<evalset::Assertion> assertions;
        grader::GradeInput input;
        QPromise<Graded> promise;
    };
    void work(const std::stop_token &stop);

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Job> m_jobs;
    std::vector<std::jthread> m_threads; ///< last: they use the rest until they have ended
};

} // namespace assay::run
