// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"

#include <QStringDecoder>

#include <jsoncons/json_filter.hpp>
#include <jsoncons/json_reader.hpp>

#include <charconv>
#include <cmath>
#include <exception>
#include <unordered_set>

namespace assay {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMaxDepth = 512;

// jsoncons keeps one of two equal members without a word, and reads a number beyond all doubles as infinity; a verdict must not hang on either.
class StrictValues final : public jsoncons::json_filter {
public:
    using jsoncons::json_filter::json_filter;

    /// Empty when there is none.
    [[nodiscard]] const QString &problem() const { return m_problem; }

private:
    JSONCONS_VISITOR_RETURN_TYPE visit_begin_object(jsoncons::semantic_tag tag, const jsoncons::ser_context &context, std::error_code &ec) override
    {
        m_open.emplace_back();
        destination().begin_object(tag, context, ec);
        JSONCONS_VISITOR_RETURN;
    }

    JSONCONS_VISITOR_RETURN_TYPE visit_end_object(const jsoncons::ser_context &context, std::error_code &ec) override
    {
        m_open.pop_back();
        destination().end_object(context, ec);
        JSONCONS_VISITOR_RETURN;
    }

    JSONCONS_VISITOR_RETURN_TYPE visit_key(const string_view_type &name, const jsoncons::ser_context &context, std::error_code &ec) override
    {
        if (!m_open.back().insert(std::string(name)).second) {
            m_problem = u"the member \"%1\" stands twice in one object"_s.arg(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())));
            ec = jsoncons::json_errc::source_error;
            JSONCONS_VISITOR_RETURN;
        }
        destination().key(name, context, ec);
        JSONCONS_VISITOR_RETURN;
    }

    // A whole number of more than 64 bits comes as a text with a tag.
    JSONCONS_VISITOR_RETURN_TYPE visit_string(const string_view_type &text, jsoncons::semantic_tag tag, const jsoncons::ser_context &context, std::error_code &ec) override
    {
        double value = 0;
        if (tag == jsoncons::semantic_tag::bigint && std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc::result_out_of_range) {
            m_problem = u"a number is too large"_s;
            ec = jsoncons::json_errc::source_error;
            JSONCONS_VISITOR_RETURN;
        }
        destination().string_value(text, tag, context, ec);
        JSONCONS_VISITOR_RETURN;
    }

    JSONCONS_VISITOR_RETURN_TYPE visit_double(double value, jsoncons::semantic_tag tag, const jsoncons::ser_context &context, std::error_code &ec) override
    {
        if (!std::isfinite(value)) {
            m_problem = u"a number is too large"_s;
            ec = jsoncons::json_errc::source_error;
            JSONCONS_VISITOR_RETURN;
        }
        destination().double_value(value, tag, context, ec);
        JSONCONS_VISITOR_RETURN;
    }

    std::vector<std::unordered_set<std::string>> m_open;
    QString m_problem;
};

Error parseError(const QString &why, std::size_t line, std::size_t column)
{
    return Error{.kind = ErrorKind::parse, .message = u"not valid JSON: "_s + why, .hint = {}, .context = {}, .retryAfter = {}}
        .with(u"line"_s, static_cast<qint64>(line))
        .with(u"column"_s, static_cast<qint64>(column));
}

// The parser has words of its own for everything but what is no JSON at all.
QString reasonOf(const std::error_code &error)
{
    if (error == jsoncons::json_errc::max_nesting_depth_exceeded)
        return u"it is nested more than %1 levels deep here"_s.arg(kMaxDepth);
    return error == jsoncons::json_errc::syntax_error ? u"no value begins here"_s : QString::fromStdString(error.message());
}

// The unit of an escape \uXXXX that begins at `at`; nothing for anything else.
std::optional<unsigned> escapedUnit(std::string_view text, std::size_t at)
{
    if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u')
        return std::nullopt;
    unsigned unit = 0;
    const char *const begin = text.data() + at + 2;
    const auto [end, error] = std::from_chars(begin, begin + 4, unit, 16);
    return error == std::errc() && end == begin + 4 ? std::optional(unit) : std::nullopt;
}

// Where half a character is escaped: the parser would make another character of it, or bytes that are no text.
std::optional<std::size_t> escapedHalf(std::string_view text)
{
    const auto isFirst = [](unsigned unit) { return unit >= 0xd800 && unit < 0xdc00; };
    const auto isSecond = [](unsigned unit) { return unit >= 0xdc00 && unit < 0xe000; };
    for (std::size_t at = text.find('\\'); at != std::string_view::npos; at = text.find('\\', at)) {
        const auto unit = escapedUnit(text, at);
        if (!unit) {
            at += 2;
            continue;
        }
        const bool isPair = isFirst(*unit) && escapedUnit(text, at + 6).transform(isSecond).value_or(false);
        if (!isPair && (isFirst(*unit) || isSecond(*unit)))
            return at;
        at += isPair ? 12 : 6;
    }
    return std::nullopt;
}

Error halfError(std::string_view text, std::size_t at)
{
    const std::string_view before = text.substr(0, at);
    const std::size_t lineStart = before.rfind('\n') + 1; // none: 0
    return parseError(u"half of a character is escaped"_s, static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1, at - lineStart + 1);
}

Json sortedMembers(const Json &value)
{
    if (value.is_array()) {
        Json array(jsoncons::json_array_arg);
        for (const Json &element : value.array_range())
            array.push_back(sortedMembers(element));
        return array;
    }
    if (!value.is_object())
        return value;
    std::vector<std::pair<std::string, const Json *>> members;
    for (const auto &member : value.object_range())
        members.emplace_back(std::string(member.key()), &member.value());
    std::ranges::sort(members, {}, &std::pair<std::string, const Json *>::first);
    Json object(jsoncons::json_object_arg);
    for (const auto &[name, member] : members)
        object.insert_or_assign(name, sortedMembers(*member));
    return object;
}

} // namespace

Result<Json> parseJson(std::string_view text)
{
    if (text.starts_with("\xEF\xBB\xBF"))
        return std::unexpected(parseError(u"a byte order mark stands before it"_s, 1, 1));
    jsoncons::json_decoder<Json> decoder;
    StrictValues strict(decoder);
    const auto options = jsoncons::json_options{}.allow_comments(false).allow_trailing_comma(false).max_nesting_depth(kMaxDepth);
    try {
        jsoncons::json_string_reader reader(text, strict, options);
        std::error_code ec;
        reader.read(ec);
        if (!strict.problem().isEmpty())
            return std::unexpected(parseError(strict.problem(), reader.line(), reader.column()));
        if (ec)
            return std::unexpected(parseError(reasonOf(ec), reader.line(), reader.column()));
        if (const auto half = escapedHalf(text))
            return std::unexpected(halfError(text, *half));
        if (!decoder.is_valid())
            return std::unexpected(parseError(u"there is nothing in it"_s, 1, 1));
        return decoder.get_result();
    } catch (const std::exception &exception) {
        return std::unexpected(parseError(QString::fromUtf8(exception.what()), 1, 1));
    }
}

Result<Json> parseJson(QByteArrayView utf8)
{
    return parseJson(std::string_view(utf8.data(), static_cast<std::size_t>(utf8.size())));
}

Result<Json> parseJson(QStringView text)
{
    return parseJson(QByteArrayView(text.toUtf8()));
}

QByteArray toJson(const Json &value)
{
    std::string text;
    value.dump(text);
    return QByteArray::fromStdString(text);
}

QByteArray toCanonicalJson(const Json &value)
{
    return toJson(sortedMembers(value));
}

QByteArray toPrettyJson(const Json &value)
{
    std::string text;
    const auto options = jsoncons::json_options{}.indent_size(2);
    value.dump_pretty(text, options);
    // Line ends stand between values only: in a text they are escaped.
    return QByteArray::fromStdString(text + "\n").replace(", \n", ",\n");
}

QString toQString(const Json &stringValue)
{
    // QString::fromUtf8() would drop a first U+FEFF, and a stored text would come back as another one.
    return QStringDecoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom).decode(QByteArrayView(stringValue.as<std::string>()));
}

Json jsonString(QStringView text)
{
    return Json(text.toUtf8().toStdString());
}

} // namespace assay
