// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/plumbinginput.h"

#include <cmath>

namespace assay::stats {

using namespace Qt::StringLiterals;

namespace {

std::optional<double> finiteNumber(const Json &value)
{
    if (!value.is_number())
        return std::nullopt;
    const auto number = value.as<double>();
    return std::isfinite(number) ? std::optional(number) : std::nullopt;
}

QString asWritten(const Json &value)
{
    const QString text = QString::fromUtf8(toJson(value));
    return text.size() > 60 ? QString(text.left(59) + u'…') : text;
}

QString mustBe(const char *member, const QString &wanted, const Json &value)
{
    return u"%1 must be %2, not %3"_s.arg(QString::fromLatin1(member), wanted, asWritten(value));
}

} // namespace

PlumbingInput::PlumbingInput(const Json &input) : m_input(input)
{
    if (!input.is_object())
        refuse(u"the input must be a JSON object, not %1"_s.arg(asWritten(input)));
}

void PlumbingInput::refuse(const QString &message)
{
    if (!m_error)
        m_error = Error{.kind = ErrorKind::invalidInput, .message = message, .hint = {}, .context = {}, .retryAfter = {}};
}

const Json *PlumbingInput::find(const char *member)
{
    if (m_error)
        return nullptr;
    const auto found = m_input.find(member);
    if (found != m_input.object_range().end())
        return &found->value();
    refuse(u"%1 is missing from the input"_s.arg(QString::fromLatin1(member)));
    return nullptr;
}

const Json *PlumbingInput::array(const char *member, const QString &wanted)
{
    const Json *value = find(member);
    if (value == nullptr || value->is_array())
        return value;
    refuse(mustBe(member, wanted, *value));
    return nullptr;
}

std::optional<double> PlumbingInput::finite(const char *member, const QString &wanted)
{
    const Json *value = find(member);
    if (value == nullptr)
        return std::nullopt;
    const auto number = finiteNumber(*value);
    if (!number)
        refuse(mustBe(member, wanted, *value));
    return number;
}

qint64 PlumbingInput::count(const char *member, qint64 least, qint64 most)
{
    const QString wanted = u"a whole number from %1 to %2"_s.arg(least).arg(most);
    const auto number = finite(member, wanted);
    if (!number)
        return least;
    if (*number != std::floor(*number) || *number < static_cast<double>(least) || *number > static_cast<double>(most)) {
        refuse(mustBe(member, wanted, m_input.at(member)));
        return least;
    }
    return static_cast<qint64>(*number);
}

double PlumbingInput::openShare(const char *member)
{
    const QString wanted = u"a number between 0 and 1, and neither of them"_s;
    const auto value = finite(member, wanted);
    if (value && *value > 0 && *value < 1)
        return *value;
    if (value)
        refuse(mustBe(member, wanted, m_input.at(member)));
    return 0.5;
}

double PlumbingInput::share(const char *member)
{
    const QString wanted = u"a number from 0 to 1"_s;
    const auto value = finite(member, wanted);
    if (value && *value >= 0 && *value <= 1)
        return *value;
    if (value)
        refuse(mustBe(member, wanted, m_input.at(member)));
    return 0;
}

double PlumbingInput::number(const char *member)
{
    return finite(member, u"a number"_s).value_or(0);
}

std::vector<double> PlumbingInput::numbers(const char *member)
{
    const QString wanted = u"an array of numbers"_s;
    const Json *value = array(member, wanted);
    std::vector<double> numbers;
    if (value == nullptr)
        return numbers;
    for (const Json &element : value->array_range()) {
        const auto number = finiteNumber(element);
        if (!number) {
            refuse(mustBe(member, wanted, *value));
            return {};
        }
        numbers.push_back(*number);
    }
    return numbers;
}

std::vector<std::string> PlumbingInput::names(const char *member)
{
    const QString wanted = u"an array of names or numbers"_s;
    const Json *value = array(member, wanted);
    std::vector<std::string> names;
    if (value == nullptr)
        return names;
    for (const Json &element : value->array_range()) {
        if (!element.is_string() && !element.is_number()) {
            refuse(mustBe(member, wanted, *value));
            return {};
        }
        names.push_back(toJson(element).toStdString());
    }
    return names;
}

} // namespace assay::stats
