// SPDX-License-Identifier: GPL-3.0-or-later
// One rendering's account: what it has used up, and the first fault that stopped it. Whatever runs on behalf of a template spends
// steps here in proportion to its work, so that no template and no value can run away. After a fault everything returns quickly
// with an empty value; nothing is thrown.
#pragma once

#include "core/base/error.h"
#include "core/prompt/value.h"

#include <QStringView>

#include <optional>

namespace assay::prompt {

/// In UTF-16 units; of the result and of every text on the way to it.
inline constexpr qsizetype kLargestText = 4 * 1024 * 1024;
inline constexpr qsizetype kMostSteps = 1'000'000;

class Execution {
public:
    explicit Execution(QStringView source) : m_source(source) {}

    /// Where in the source work is done from now on; faults are reported there.
    void moveTo(qsizetype offset) { m_offset = offset; }
    [[nodiscard]] qsizetype offset() const { return m_offset; }

    /// False when the rendering has stopped, also for an earlier reason.
    bool spend(qsizetype steps = 1);
    /// For reading or making that many units of text.
    bool spendOnText(qsizetype units) { return spend(1 + units / 64); }
    /// The same, when a text of that size is about to be made.
    bool allowText(qsizetype units);

    /// Keeps the first fault only. Returns none, so that a filter can end with it.
    Value fail(const QString &message, const QString &hint = {}, ErrorKind kind = ErrorKind::render);
    Value failAt(qsizetype offset, const QString &message, const QString &hint = {});
    [[nodiscard]] bool hasFailed() const { return m_error.has_value(); }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

    /// The list or mapping, or a fault when it is too deep.
    Value made(std::optional<Value> container);

private:
    QStringView m_source;
    qsizetype m_offset = 0;
    qsizetype m_steps = 0;
    std::optional<Error> m_error;
};

} // namespace assay::prompt
