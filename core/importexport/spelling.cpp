// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/spelling.h"

#include "core/base/spelling.h"

#include <algorithm>

namespace assay::importexport {

using namespace Qt::StringLiterals;

namespace {

const QStringList kOfFile{u"parameters"_s, u"templateOptions"_s, u"responseFormat"_s, u"toolChoice"_s};
const QStringList kOfParameters{u"topP"_s, u"maxOutputTokens"_s, u"reasoningEffort"_s};
const QStringList kOfOptions{u"lenient"_s, u"trimBlocks"_s, u"lstripBlocks"_s};

/// "parameters.top_p" and what is below it are "parameters.topP" from now on.
void movePlaces(QHash<QString, YamlPlace> &places, const QString &from, const QString &to)
{
    QHash<QString, YamlPlace> moved;
    for (const auto &[member, place] : places.asKeyValueRange()) {
        const QString rest = member.mid(from.size());
        const bool isBelow = member.startsWith(from) && (rest.isEmpty() || rest.startsWith(u'.') || rest.startsWith(u'['));
        moved.insert(isBelow ? QString(to + rest) : member, place);
    }
    places = std::move(moved);
}

/// Of the object at `path`, "" or "parameters.".
Result<void> spellKeys(Json &object, const QString &path, const QStringList &known, QHash<QString, YamlPlace> &places)
{
    Json spelled(jsoncons::json_object_arg);
    for (const auto &member : object.object_range()) {
        const QString name = QString::fromUtf8(member.key());
        const auto meant = std::ranges::find_if(known, [&name](const QString &each) { return isSameName(name, each); });
        const QString here = meant == known.end() ? name : *meant;
        if (here != name && (object.contains(here.toStdString()) || spelled.contains(here.toStdString()))) {
            const YamlPlace place = places.value(path + name);
            return std::unexpected(fail(ErrorKind::invalidInput, u"%1%2 is %1%3, which stands there too"_s.arg(path, name, here), u"Keep one of them."_s)
                    .error()
                    .with(u"line"_s, place.line)
                    .with(u"column"_s, place.column));
        }
        if (here != name)
            movePlaces(places, path + name, path + here);
        spelled.insert_or_assign(here.toStdString(), member.value());
    }
    object = std::move(spelled);
    return {};
}

void spellFlags(Json &options)
{
    for (auto &member : options.object_range()) {
        const auto flag = member.value().is_string() ? flagFromText(toQString(member.value())) : std::nullopt;
        if (flag)
            member.value() = Json(*flag);
    }
}

} // namespace

Result<YamlDocument> spelledAsHere(YamlDocument document)
{
    Json &file = document.value;
    if (!file.is_object())
        return document;
    if (const auto spelled = spellKeys(file, {}, kOfFile, document.places); !spelled)
        return std::unexpected(spelled.error());
    for (const auto &[name, known] : {std::pair(u"parameters"_s, kOfParameters), std::pair(u"templateOptions"_s, kOfOptions)}) {
        const std::string key = name.toStdString();
        if (!file.contains(key) || !file.at(key).is_object())
            continue;
        if (const auto spelled = spellKeys(file.at(key), name + u'.', known, document.places); !spelled)
            return std::unexpected(spelled.error());
    }
    if (file.contains("templateOptions") && file.at("templateOptions").is_object())
        spellFlags(file.at("templateOptions"));
    return document;
}

} // namespace assay::importexport
