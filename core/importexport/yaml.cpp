// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/yaml.h"

#include "core/importexport/escapedpairs.h"
#include "core/importexport/mergemarks.h"
#include "core/importexport/yamlscalar.h"

#include <QUtf8StringView>

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <unordered_set>

namespace assay::importexport {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostValues = 200'000;
constexpr qsizetype kMostLevels = 100;
constexpr qsizetype kPlacedLevels = 6;

Error at(Error error, const YAML::Mark &mark)
{
    return mark.line < 0 ? error : error.with(u"line"_s, mark.line + 1).with(u"column"_s, mark.column + 1);
}

Error problem(ErrorKind kind, const QString &message, const YAML::Mark &mark)
{
    return at(fail(kind, message).error(), mark);
}

Error tooDeep(const YAML::Mark &mark)
{
    return problem(ErrorKind::tooLarge, u"it is nested more than %1 levels deep"_s.arg(kMostLevels), mark);
}

// What aliases unfold to is counted as often as it is seen, so that a small file cannot become a large document.
class Walk {
public:
    explicit Walk(const EscapedPairs &pairs) : m_pairs(pairs) {}

    Result<YamlDocument> document(const YAML::Node &root)
    {
        if (const auto read = value(root, {}); !read)
            return std::unexpected(read.error());
        m_decoder.flush();
        return YamlDocument{.value = m_decoder.get_result(), .places = std::move(m_places)};
    }

private:
    Result<void> value(const YAML::Node &node, const QString &member)
    {
        if (std::ssize(m_open) > kMostLevels)
            return std::unexpected(tooDeep(node.Mark()));
        if (++m_values > kMostValues)
            return std::unexpected(problem(ErrorKind::tooLarge, u"the document unfolds to more than %1 values"_s.arg(kMostValues), node.Mark()));
        if (m_bytes > kMostFileBytes)
            return std::unexpected(problem(ErrorKind::tooLarge, u"the document unfolds to more than 10 MB"_s, node.Mark()));
        notePlace(node, member);
        if (!node.IsSequence() && !node.IsMap())
            return scalar(node);
        if (std::ranges::any_of(m_open, [&node](const YAML::Node &around) { return around.is(node); }))
            return std::unexpected(problem(ErrorKind::parse, u"a collection holds itself"_s, node.Mark()));
        if (const std::string &tag = node.Tag(); !tag.empty() && tag != "?" && tag != "tag:yaml.org,2002:map" && tag != "tag:yaml.org,2002:seq")
            return std::unexpected(problem(ErrorKind::parse, u"the tag %1 is not known"_s.arg(QString::fromStdString(tag).left(80)), node.Mark()));
        m_open.push_back(node);
        const auto read = node.IsMap() ? mapping(node, member) : sequence(node, member);
        m_open.pop_back();
        return read;
    }

    Result<void> scalar(const YAML::Node &node)
    {
        const std::string text = node.IsScalar() ? m_pairs.restored(node.Scalar()) : std::string();
        m_bytes += std::ssize(text);
        const auto json = jsonFromYamlScalar(text, node.IsScalar() ? node.Tag() : std::string());
        if (!json)
            return std::unexpected(at(json.error(), node.Mark()));
        json->dump(m_decoder);
        return {};
    }

    Result<void> sequence(const YAML::Node &node, const QString &member)
    {
        m_decoder.begin_array();
        qsizetype index = 0;
        for (const YAML::Node &element : node) {
            if (const auto read = value(element, isPlaced() ? QString(member + u"["_s + QString::number(index) + u"]"_s) : QString()); !read)
                return read;
            ++index;
        }
        m_decoder.end_array();
        return {};
    }

    Result<void> mapping(const YAML::Node &node, const QString &member)
    {
        m_decoder.begin_object();
        std::unordered_set<std::string> names;
        for (const auto &pair : node) {
            if (!pair.first.IsScalar())
                return std::unexpected(problem(ErrorKind::parse, u"a key is no plain text"_s, pair.first.Mark()));
            const std::string name = m_pairs.restored(pair.first.Scalar());
            m_bytes += std::ssize(name);
            if (!names.insert(name).second)
                return std::unexpected(problem(ErrorKind::parse, u"the key \"%1\" stands twice"_s.arg(QString::fromStdString(name).left(80)), pair.first.Mark()));
            m_decoder.key(name);
            if (const auto read = value(pair.second, isPlaced() ? joined(member, QString::fromStdString(name)) : QString()); !read)
                return read;
        }
        m_decoder.end_object();
        return {};
    }

    static QString joined(const QString &member, const QString &name) { return member.isEmpty() ? name : QString(member + u"."_s + name); }

    [[nodiscard]] bool isPlaced() const { return std::ssize(m_open) <= kPlacedLevels; }

    void notePlace(const YAML::Node &node, const QString &member)
    {
        const YAML::Mark mark = node.Mark();
        if (!isPlaced() || mark.line < 0)
            return;
        m_places.insert(member, {.line = mark.line + 1, .column = mark.column + 1});
    }

    const EscapedPairs &m_pairs;
    jsoncons::json_decoder<Json> m_decoder; // building an object member by member looks through all of it each time
    QHash<QString, YamlPlace> m_places;
    std::vector<YAML::Node> m_open;
    int m_values = 0;
    qsizetype m_bytes = 0;
};

// yaml-cpp takes the end of the file for the end of a quoted text, so that a file cut off there looks whole; the end mark of a document it refuses there.
Result<void> refuseOpenQuote(const QByteArray &bytes)
{
    try {
        (void)YAML::LoadAll(QByteArray(bytes + (bytes.endsWith('\n') ? "...\n" : "\n...\n")).toStdString());
        return {};
    } catch (const YAML::Exception &exception) {
        return std::unexpected(problem(ErrorKind::parse, u"not valid YAML: a quote opens and never closes"_s, exception.mark));
    }
}

QString around(const QString &member)
{
    return member.left(std::max<qsizetype>(0, std::max(member.lastIndexOf(u'.'), member.lastIndexOf(u'['))));
}

} // namespace

Error YamlDocument::placed(const Error &error) const
{
    QString member = error.contextValue(u"member");
    while (!member.isEmpty() && !places.contains(member))
        member = around(member);
    const YamlPlace place = places.value(member);
    return error.with(u"line"_s, place.line).with(u"column"_s, place.column);
}

Result<YamlDocument> documentFromYaml(const QByteArray &bytes)
{
    if (bytes.size() > kMostFileBytes)
        return fail(ErrorKind::tooLarge, u"the file is larger than 10 MB"_s);
    if (!QUtf8StringView(bytes).isValidUtf8())
        return fail(ErrorKind::parse, u"the file is not UTF-8"_s, u"Save it as UTF-8."_s);
    if (const auto merged = refuseMergeMarks(bytes); !merged)
        return std::unexpected(merged.error());
    const EscapedPairs pairs(bytes);
    try {
        const std::vector<YAML::Node> documents = YAML::LoadAll(pairs.bytes().toStdString());
        if (documents.size() != 1)
            return fail(
                ErrorKind::parse, documents.empty() ? u"there is nothing in the file"_s : u"there are %1 documents in the file"_s.arg(documents.size()), u"Write one document."_s);
        if (const auto closed = refuseOpenQuote(pairs.bytes()); !closed)
            return std::unexpected(closed.error());
        return Walk(pairs).document(documents.front());
    } catch (const YAML::DeepRecursion &deep) {
        return std::unexpected(tooDeep(deep.mark));
    } catch (const YAML::Exception &exception) {
        return std::unexpected(problem(ErrorKind::parse, u"not valid YAML: %1"_s.arg(QString::fromStdString(exception.msg)), exception.mark));
    } catch (const std::exception &exception) {
        return fail(ErrorKind::parse, u"not valid YAML: %1"_s.arg(QString::fromUtf8(exception.what())));
    }
}

Result<Json> jsonFromYaml(const QByteArray &bytes)
{
    return documentFromYaml(bytes).transform([](const YamlDocument &document) { return document.value; });
}

} // namespace assay::importexport
