// SPDX-License-Identifier: GPL-3.0-or-later
// Grades from short JSON, printed in one line: "passed 1: reason".
#pragma once

#include "core/grader/grader.h"
#include "tests/support/expectresult.h"

namespace assay::test {

inline evalset::Assertion assertionOf(const QString &json)
{
    const auto assertion = parseJson(QStringView(json)).and_then(evalset::assertionFromJson);
    if (!assertion)
        qFatal("%s: %s", qPrintable(json), qPrintable(assertion.error().describe()));
    return *assertion;
}

inline grader::Grade gradeOf(const QString &assertion, const QString &output)
{
    return grader::grade(assertionOf(assertion), {.output = output, .latency = {}, .cost = {}});
}

inline QString word(grader::GradeState state)
{
    switch (state) {
    case grader::GradeState::passed:
        return QStringLiteral("passed");
    case grader::GradeState::failed:
        return QStringLiteral("failed");
    case grader::GradeState::error:
        return QStringLiteral("error");
    }
    Q_UNREACHABLE_RETURN({});
}

/// The same assertion with "not-" before its type.
inline QString negated(const QString &assertion)
{
    const QString start = QStringLiteral("{\"type\":\"");
    Q_ASSERT(assertion.startsWith(start));
    return start + QStringLiteral("not-") + assertion.sliced(start.size());
}

} // namespace assay::test

/// Compares state and score, of the assertion and of its negation, and prints the reason when they differ.
#define COMPARE_GRADE(assertion, output, wanted)                                                                                                                                   \
    do {                                                                                                                                                                           \
        const assay::grader::Grade plainGrade = assay::test::gradeOf(assertion, output);                                                                                           \
        QVERIFY2(assay::test::word(plainGrade.state) == (wanted), qPrintable(assay::test::word(plainGrade.state) + QStringLiteral(": ") + plainGrade.reason));                     \
        QCOMPARE(plainGrade.score, plainGrade.state == assay::grader::GradeState::passed ? 1.0 : 0.0);                                                                             \
        QVERIFY(!plainGrade.reason.isEmpty());                                                                                                                                     \
        const assay::grader::Grade notGrade = assay::test::gradeOf(assay::test::negated(assertion), output);                                                                       \
        const bool isDecided = plainGrade.state != assay::grader::GradeState::error;                                                                                               \
        QCOMPARE(notGrade.state == assay::grader::GradeState::error, !isDecided);                                                                                                  \
        if (isDecided) {                                                                                                                                                           \
            QVERIFY(notGrade.state != plainGrade.state);                                                                                                                           \
            QCOMPARE(notGrade.score, 1 - plainGrade.score);                                                                                                                        \
        }                                                                                                                                                                          \
    } while (false)
