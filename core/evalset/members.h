// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the members of one JSON object and remembers the first thing that is wrong: a member of the wrong kind, or one that nobody knows.
#pragma once

#include "core/base/json.h"

#include <initializer_list>
#include <optional>

namespace assay::evalset {

class Members {
public:
    /// `what` names the object in messages: "an item". The object must outlive this.
    Members(const Json &json, const QString &what, std::initializer_list<std::string_view> known);

    [[nodiscard]] std::optional<QString> text(std::string_view name);
    /// Text or a number, as text.
    [[nodiscard]] std::optional<QString> textOrNumber(std::string_view name);
    [[nodiscard]] std::optional<double> number(std::string_view name);
    [[nodiscard]] std::optional<double> weight(std::string_view name);
    [[nodiscard]] std::optional<QStringList> texts(std::string_view name);
    [[nodiscard]] const Json *object(std::string_view name);
    /// Null when absent.
    [[nodiscard]] Json any(std::string_view name) const;

    [[nodiscard]] const std::optional<Error> &problem() const { return m_problem; }

private:
    [[nodiscard]] const Json *find(std::string_view name) const;
    void expected(std::string_view name, const QString &kind);
    void complain(const QString &message, const QString &hint);

    const Json &m_json;
    QString m_what;
    std::optional<Error> m_problem;
};

} // namespace assay::evalset
