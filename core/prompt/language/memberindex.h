// SPDX-License-Identifier: GPL-3.0-or-later
// Finds members of JSON objects by name. Json looks through all names each time; here an object that has many, and is asked often, has them hashed.
#pragma once

#include "core/base/json.h"

#include <string_view>
#include <unordered_map>

namespace assay::prompt {

class MemberIndex {
public:
    /// Null when it has none of that name. The object outlives this, and does not change. Not for several threads.
    [[nodiscard]] const Json *find(const Json &object, std::string_view name);
    /// How many names were looked at.
    [[nodiscard]] qint64 looks() const { return m_looks; }

private:
    struct Names {
        int asked = 0;
        std::unordered_map<std::string_view, const Json *> members{};
    };

    std::unordered_map<const Json *, Names> m_objects;
    qint64 m_looks = 0;
};

} // namespace assay::prompt
