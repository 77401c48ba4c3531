// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/grader/family.h"

#include <algorithm>
#include <cmath>

namespace assay::grader {

namespace {

bool isInteger(const Json &number)
{
    return number.is<qint64>() || number.is<quint64>();
}

bool equalIntegers(const Json &a, const Json &b)
{
    if (a.is<qint64>() && b.is<qint64>())
        return a.as<qint64>() == b.as<qint64>();
    return a.is<quint64>() && b.is<quint64>() && a.as<quint64>() == b.as<quint64>();
}

// A double holds only 53 bits, so an integer must not be rounded to one to be compared.
bool equalMixed(const Json &integer, const Json &other)
{
    if (other.is_string()) // an integer of more than 64 bits
        return false;
    const double real = other.as<double>();
    if (!std::isfinite(real) || real != std::trunc(real) || std::abs(real) >= 0x1p64)
        return false;
    if (real < 0x1p63 && real >= -0x1p63)
        return integer.is<qint64>() && integer.as<qint64>() == static_cast<qint64>(real);
    return real > 0 && integer.is<quint64>() && integer.as<quint64>() == static_cast<quint64>(real);
}

bool equalNumbers(const Json &a, const Json &b)
{
    if (isInteger(a) && isInteger(b))
        return equalIntegers(a, b);
    if (isInteger(a) || isInteger(b))
        return isInteger(a) ? equalMixed(a, b) : equalMixed(b, a);
    if (a.is_string() && b.is_string())
        return a.as<std::string>() == b.as<std::string>();
    return a.as<double>() == b.as<double>();
}

using Member = std::pair<std::string_view, const Json *>;

std::vector<Member> sortedMembers(const Json &object)
{
    std::vector<Member> members;
    for (const auto &member : object.object_range())
        members.emplace_back(std::string_view(member.key()), &member.value());
    std::ranges::sort(members, {}, &Member::first);
    return members;
}

} // namespace

bool equalJson(const Json &a, const Json &b)
{
    if (a.is_number() || b.is_number())
        return a.is_number() && b.is_number() && equalNumbers(a, b);
    if (a.is_array() && b.is_array())
        return a.size() == b.size() && std::ranges::equal(a.array_range(), b.array_range(), equalJson);
    if (a.is_object() && b.is_object())
        return a.size() == b.size()
            && std::ranges::equal(sortedMembers(a), sortedMembers(b), [](const Member &x, const Member &y) { return x.first == y.first && equalJson(*x.second, *y.second); });
    return a == b;
}

} // namespace assay::grader
