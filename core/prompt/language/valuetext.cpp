// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/valuetext.h"

#include <array>
#include <charconv>
#include <cmath>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

// Writes until the account is empty; what is unfinished then is never seen.
class JsonWriter {
public:
    JsonWriter(qsizetype indent, Execution &run) : m_indent(indent), m_run(run) {}
    void write(const Value &value);
    [[nodiscard]] QString take() { return std::move(m_text); }

private:
    void writeString(const QString &string);
    void writeList(const List &list);
    void writeMapping(const Mapping &mapping);
    void writeObject(const Object &object);
    void breakLine();
    bool mayGrow(qsizetype units);

    qsizetype m_indent;
    Execution &m_run;
    qsizetype m_level = 0;
    QString m_text;
};

bool JsonWriter::mayGrow(qsizetype units)
{
    if (m_text.size() + units > kLargestText)
        return m_run.allowText(m_text.size() + units);
    return m_run.spendOnText(units);
}

void JsonWriter::write(const Value &value)
{
    if (const QString *text = value.text())
        return writeString(*text);
    if (const List *list = value.list())
        return writeList(*list);
    if (const Mapping *mapping = value.mapping())
        return writeMapping(*mapping);
    if (const Object *object = value.object())
        return writeObject(*object);
    if (value.isNone() || value.isMissing()) {
        m_text += u"null"_s;
    } else {
        m_text += printed(value, m_run);
    }
}

void JsonWriter::writeString(const QString &string)
{
    if (!mayGrow(string.size() + 2))
        return;
    m_text += u'"';
    for (const QChar unit : string) {
        switch (unit.unicode()) {
        case u'"':
            m_text += u"\\\""_s;
            break;
        case u'\\':
            m_text += u"\\\\"_s;
            break;
        case u'\b':
            m_text += u"\\b"_s;
            break;
        case u'\f':
            m_text += u"\\f"_s;
            break;
        case u'\n':
            m_text += u"\\n"_s;
            break;
        case u'\r':
            m_text += u"\\r"_s;
            break;
        case u'\t':
            m_text += u"\\t"_s;
            break;
        default:
            if (unit.unicode() < 0x20)
                m_text += u"\\u%1"_s.arg(uint(unit.unicode()), 4, 16, QChar(u'0'));
            else
                m_text += unit;
        }
    }
    m_text += u'"';
}

void JsonWriter::writeList(const List &list)
{
    m_text += u'[';
    ++m_level;
    bool isFirst = true;
    for (const Value &element : list.elements) {
        if (!mayGrow(m_indent * m_level + 2))
            return;
        if (!isFirst)
            m_text += u',';
        isFirst = false;
        breakLine();
        write(element);
    }
    --m_level;
    if (!isFirst)
        breakLine();
    m_text += u']';
}

void JsonWriter::writeMapping(const Mapping &mapping)
{
    m_text += u'{';
    ++m_level;
    bool isFirst = true;
    for (const auto &[name, member] : mapping.members) {
        if (!mayGrow(m_indent * m_level + 2))
            return;
        if (!isFirst)
            m_text += u',';
        isFirst = false;
        breakLine();
        writeString(name);
        m_text += m_indent > 0 ? u": "_s : u":"_s;
        write(member);
    }
    --m_level;
    if (!isFirst)
        breakLine();
    m_text += u'}';
}

void JsonWriter::writeObject(const Object &object)
{
    const QStringList names = object.memberNames();
    if (names.isEmpty()) {
        m_run.fail(u"%1 cannot be printed"_s.arg(object.kindInWords()), u"Call it, as in `name()`."_s);
        return;
    }
    std::vector<std::pair<QString, Value>> members;
    for (const QString &name : names)
        members.emplace_back(name, object.member(name).value_or(Value()));
    write(m_run.made(Value::ofMapping(std::move(members))));
}

void JsonWriter::breakLine()
{
    if (m_indent > 0)
        m_text += u'\n' + QString(m_indent * m_level, u' ');
}

} // namespace

QString numberText(double number)
{
    if (number == 0)
        return u"0"_s;
    std::array<char, 64> buffer{};
    const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(number), std::chars_format::scientific);
    const QString scientific = QString::fromLatin1(buffer.data(), written.ptr - buffer.data());
    const qsizetype mark = scientific.indexOf(u'e');
    QString digits = scientific.first(mark);
    digits.remove(u'.');
    const qsizetype point = scientific.sliced(mark + 1).toLongLong() + 1; // digits before the point
    const QString sign = number < 0 ? u"-"_s : QString();
    if (point > 21 || point < -5) {
        const QString fraction = digits.size() > 1 ? QString(u'.' + digits.sliced(1)) : QString();
        return sign + digits.first(1) + fraction + (point > 0 ? u"e+"_s : u"e-"_s) + QString::number(qAbs(point - 1));
    }
    if (point <= 0)
        return sign + u"0."_s + QString(-point, u'0') + digits;
    if (point >= digits.size())
        return sign + digits + QString(point - digits.size(), u'0');
    return sign + digits.first(point) + u'.' + digits.sliced(point);
}

QString printed(const Value &value, Execution &run)
{
    if (const QString *text = value.text())
        return *text;
    if (const auto *integer = std::get_if<qint64>(&value.data))
        return QString::number(*integer);
    if (const auto *number = std::get_if<double>(&value.data))
        return numberText(*number);
    if (const auto *big = std::get_if<BigNumber>(&value.data))
        return big->digits;
    if (const auto *boolean = std::get_if<bool>(&value.data))
        return *boolean ? u"true"_s : u"false"_s;
    if (value.list() || value.mapping() || value.object())
        return jsonText(value, 0, run);
    return {};
}

QString jsonText(const Value &value, qsizetype indent, Execution &run)
{
    JsonWriter writer(indent, run);
    writer.write(value);
    return writer.take();
}

} // namespace assay::prompt
