// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the members of a plumbing request and remembers the first that cannot be used, so that a method reads all it wants and
// asks once. After a failure every read gives a harmless value.
#pragma once

#include "core/base/json.h"

#include <optional>
#include <string>
#include <vector>

namespace assay::stats {

class PlumbingInput {
public:
    static constexpr qint64 kLargestCount = 1'000'000'000;

    /// input must outlive this.
    explicit PlumbingInput(const Json &input);

    /// A whole number; 3.0 is one too.
    [[nodiscard]] qint64 count(const char *member, qint64 least = 0, qint64 most = kLargestCount);
    /// Between 0 and 1, without them.
    [[nodiscard]] double openShare(const char *member);
    /// Between 0 and 1, or one of them.
    [[nodiscard]] double share(const char *member);
    [[nodiscard]] double number(const char *member);
    [[nodiscard]] std::vector<double> numbers(const char *member);
    /// An array of scalars, each as its JSON text, so that 1 and "1" differ.
    [[nodiscard]] std::vector<std::string> names(const char *member);

    /// Notes what a method finds wrong itself; the first note stays.
    void refuse(const QString &message);
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

private:
    [[nodiscard]] const Json *find(const char *member);
    [[nodiscard]] const Json *array(const char *member, const QString &wanted);
    [[nodiscard]] std::optional<double> finite(const char *member, const QString &wanted);

    const Json &m_input;
    std::optional<Error> m_error;
};

} // namespace assay::stats
