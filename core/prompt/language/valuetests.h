// SPDX-License-Identifier: GPL-3.0-or-later
// The tests of the template language, `value is test` and `value is test(argument)`. Each is one line in the table of valuetests.cpp.
#pragma once

#include "core/prompt/language/execution.h"

#include <QStringList>
#include <QStringView>

#include <optional>

namespace assay::prompt {

struct TestSpec;

/// One use of a test. A test whose `parameter` is required has its argument.
struct TestCall {
    Execution &run;
    const TestSpec &test;
    Value value;
    std::optional<Value> argument;
};

struct TestSpec {
    enum class Parameter : quint8 { none, required };

    QStringView name;
    bool (*holds)(TestCall &call); ///< false after a fault
    QStringView summary;           ///< one sentence
    Parameter parameter = Parameter::none;
    bool acceptsMissing = false;
};

/// Null when there is none of that name.
[[nodiscard]] const TestSpec *findTest(QStringView name);
/// Sorted.
[[nodiscard]] QStringList testNames();

} // namespace assay::prompt
