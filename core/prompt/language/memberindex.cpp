// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/memberindex.h"

namespace assay::prompt {

namespace {

// Up to here looking at each name is quicker than hashing one.
constexpr std::size_t kFewMembers = 24;
// Hashing all of them costs about as much as looking through them so often.
constexpr int kFewQuestions = 8;

} // namespace

const Json *MemberIndex::find(const Json &object, std::string_view name)
{
    Names *names = object.size() > kFewMembers ? &m_objects[&object] : nullptr;
    if (names == nullptr || ++names->asked <= kFewQuestions) {
        m_looks += static_cast<qint64>(object.size());
        const auto member = object.find(name);
        return member == object.object_range().end() ? nullptr : &member->value();
    }
    if (names->members.empty()) {
        m_looks += static_cast<qint64>(object.size());
        names->members.reserve(object.size());
        for (const auto &member : object.object_range())
            names->members.emplace(member.key(), &member.value());
    }
    ++m_looks;
    const auto member = names->members.find(name);
    return member == names->members.end() ? nullptr : member->second;
}

} // namespace assay::prompt
