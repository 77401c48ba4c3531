// SPDX-License-Identifier: GPL-3.0-or-later
// Reading what servers of many makes send: an absent member, a null and a member of another type than expected all count as "not told".
#pragma once

#include "core/base/json.h"

namespace assay::provider::wire {

/// Nothing when `value` is no object or the member is absent or null.
[[nodiscard]] inline const Json *member(const Json &value, std::string_view name)
{
    if (!value.is_object())
        return nullptr;
    const auto found = value.find(name);
    return found == value.object_range().end() || found->value().is_null() ? nullptr : &found->value();
}

/// The text of a string, the digits of an integer, else empty.
[[nodiscard]] inline QString textOf(const Json *value)
{
    if (value == nullptr)
        return {};
    if (value->is_string())
        return toQString(*value);
    return value->is<qint64>() ? QString::number(value->as<qint64>()) : QString();
}

[[nodiscard]] inline QString textOf(const Json &object, std::string_view name)
{
    return textOf(member(object, name));
}

} // namespace assay::provider::wire
