// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QFontInfo>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QStyleFactory>
#include <QStyleHints>
#include <QSvgRenderer>

#include <array>

namespace assay::ui::theme {

using namespace Qt::StringLiterals;

namespace {

struct Colours {
    QRgb window, panel, base, alternate, raised, hover, pressed, selected, pair, line, scroll;
    QRgb text, secondary, disabled, accent, accentFill, accentHover, onAccent;
};

constexpr Colours kLight{.window = 0xfff7f7f8,
    .panel = 0xfff1f2f4,
    .base = 0xffffffff,
    .alternate = 0xfffafafb,
    .raised = 0xffffffff,
    .hover = 0xffe9ebef,
    .pressed = 0xffdde0e6,
    .selected = 0xffdfe8fb,
    .pair = 0xffc6d8fb,
    .line = 0xffd9dce2,
    .scroll = 0xffc2c7d0,
    .text = 0xff1d2129,
    .secondary = 0xff5b6372,
    .disabled = 0xff9aa1ad,
    .accent = 0xff2c5fd1,
    .accentFill = 0xff2c5fd1,
    .accentHover = 0xff2450b4,
    .onAccent = 0xffffffff};
constexpr Colours kDark{.window = 0xff1b1d22,
    .panel = 0xff202329,
    .base = 0xff16181c,
    .alternate = 0xff1a1c21,
    .raised = 0xff262a31,
    .hover = 0xff2e333b,
    .pressed = 0xff383e48,
    .selected = 0xff263a63,
    .pair = 0xff2f4a80,
    .line = 0xff363b44,
    .scroll = 0xff4a505c,
    .text = 0xffe7e9ed,
    .secondary = 0xffa3abb9,
    .disabled = 0xff6b7280,
    .accent = 0xff7ea6ff,
    .accentFill = 0xff3b6fe0,
    .accentHover = 0xff4c7eea,
    .onAccent = 0xffffffff};

struct ToneColours {
    Tone tone;
    QRgb lightText, lightArea, darkText, darkArea;
    QStringView mark;
};

constexpr std::array kTones{
    ToneColours{Tone::pass, 0xff14703f, 0xffe3f4ea, 0xff5fd39a, 0xff17352a, u"✓"},
    ToneColours{Tone::fail, 0xffb3271e, 0xfffbe8e6, 0xffff8a80, 0xff43211f, u"✕"},
    ToneColours{Tone::error, 0xff8a5000, 0xfffcf0da, 0xffffc266, 0xff3d2e14, u"⚠"},
    ToneColours{Tone::skipped, 0xff535b69, 0xffeef0f3, 0xffa3abb9, 0xff2a2e36, u"–"},
    ToneColours{Tone::running, 0xff2c5fd1, 0xffe6edfb, 0xff7ea6ff, 0xff1f2d4a, u"◌"},
    ToneColours{Tone::better, 0xff14703f, 0xffe3f4ea, 0xff5fd39a, 0xff17352a, u"▲"},
    ToneColours{Tone::worse, 0xffb3271e, 0xfffbe8e6, 0xffff8a80, 0xff43211f, u"▼"},
    ToneColours{Tone::neutral, 0xff535b69, 0xffeef0f3, 0xffa3abb9, 0xff2a2e36, u"="},
    ToneColours{Tone::accent, 0xff2c5fd1, 0xffe6edfb, 0xff7ea6ff, 0xff1f2d4a, u"●"},
    ToneColours{Tone::simulated, 0xff6f44aa, 0xfff1eafa, 0xffc5a3f5, 0xff31264a, u"◇"},
};

bool g_isDark = false;

const Colours &colours()
{
    return g_isDark ? kDark : kLight;
}

const ToneColours &entry(Tone tone)
{
    return *std::ranges::find(kTones, tone, &ToneColours::tone);
}

QPalette makePalette()
{
    const Colours &c = colours();
    QPalette palette;
    palette.setColor(QPalette::Window, c.window);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.base);
    palette.setColor(QPalette::AlternateBase, c.alternate);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::Button, c.raised);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::BrightText, c.onAccent);
    palette.setColor(QPalette::Highlight, c.selected);
    palette.setColor(QPalette::HighlightedText, c.text);
    palette.setColor(QPalette::ToolTipBase, c.raised);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::Link, c.accent);
    palette.setColor(QPalette::LinkVisited, c.accent);
    palette.setColor(QPalette::PlaceholderText, c.secondary);
    palette.setColor(QPalette::Accent, c.accentFill);
    palette.setColor(QPalette::Light, c.raised);
    palette.setColor(QPalette::Midlight, c.hover);
    palette.setColor(QPalette::Mid, c.line);
    palette.setColor(QPalette::Dark, c.line);
    palette.setColor(QPalette::Shadow, c.line);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, c.disabled);
    return palette;
}

QString makeStyleSheet()
{
    QFile file(u":/assay/theme/assay.qss"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const Colours &c = colours();
    const std::array<std::pair<QLatin1StringView, QRgb>, 19> names{
        {{"@window@"_L1, c.window}, {"@panel@"_L1, c.panel}, {"@base@"_L1, c.base}, {"@alternate@"_L1, c.alternate}, {"@raised@"_L1, c.raised}, {"@hover@"_L1, c.hover},
            {"@pressed@"_L1, c.pressed}, {"@selected@"_L1, c.selected}, {"@line@"_L1, c.line}, {"@scroll@"_L1, c.scroll}, {"@text@"_L1, c.text}, {"@secondary@"_L1, c.secondary},
            {"@disabled@"_L1, c.disabled}, {"@accent@"_L1, c.accent}, {"@accentfill@"_L1, c.accentFill}, {"@accenthover@"_L1, c.accentHover}, {"@onaccent@"_L1, c.onAccent},
            {"@problem@"_L1, foreground(Tone::error).rgb()}, {"@problemarea@"_L1, background(Tone::error).rgb()}}};
    for (const auto &[name, colour] : names)
        sheet.replace(name, QColor::fromRgb(colour).name());
    sheet.replace("@scheme@"_L1, g_isDark ? "dark"_L1 : "light"_L1);
    return sheet;
}

QFont makeFont(const QStringList &families, qreal pointSize, QFont::Weight weight = QFont::Normal)
{
    QFont font;
    font.setFamilies(families);
    font.setPointSizeF(pointSize);
    font.setWeight(weight);
    return font;
}

} // namespace

void apply(QApplication &application, Scheme scheme)
{
    QStyleHints *hints = QGuiApplication::styleHints();
    g_isDark = scheme == Scheme::dark || (scheme == Scheme::system && hints->colorScheme() == Qt::ColorScheme::Dark);
    application.setStyle(QStyleFactory::create(u"Fusion"_s));
    application.setPalette(makePalette());
    application.setFont(textFont());
    application.setStyleSheet(makeStyleSheet());
}

bool isDark()
{
    return g_isDark;
}

QColor foreground(Tone tone)
{
    return QColor::fromRgb(g_isDark ? entry(tone).darkText : entry(tone).lightText);
}

QColor background(Tone tone)
{
    return QColor::fromRgb(g_isDark ? entry(tone).darkArea : entry(tone).lightArea);
}

QColor pairArea()
{
    return QColor::fromRgb(colours().pair);
}

QColor hairline()
{
    return QColor::fromRgb(colours().line);
}

QColor secondaryText()
{
    return QColor::fromRgb(colours().secondary);
}

QString mark(Tone tone)
{
    return entry(tone).mark.toString();
}

Tone tone(run::Outcome outcome)
{
    switch (outcome) {
    case run::Outcome::passed:
        return Tone::pass;
    case run::Outcome::failed:
        return Tone::fail;
    case run::Outcome::error:
        return Tone::error;
    case run::Outcome::skipped:
        return Tone::skipped;
    }
    Q_UNREACHABLE_RETURN(Tone::neutral);
}

QFont textFont()
{
    QFont font = makeFont({u"Inter"_s, u"Noto Sans"_s, u"Noto Color Emoji"_s}, 9.5);
    font.setFeature("tnum", 1);
    return font;
}

QFont codeFont()
{
    QFont font = makeFont({u"JetBrains Mono"_s, u"Noto Sans Mono"_s, u"monospace"_s}, 9.5);
    font.setStyleHint(QFont::Monospace);
    return font;
}

QFont headlineFont()
{
    QFont font = makeFont({u"Inter"_s, u"Noto Sans"_s}, 13, QFont::DemiBold);
    font.setFeature("tnum", 1);
    return font;
}

QFont smallFont()
{
    QFont font = textFont();
    font.setPointSizeF(8.5);
    return font;
}

namespace {

// Draws in the colour of the scheme that is on when it is painted, so that icons follow a change of scheme.
class SchemeIcon final : public QIconEngine {
public:
    explicit SchemeIcon(QByteArray svg) : m_svg(std::move(svg)) {}

    void paint(QPainter *painter, const QRect &area, QIcon::Mode mode, QIcon::State) override
    {
        const QRgb colour = mode == QIcon::Disabled ? colours().disabled : colours().text;
        QSvgRenderer renderer(QByteArray(m_svg).replace("currentColor", QColor::fromRgb(colour).name().toLatin1()));
        renderer.render(painter, area);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    [[nodiscard]] QIconEngine *clone() const override { return new SchemeIcon(m_svg); }

private:
    QByteArray m_svg;
};

} // namespace

QIcon icon(const QString &name)
{
    // Bundled, and not the desktop's: its colours would not follow ours.
    QFile file(u":/assay/icons/"_s + name + u".svg"_s);
    return file.open(QIODevice::ReadOnly) ? QIcon(new SchemeIcon(file.readAll())) : QIcon::fromTheme(name);
}

} // namespace assay::ui::theme
