// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shellactions.h"

#include <QCoreApplication>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("shell", text);
}

QKeySequence keys(const char *text)
{
    return QKeySequence(QString::fromLatin1(text), QKeySequence::PortableText);
}

} // namespace

QList<ShellActionSpec> shellActions()
{
    using enum ShellAction;
    using enum MenuId;
    return {
        {newWorkspace, file, tr("&New workspace…"), keys("Ctrl+N"), u"document-new"_s},
        {openWorkspace, file, tr("&Open workspace…"), keys("Ctrl+O"), u"document-open"_s},
        {sampleWorkspace, file, tr("&See a comparison now"), {}, u"media-playback-start"_s},
        {closeWorkspace, file, tr("&Close workspace"), keys("Ctrl+W"), {}, true, false, true},
        {quit, file, tr("&Quit"), keys("Ctrl+Q"), {}, false, false, true},

        {showPrompts, go, tr("&Prompts"), keys("Ctrl+1"), u"document-edit"_s, true},
        {showSets, go, tr("&Eval sets"), keys("Ctrl+2"), u"view-list-details"_s, true},
        {showRun, go, tr("&Run"), keys("Ctrl+3"), u"media-playback-start"_s, true},
        {showResults, go, tr("Re&sults"), keys("Ctrl+4"), u"documentinfo"_s, true},
        {showCompare, go, tr("&Compare"), keys("Ctrl+5"), u"view-split-left-right"_s, true},
        {showLog, go, tr("&Log"), keys("Ctrl+6"), u"format-list-ordered"_s, true},
        {showModels, go, tr("&Models"), keys("Ctrl+7"), u"configure"_s, true},
        {back, go, tr("&Back"), keys("Alt+Left"), u"go-previous"_s, true, false, true},
        {forward, go, tr("&Forward"), keys("Alt+Right"), u"go-next"_s, true},

        {toggleNavigator, view, tr("&Navigator"), keys("F9"), {}, true, true},
        {toggleDetail, view, tr("&Detail"), keys("F4"), {}, true, true},
        {nextColumn, view, tr("Next &column"), keys("F6"), {}, true},
        {schemeSystem, view, tr("Colours of the &desktop"), {}, {}, false, true, true},
        {schemeLight, view, tr("&Light"), {}, {}, false, true},
        {schemeDark, view, tr("D&ark"), {}, {}, false, true},

        {pauseRun, MenuId::run, tr("&Pause or go on"), keys("Ctrl+Shift+Space"), u"media-playback-pause"_s, true},
        {stopRun, MenuId::run, tr("&Stop run"), keys("Ctrl+."), u"media-playback-stop"_s, true},
        {budget, MenuId::run, tr("&Budget…"), {}, u"view-financial-budget"_s, false, false, true},

        {palette, help, tr("&Go to anything, run any command…"), keys("Ctrl+K"), u"edit-find"_s},
        {shortcuts, help, tr("&Keys of this page"), keys("Ctrl+/"), {}},
        {pageHelp, help, tr("&Help for this page"), keys("F1"), {}},
        {language, help, tr("&Template language"), {}, {}, false, false, true},
        {promptFiles, help, tr("Prompt &files"), {}, {}},
        {lintRules, help, tr("&Rules of the linter"), {}, {}},
        {about, help, tr("&About Assay"), {}, u"help-contents"_s, false, false, true},
    };
}

QString menuTitle(MenuId menu)
{
    switch (menu) {
    case MenuId::file:
        return tr("&File");
    case MenuId::go:
        return tr("&Go");
    case MenuId::view:
        return tr("&View");
    case MenuId::run:
        return tr("&Run");
    case MenuId::help:
        return tr("&Help");
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace assay::ui
