// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of Results whose failure prints the error.
#pragma once

#include "core/base/error.h"

#include <QTest>

namespace assay::test {

template<typename T> QByteArray whyNot(const Result<T> &result)
{
    return result ? QByteArray() : QString(toText(result.error().kind) + QLatin1StringView(": ") + result.error().describe()).toUtf8();
}

template<typename T> QByteArray kindOf(const Result<T> &result)
{
    return result ? QByteArray("no error") : toText(result.error().kind).toUtf8();
}

} // namespace assay::test

#define VERIFY_OK(result)                                                                                                                                                          \
    do {                                                                                                                                                                           \
        const auto &outcomeToVerify = (result);                                                                                                                                    \
        QVERIFY2(outcomeToVerify.has_value(), assay::test::whyNot(outcomeToVerify).constData());                                                                                   \
    } while (false)
/// The kind as its word: VERIFY_FAILS(opened, "damaged").
#define VERIFY_FAILS(result, kind) QCOMPARE(assay::test::kindOf(result), QByteArray(kind))
