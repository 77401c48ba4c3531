// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/manifest.h"

#include "core/importexport/jsonl.h"
#include "core/importexport/yaml.h"

#include <QDir>
#include <QFile>

#include <tuple>

namespace assay::importexport {

using namespace Qt::StringLiterals;

namespace {

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(fail(ErrorKind::io, u"the file cannot be read: %1"_s.arg(file.errorString())).error().with(u"file"_s, path));
    return file.readAll();
}

Error wrongMember(const QString &member, const QString &message, const QString &hint)
{
    return fail(ErrorKind::invalidInput, member + u" "_s + message, hint).error().with(u"member"_s, member);
}

Result<QString> textOf(const Json &json, const QString &name, bool isNeeded)
{
    const std::string key = name.toStdString();
    if (json.contains(key) && !json.at(key).is_string())
        return std::unexpected(wrongMember(name, u"is not a text"_s, u"Put it in quotes."_s));
    const QString text = json.contains(key) ? toQString(json.at(key)).trimmed() : QString();
    if (isNeeded && text.isEmpty())
        return std::unexpected(wrongMember(name, u"is missing in the manifest"_s, u"Add a line such as \"%1: …\"."_s.arg(name)));
    return text;
}

// A manifest from elsewhere must not name files outside of its folder.
Result<QString> fileName(const QString &name, const QString &member)
{
    const bool isInside = !name.isEmpty() && QDir::isRelativePath(name) && !name.contains(u'\\') && !name.split(u'/').contains(u".."_s);
    if (!isInside)
        return std::unexpected(wrongMember(member, u"names no file of the folder: \"%1\""_s.arg(name), u"Write the path below the manifest's folder."_s));
    return name;
}

Result<QStringList> promptFiles(const Json &json)
{
    QStringList names;
    if (!json.contains("prompts"))
        return names;
    if (!json.at("prompts").is_array())
        return std::unexpected(wrongMember(u"prompts"_s, u"is no list"_s, u"List the prompt files."_s));
    for (const Json &name : json.at("prompts").array_range()) {
        const QString member = u"prompts[%1]"_s.arg(names.size());
        const auto file = fileName(name.is_string() ? toQString(name) : QString(), member);
        if (!file)
            return std::unexpected(file.error());
        names.append(*file);
    }
    return names;
}

Result<QList<evalset::Assertion>> defaultAssertions(const Json &json)
{
    if (!json.contains("defaultAssertions"))
        return QList<evalset::Assertion>();
    auto assertions = evalset::assertionsFromJson(json.at("defaultAssertions"));
    if (!assertions)
        return std::unexpected(assertions.error().with(u"member"_s, u"defaultAssertions"_s));
    return assertions;
}

Result<void> refuseUnknown(const Json &json)
{
    const QStringList known{u"name"_s, u"title"_s, u"description"_s, u"license"_s, u"items"_s, u"prompts"_s, u"defaultAssertions"_s};
    for (const auto &member : json.object_range()) {
        const QString name = QString::fromStdString(std::string(member.key()));
        if (!known.contains(name))
            return std::unexpected(wrongMember(name, u"is not known in a manifest"_s, u"Known are: %1."_s.arg(known.join(u", "_s))));
    }
    return {};
}

Result<Manifest> fromJson(const Json &json)
{
    if (!json.is_object())
        return fail(ErrorKind::invalidInput, u"the file is no mapping"_s, u"It begins with \"name:\"."_s);
    if (const auto known = refuseUnknown(json); !known)
        return std::unexpected(known.error());
    Manifest manifest;
    for (const auto &[member, text, isNeeded] : {std::tuple(u"name"_s, &manifest.name, true), {u"title"_s, &manifest.title, true}, {u"description"_s, &manifest.description, false},
             {u"license"_s, &manifest.license, true}, {u"items"_s, &manifest.items, true}}) {
        const auto read = textOf(json, member, isNeeded);
        if (!read)
            return std::unexpected(read.error());
        *text = *read;
    }
    if (const auto items = fileName(manifest.items, u"items"_s); !items)
        return std::unexpected(items.error());
    const auto prompts = promptFiles(json);
    const auto assertions = defaultAssertions(json);
    if (!prompts || !assertions)
        return std::unexpected(prompts ? assertions.error() : prompts.error());
    manifest.prompts = *prompts;
    manifest.defaultAssertions = *assertions;
    return manifest;
}

} // namespace

Result<Manifest> manifestFromYaml(const QByteArray &bytes, const QString &file)
{
    const auto manifest = documentFromYaml(bytes).and_then(
        [](const YamlDocument &document) { return fromJson(document.value).transform_error([&document](const Error &error) { return document.placed(error); }); });
    if (!manifest)
        return std::unexpected(manifest.error().with(u"file"_s, file));
    return manifest;
}

Result<BundledSet> readBundledSet(const QString &folder)
{
    const QString manifestPath = folder + u"/manifest.yaml"_s;
    auto manifest = readFile(manifestPath).and_then([&](const QByteArray &bytes) { return manifestFromYaml(bytes, manifestPath); });
    if (!manifest)
        return std::unexpected(manifest.error());
    const QString itemsPath = folder + u"/"_s + manifest->items;
    auto items = readFile(itemsPath).and_then([&](const QByteArray &bytes) { return itemsFromJsonl(bytes, itemsPath); });
    if (!items)
        return std::unexpected(items.error());
    BundledSet bundled{.manifest = *manifest, .set = {}, .prompts = {}};
    bundled.set.name = manifest->name;
    bundled.set.title = manifest->title;
    bundled.set.description = manifest->description;
    bundled.set.defaultAssertions = manifest->defaultAssertions;
    bundled.set.items = *std::move(items);
    for (const QString &name : manifest->prompts) {
        const QString path = folder + u"/"_s + name;
        auto prompt = readFile(path).and_then([&](const QByteArray &bytes) { return promptFileFromYaml(bytes, path); });
        if (!prompt)
            return std::unexpected(prompt.error());
        bundled.prompts.append(*std::move(prompt));
    }
    return bundled;
}

} // namespace assay::importexport
