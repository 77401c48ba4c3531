// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/contentmember.h"

namespace assay::prompt {

using namespace Qt::StringLiterals;

std::unexpected<Error> refuseMember(const QString &member, const QString &message, const QString &hint)
{
    return std::unexpected(fail(ErrorKind::invalidInput, u"%1 %2"_s.arg(member, message), hint).error().with(u"member"_s, member));
}

Result<void> refuseUnknown(const Json &object, const QString &path, const QStringList &known)
{
    for (const auto &member : object.object_range()) {
        const QString name = QString::fromUtf8(member.key());
        if (!known.contains(name))
            return refuseMember(path.isEmpty() ? name : QString(path + u'.' + name), u"is not known"_s, u"Known here are: %1."_s.arg(known.join(u", "_s)));
    }
    return {};
}

Result<QString> textMember(const Json &object, const std::string &name, const QString &path)
{
    if (!object.contains(name) || !object.at(name).is_string())
        return refuseMember(path, u"must be a text"_s);
    return toQString(object.at(name));
}

Result<void> readText(const Json &object, const std::string &name, const QString &path, QString *value)
{
    if (!object.contains(name))
        return {};
    return textMember(object, name, path).transform([value](const QString &text) { *value = text; });
}

Result<void> readNumber(const Json &object, const std::string &name, const QString &path, std::optional<double> *value)
{
    if (!object.contains(name))
        return {};
    if (!object.at(name).is_number())
        return refuseMember(path, u"must be a number"_s);
    *value = object.at(name).as<double>();
    return {};
}

Result<void> readInteger(const Json &object, const std::string &name, const QString &path, std::optional<qint64> *value)
{
    if (!object.contains(name))
        return {};
    if (!object.at(name).is<qint64>())
        return refuseMember(path, u"must be a whole number"_s);
    *value = object.at(name).as<qint64>();
    return {};
}

Result<void> readFlag(const Json &object, const std::string &name, const QString &path, bool *value)
{
    if (!object.contains(name))
        return {};
    if (!object.at(name).is_bool())
        return refuseMember(path, u"must be true or false"_s);
    *value = object.at(name).as<bool>();
    return {};
}

} // namespace assay::prompt
