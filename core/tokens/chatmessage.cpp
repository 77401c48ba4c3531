// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokens/chatmessage.h"

namespace assay::tokens {

using namespace Qt::StringLiterals;

QString toText(Role role)
{
    switch (role) {
    case Role::system:
        return u"system"_s;
    case Role::user:
        return u"user"_s;
    case Role::assistant:
        return u"assistant"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

std::optional<Role> roleFromText(QStringView text)
{
    if (text == u"system")
        return Role::system;
    if (text == u"user")
        return Role::user;
    if (text == u"assistant")
        return Role::assistant;
    return std::nullopt;
}

} // namespace assay::tokens
