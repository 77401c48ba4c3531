// SPDX-License-Identifier: GPL-3.0-or-later
// The tests of the template language, `value is test`. Each is one line in the table of valuetests.cpp.
#pragma once

#include "core/prompt/value.h"

#include <QStringList>
#include <QStringView>

namespace assay::prompt {

struct TestSpec {
    QStringView name;
    bool (*holds)(const Value &value);
    bool acceptsMissing = false;
};

/// Null when there is none of that name.
[[nodiscard]] const TestSpec *findTest(QStringView name);
/// Sorted.
[[nodiscard]] QStringList testNames();

} // namespace assay::prompt
