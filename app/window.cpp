// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window.h"

#include "app/collector.h"
#include "app/pricebook.h"
#include "core/secrets/keyage.h"
#include "core/secrets/memorykeystore.h"
#include "core/workspace/monthbook.h"
#include "ui/format/plurals.h"
#include "ui/pages/compare/comparepage.h"
#include "ui/pages/log/logpage.h"
#include "ui/pages/models/modelspage.h"
#include "ui/pages/prompts/promptspage.h"
#include "ui/pages/results/resultspage.h"
#include "ui/pages/run/runpage.h"
#include "ui/pages/sets/setspage.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDate>
#include <QSettings>

namespace assay::app {

using namespace Qt::StringLiterals;

namespace {

ui::ModelServices modelServices(Composition &composition)
{
    return {
        .desk = &composition.desk(),
        .registry = &composition.registry(),
        .detect = [&composition] { return composition.detect(); },
        .keepInKeychain = [&composition](const QString &name, secrets::Secret key) { return composition.storeInKeychain(name, std::move(key)); },
        .keepForSession = [&composition](const QString &name, secrets::Secret key) { composition.typedKeys().put(name, std::move(key)); },
        .prices = &priceBook,
        .familyOf = [&composition](const QString &kind) { return composition.familyOf(kind); },
        .keyReminder =
            [&composition](const QString &source) {
                return secrets::ageReminder(source, QDate::currentDate(), composition.settings().keysOldAfterDays().value_or(secrets::kOldAfterDays));
            },
        .addSimulated = [](store::Database &database) { return addSimulatedModels(database); },
        .dialectsError = composition.dialectsError(),
    };
}

} // namespace

ui::WindowParts windowParts(Composition &composition)
{
    return {
        .makeModelFactory = [&composition](const QString &label) { return composition.modelFactory(label); },
        .makePages = [&composition](ui::Document &document, QWidget *parent) -> QList<ui::Page *> {
            return {new ui::PromptsPage(document, composition.desk(), parent), new ui::SetsPage(document, parent), new ui::RunPage(document, parent), new ui::ResultsPage(document, parent),
                new ui::ComparePage(document, parent), new ui::LogPage(document, sendTraces, parent), new ui::ModelsPage(document, modelServices(composition), parent)};
        },
        .fillNew = [](store::Database &database) { return addSimulatedModels(database); },
        .fillSample = [](store::Database &database) { return fillSample(database, {}); },
        .month = &composition.month(),
    };
}

int runWindow(QApplication &application)
{
    QApplication::setDesktopFileName(u"assay"_s);
    ui::theme::apply(application, static_cast<ui::Scheme>(QSettings().value(u"window/scheme"_s, 0).toInt()));
    ui::format::EnglishPlurals plurals;
    QApplication::installTranslator(&plurals);
    Composition composition;
    ui::MainWindow window(windowParts(composition));
    window.show();
    if (composition.dialectsError())
        window.showError(*composition.dialectsError());
    if (const QStringList arguments = QApplication::arguments(); arguments.size() > 1)
        window.openWorkspace(arguments.at(1));
    return QApplication::exec();
}

} // namespace assay::app
