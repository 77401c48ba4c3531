// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/versionfile.h"

#include "core/importexport/frontmatter.h"
#include "core/importexport/mergemarks.h"
#include "core/importexport/spelling.h"
#include "core/importexport/verbatim.h"
#include "core/importexport/versionsections.h"

#include <QDateTime>
#include <QTimeZone>

namespace assay::importexport {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostVersions = 1'000'000;
const QString kHashKind = u"sha256-"_s;

QString toText(UtcTime time)
{
    return QDateTime::fromMSecsSinceEpoch(toUnixMs(time), QTimeZone::UTC).toString(Qt::ISODateWithMs);
}

Error wrongMember(const QString &member, const QString &message, const QString &hint = {})
{
    return fail(ErrorKind::invalidInput, member + u' ' + message, hint).error().with(u"member"_s, member);
}

Json headOf(const prompt::Version &version)
{
    Json head(jsoncons::json_object_arg);
    head.insert_or_assign("prompt", jsonString(version.promptName));
    head.insert_or_assign("version", version.number);
    if (version.parent)
        head.insert_or_assign("parent", *version.parent);
    if (!version.note.isEmpty())
        head.insert_or_assign("note", jsonString(version.note));
    if (!version.author.isEmpty())
        head.insert_or_assign("author", jsonString(version.author));
    if (toUnixMs(version.createdAt) != 0)
        head.insert_or_assign("created", jsonString(toText(version.createdAt)));
    head.insert_or_assign("hash", jsonString(QString(kHashKind + prompt::contentHash(version.content))));
    return head;
}

/// Takes members out of the head, one after the other; what is left is the content's.
class Head {
public:
    explicit Head(Json members) : m_members(std::move(members)) {}

    Result<void> take(const char *name, QString *text)
    {
        const Json value = taken(name);
        if (value.is_null())
            return {};
        if (!value.is_string())
            return std::unexpected(wrongMember(QString::fromLatin1(name), u"is no text"_s, u"Put it in quotes."_s));
        *text = toQString(value);
        return {};
    }

    Result<void> take(const char *name, std::optional<int> *number)
    {
        const Json value = taken(name);
        if (value.is_null())
            return {};
        if (!value.is<qint64>() || value.as<qint64>() < 1 || value.as<qint64>() > kMostVersions)
            return std::unexpected(wrongMember(QString::fromLatin1(name), u"is no whole number from 1"_s));
        *number = static_cast<int>(value.as<qint64>());
        return {};
    }

    Result<void> take(const char *name, UtcTime *time)
    {
        QString text;
        if (const auto taken = take(name, &text); !taken || text.isEmpty())
            return taken;
        const QDateTime date = QDateTime::fromString(text, Qt::ISODateWithMs);
        if (!date.isValid() || date.timeSpec() == Qt::LocalTime)
            return std::unexpected(wrongMember(QString::fromLatin1(name), u"is no date such as 2026-11-27T14:02:11Z"_s));
        *time = utcFromUnixMs(date.toMSecsSinceEpoch());
        return {};
    }

    [[nodiscard]] const Json &rest() const { return m_members; }

private:
    Json taken(const char *name)
    {
        Json value = m_members.get_value_or<Json>(name, Json::null());
        m_members.erase(name);
        return value;
    }

    Json m_members;
};

/// A fault of the content stands where its text is, else where its member is.
Error placed(const Error &error, const FrontMatter &file, const SectionPlaces &places)
{
    if (!error.contextValue(u"line").isEmpty())
        return error;
    for (QString member = error.contextValue(u"member"); !member.isEmpty(); member = outerMember(member)) {
        if (const auto line = places.constFind(member); line != places.cend())
            return error.with(u"line"_s, *line);
    }
    return file.head.placed(error);
}

Result<FrontMatter> spelled(FrontMatter file)
{
    auto head = spelledAsHere(std::move(file.head));
    if (!head)
        return std::unexpected(head.error());
    file.head = *std::move(head);
    return file;
}

Result<VersionFile> read(const FrontMatter &file)
{
    VersionFile version;
    Head head(file.head.value);
    std::optional<int> number;
    const auto taken = head.take("prompt", &version.prompt)
                           .and_then([&] { return head.take("version", &number); })
                           .and_then([&] { return head.take("parent", &version.version.parent); })
                           .and_then([&] { return head.take("note", &version.version.note); })
                           .and_then([&] { return head.take("author", &version.version.author); })
                           .and_then([&] { return head.take("created", &version.version.createdAt); })
                           .and_then([&] { return head.take("hash", &version.statedHash); });
    if (!taken)
        return std::unexpected(file.head.placed(taken.error()));
    version.saysTemplateOptions = head.rest().contains("templateOptions");
    const auto sections = sectionsFrom(file.body, file.bodyLine);
    if (!sections)
        return std::unexpected(sections.error());
    SectionPlaces places;
    auto content = contentJson(head.rest(), *sections, &places).and_then(prompt::contentFromJson);
    if (!content)
        return std::unexpected(placed(content.error(), file, places));
    if (version.statedHash.startsWith(kHashKind))
        version.statedHash = version.statedHash.sliced(kHashKind.size()).toLower();
    version.number = number.value_or(0);
    version.hashLine = file.head.places.value(u"hash"_s).line;
    for (qsizetype i = 0; i < content->messages.size(); ++i)
        version.messageLines.append(places.value(u"messages[%1].template"_s.arg(i)));
    version.memberLines = places;
    version.version.promptName = version.prompt;
    version.version.number = version.number;
    version.version.contentHash = prompt::contentHash(*content);
    version.version.content = *std::move(content);
    return version;
}

} // namespace

Result<QByteArray> toBytes(const prompt::Version &version)
{
    const Json content = prompt::toJson(version.content);
    for (qsizetype i = 0; i < version.content.messages.size(); ++i) {
        if (!isWhole(version.content.messages.at(i).text))
            return fail(ErrorKind::invalidInput, u"message %1 of %2 holds half a character, which no file can hold"_s.arg(QString::number(i + 1), version.label()));
    }
    Json head = headOf(version);
    const Json members = headMembers(content);
    for (const auto &member : members.object_range())
        head.insert_or_assign(member.key(), member.value());
    QByteArray bytes = frontMatterOf(head);
    for (const TextSection &section : sectionsOf(content))
        bytes += '\n' + toBytes(section);
    const auto back = versionFromBytes(bytes, version.label());
    if (!back || back->isEdited() || back->version.content != version.content) {
        return fail(ErrorKind::internal, u"%1 cannot be written as a file that gives it back"_s.arg(version.label()),
            back ? QString() : u"Reading it back says: %1"_s.arg(back.error().describe()));
    }
    return bytes;
}

Result<VersionFile> versionFromBytes(const QByteArray &bytes, const QString &file)
{
    auto version = frontMatterFrom(bytes).and_then(spelled).and_then(read);
    if (const auto merged = refuseMergeMarks(bytes, kMarksInTexts); !merged) {
        if (!version || version->statedHash != version->version.contentHash)
            return std::unexpected(merged.error().with(u"file"_s, file));
        version->mergeMarkLine = merged.error().contextValue(u"line").toLongLong();
    }
    if (!version)
        return std::unexpected(version.error().with(u"file"_s, file));
    return version;
}

} // namespace assay::importexport
