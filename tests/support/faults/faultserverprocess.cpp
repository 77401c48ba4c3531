// SPDX-License-Identifier: GPL-3.0-or-later
// The fault server as a process of its own: prints its port in one line, serves until its input ends, and then prints what each cell was asked and
// billed as one JSON object: {"openai/streamed/sound/never":{"requests":1,"redirected":0,"tokens":16},…}.
//
//   fault_server [LATENCY-MS]
#include "core/base/json.h"
#include "tests/support/faults/faultserver.h"

#include <QCoreApplication>

#include <cstdio>

using namespace assay;

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    test::FaultServer server;
    if (argc > 1)
        server.setLatency(std::chrono::milliseconds(std::atoi(argv[1])));
    std::printf("%d\n", server.wire().port());
    std::fflush(stdout);
    while (std::getchar() != EOF) {}
    Json cells(jsoncons::json_object_arg);
    for (const auto &[name, seen] : server.cells().asKeyValueRange()) {
        Json cell(jsoncons::json_object_arg);
        cell.insert_or_assign("requests", seen.requests);
        cell.insert_or_assign("redirected", seen.redirected);
        cell.insert_or_assign("tokens", seen.tokens);
        cells.insert_or_assign(name.toStdString(), std::move(cell));
    }
    std::printf("%s\n", toJson(cells).constData());
    return 0;
}
