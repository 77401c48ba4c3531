// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/console.h"

#include <QByteArray>
#include <QRegularExpression>

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include <sys/ioctl.h>
#include <unistd.h>

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr int kUsualWidth = 100;

/// 0, or what the system said.
int write(std::FILE *stream, const QByteArray &bytes)
{
    errno = 0;
    const bool isWritten = std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stream) == static_cast<std::size_t>(bytes.size());
    return std::fflush(stream) == 0 && isWritten ? 0 : std::max(errno, 1);
}

bool isDirectionMark(char16_t unit)
{
    return unit == 0x061C || unit == 0x200E || unit == 0x200F || (unit >= 0x202A && unit <= 0x202E) || (unit >= 0x2066 && unit <= 0x2069);
}

// Our own colours are the one thing that passes, where we use any.
QByteArray shown(const QString &text, bool hasColours)
{
    static const QRegularExpression ours(u"\\x1b\\[[0-9]{1,2}m"_s);
    QString safe;
    safe.reserve(text.size());
    for (qsizetype at = 0; at < text.size(); ++at) {
        const char16_t unit = text.at(at).unicode();
        const bool isActedOn = (unit < 0x20 && unit != u'\n' && unit != u'\t') || (unit >= 0x7F && unit < 0xA0) || isDirectionMark(unit);
        if (!isActedOn || (hasColours && unit == 0x1B && ours.match(text, at, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption).hasMatch()))
            safe += text.at(at);
        else
            safe += u"\\u%1"_s.arg(uint(unit), 4, 16, QChar(u'0'));
    }
    return safe.toUtf8();
}

const char *code(Console::Colour colour)
{
    switch (colour) {
    case Console::Colour::green:
        return "32";
    case Console::Colour::red:
        return "31";
    case Console::Colour::yellow:
        return "33";
    case Console::Colour::blue:
        return "34";
    case Console::Colour::grey:
        return "2";
    case Console::Colour::bold:
        return "1";
    case Console::Colour::none:
        break;
    }
    return "0";
}

} // namespace

Console::Console(bool isQuiet) : m_isQuiet(isQuiet)
{
    const bool isTerminal = isatty(STDERR_FILENO) != 0 && qgetenv("TERM") != "dumb";
    m_isLive = isTerminal;
    m_hasColours = isTerminal && qEnvironmentVariableIsEmpty("NO_COLOR");
}

void Console::print(const QString &line) const
{
    writeResult(shown(line, m_hasColours) + "\n");
}

void Console::printBytes(const QByteArray &bytes) const
{
    writeResult(bytes);
}

void Console::writeResult(const QByteArray &bytes) const
{
    if (isReaderGone())
        return;
    const int failed = write(stdout, bytes);
    m_writeError = m_writeError == 0 ? failed : m_writeError;
}

bool Console::isReaderGone() const
{
    return m_writeError == EPIPE;
}

QString Console::writeError() const
{
    return m_writeError == 0 ? QString() : qt_error_string(m_writeError);
}

void Console::printJson(const Json &json) const
{
    printBytes(toPrettyJson(json));
}

void Console::note(const QString &line) const
{
    if (!m_isQuiet)
        write(stderr, shown(line, m_hasColours) + "\n");
}

void Console::complain(const Error &error) const
{
    complain(error.describe());
}

void Console::complain(const QString &line) const
{
    write(stderr, shown(u"assay: "_s + line, m_hasColours) + "\n");
}

int Console::width() const
{
    winsize size{};
    const bool isKnown = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return isKnown ? size.ws_col : kUsualWidth;
}

void Console::draw(const QString &text) const
{
    write(stderr, text.toUtf8());
}

QString Console::coloured(const QString &text, Colour colour) const
{
    if (!m_hasColours || colour == Colour::none)
        return text;
    return u"\x1b[%1m%2\x1b[0m"_s.arg(QLatin1StringView(code(colour)), text);
}

} // namespace assay::cli
