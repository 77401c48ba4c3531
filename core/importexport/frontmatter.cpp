// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/frontmatter.h"

#include "core/importexport/yamlwriter.h"

#include <QUtf8StringView>

namespace assay::importexport {

using namespace Qt::StringLiterals;

namespace {

const QByteArray kFence = "---\n";

/// Where the line that closes the front matter begins; -1 when there is none.
qsizetype closingLine(const QByteArray &text)
{
    if (text.sliced(kFence.size()).startsWith(kFence))
        return kFence.size();
    const qsizetype at = text.indexOf("\n---\n", kFence.size() - 1);
    if (at >= 0)
        return at + 1;
    return text.endsWith("\n---") ? text.size() - 3 : -1;
}

Result<YamlDocument> headFrom(const QByteArray &yaml)
{
    if (yaml.trimmed().isEmpty())
        return YamlDocument{.value = Json(jsoncons::json_object_arg), .places = {}};
    // An empty line in the place of the fence: so lines are counted as in the file.
    auto head = documentFromYaml('\n' + yaml);
    if (head && !head->value.is_object()) {
        return std::unexpected(fail(ErrorKind::parse, u"what stands between the lines \"---\" are no members"_s, u"Write lines such as \"note: …\"."_s).error().with(u"line"_s, 2));
    }
    return head;
}

} // namespace

Result<FrontMatter> frontMatterFrom(const QByteArray &bytes)
{
    if (bytes.size() > kMostFileBytes)
        return fail(ErrorKind::tooLarge, u"the file is larger than 10 MB"_s);
    if (!QUtf8StringView(bytes).isValidUtf8())
        return fail(ErrorKind::parse, u"the file is not UTF-8"_s, u"Save it as UTF-8."_s);
    QByteArray text = bytes.startsWith("\xEF\xBB\xBF") ? bytes.sliced(3) : bytes;
    text.replace("\r\n", "\n");
    FrontMatter read;
    read.head.value = Json(jsoncons::json_object_arg);
    if (!text.startsWith(kFence)) {
        read.body = QString::fromUtf8(text);
        return read;
    }
    const qsizetype closing = closingLine(text);
    if (closing < 0) {
        return std::unexpected(
            fail(ErrorKind::parse, u"the file's first line \"---\" opens what no second one closes"_s, u"Write \"---\" below the members."_s).error().with(u"line"_s, 1));
    }
    auto head = headFrom(text.sliced(kFence.size(), closing - kFence.size()));
    if (!head)
        return std::unexpected(head.error());
    read.head = *std::move(head);
    read.body = QString::fromUtf8(text.sliced(std::min(closing + kFence.size(), text.size())));
    read.bodyLine = text.first(closing).count('\n') + 2;
    return read;
}

QByteArray frontMatterOf(const Json &members)
{
    return members.empty() ? QByteArray() : kFence + yamlMembers(members) + kFence;
}

} // namespace assay::importexport
