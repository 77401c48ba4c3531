// SPDX-License-Identifier: GPL-3.0-or-later
// Runs every section in a process of its own, so that one does not warm or fatten the next, and prints all figures as one JSON object.
#include "tests/bench/sections.h"

#include <QApplication>
#include <QFile>
#include <QProcess>

#include <cstdio>

using namespace assay;
using namespace Qt::StringLiterals;

namespace {

struct Section {
    const char *name;
    Json (*run)();
};

constexpr Section kSections[]{
    {"enginePlain", [] { return bench::engine({}); }},
    {"engineStreamed100", [] { return bench::engine({.chunks = 100}); }},
    {"engineWall32", [] { return bench::engine({.models = 1, .repeats = 3, .latencyMs = 200}); }},
    {"engineWall3x32", [] { return bench::engine({.latencyMs = 200}); }},
    {"engine10000", [] { return bench::engine({.models = 1, .repeats = 20, .concurrency = 256, .peakMbLimit = 80}); }},
    {"rateLimitedSliding", [] { return bench::rateLimited({.isBucket = false, .chargesReservations = false}); }},
    {"rateLimitedBucket", [] { return bench::rateLimited({.isBucket = true, .chargesReservations = true}); }},
    {"tokens", bench::tokens},
    {"eventStream", bench::eventStream},
    {"template", bench::templates},
    {"lint", bench::lint},
    {"matrix", bench::matrix},
    {"open", bench::open},
    {"log", bench::log},
};

int runSection(const QByteArray &name)
{
    for (const Section &section : kSections) {
        if (name != section.name)
            continue;
        const Json figures = section.run();
        std::printf("%s\n", toJson(figures).constData());
        return figures.contains("error") ? 1 : 0;
    }
    return 2;
}

int runAll(const QString &output)
{
    Json all(jsoncons::json_object_arg);
    for (const Section &section : kSections) {
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QCoreApplication::applicationFilePath(), {u"--section"_s, QString::fromLatin1(section.name)});
        process.waitForFinished(-1);
        const auto figures = parseJson(QByteArrayView(process.readAllStandardOutput().trimmed()));
        all.insert_or_assign(section.name, figures.value_or(Json::null()));
        if (!figures)
            continue;
        std::fprintf(stderr, "%s\n", section.name);
        for (const auto &figure : figures->object_range())
            std::fprintf(stderr, "  %-22s %s\n", std::string(figure.key()).c_str(), toJson(figure.value()).constData());
    }
    const QByteArray json = toPrettyJson(all);
    std::printf("%s", json.constData());
    if (output.isEmpty())
        return 0;
    QFile file(output);
    return file.open(QIODevice::WriteOnly) && file.write(json) == json.size() ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QByteArray mode = argc > 1 ? argv[1] : "";
    // The engine is measured without a window's libraries at work.
    const QByteArray section = mode == "--section" && argc > 2 ? argv[2] : "";
    if (mode == "--serve" || mode == "--enforce" || section.startsWith("engine") || section.startsWith("rate")) {
        const QCoreApplication application(argc, argv);
        if (mode == "--enforce" && argc > 5)
            return bench::enforce({.isBucket = QByteArray(argv[2]) == "bucket",
                .chargesReservations = QByteArray(argv[3]) == "reserved",
                .requestsPerMinute = atoi(argv[4]),
                .tokensPerMinute = atoi(argv[5])});
        return mode == "--serve" && argc > 3 ? bench::serve(atoi(argv[2]), atoi(argv[3])) : runSection(argv[2]);
    }
    if (mode == "--template-input") {
        std::printf("%s\n", bench::templateInput().constData());
        return 0;
    }
    const QApplication application(argc, argv);
    if (mode == "--section" && argc > 2)
        return runSection(argv[2]);
    return runAll(mode.isEmpty() ? QString() : QString::fromLocal8Bit(mode));
}
