// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/console.h"

#include <QByteArray>

#include <cstdio>

#include <sys/ioctl.h>
#include <unistd.h>

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr int kUsualWidth = 100;

void write(std::FILE *stream, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stream);
    std::fflush(stream);
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
    write(stdout, line + u"\n"_s);
}

void Console::printJson(const Json &json) const
{
    write(stdout, QString::fromUtf8(toPrettyJson(json)));
}

void Console::note(const QString &line) const
{
    if (!m_isQuiet)
        write(stderr, line + u"\n"_s);
}

void Console::complain(const Error &error) const
{
    complain(error.describe());
}

void Console::complain(const QString &line) const
{
    write(stderr, u"assay: "_s + line + u"\n"_s);
}

int Console::width() const
{
    winsize size{};
    const bool isKnown = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return isKnown ? size.ws_col : kUsualWidth;
}

void Console::draw(const QString &text) const
{
    write(stderr, text);
}

QString Console::coloured(const QString &text, Colour colour) const
{
    if (!m_hasColours || colour == Colour::none)
        return text;
    return u"\x1b[%1m%2\x1b[0m"_s.arg(QLatin1StringView(code(colour)), text);
}

} // namespace assay::cli
