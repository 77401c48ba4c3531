// SPDX-License-Identifier: GPL-3.0-or-later
// A verb of the command line: one file each, and one line in verbs.cpp.
#pragma once

#include "app/cli/console.h"
#include "app/cli/exitcode.h"
#include "app/cli/outputfile.h"
#include "app/composition.h"

#include <QFuture>

#include <CLI/CLI.hpp>

namespace assay::cli {

struct Context {
    Console &console;
    app::Composition &composition;
};

class Verb {
public:
    virtual ~Verb() = default;
    [[nodiscard]] virtual const char *name() const = 0;
    [[nodiscard]] virtual const char *summary() const = 0;
    virtual void describe(CLI::App &command) = 0;
    /// An empty word for any of its options is refused, and never means that the option was left out.
    [[nodiscard]] virtual bool refusesEmptyWords() const { return false; }
    /// An ExitCode.
    [[nodiscard]] virtual int run(Context &context) = 0;
};

/// All verbs, in the order of --help.
[[nodiscard]] std::vector<std::unique_ptr<Verb>> allVerbs();

std::unique_ptr<Verb> makeDemo();
std::unique_ptr<Verb> makeRun();
std::unique_ptr<Verb> makeRegrade();
std::unique_ptr<Verb> makeCompare();
std::unique_ptr<Verb> makeReport();
std::unique_ptr<Verb> makeImport();
std::unique_ptr<Verb> makeExport();
std::unique_ptr<Verb> makeShow();
std::unique_ptr<Verb> makeDiff();
std::unique_ptr<Verb> makeHistory();
std::unique_ptr<Verb> makeLabel();
std::unique_ptr<Verb> makeRollback();
std::unique_ptr<Verb> makeSnippet();
std::unique_ptr<Verb> makeOptions();
std::unique_ptr<Verb> makeStatus();
std::unique_ptr<Verb> makeLog();
std::unique_ptr<Verb> makeBatches();
std::unique_ptr<Verb> makeModel();
std::unique_ptr<Verb> makePrices();
std::unique_ptr<Verb> makeKey();
std::unique_ptr<Verb> makeBudget();
std::unique_ptr<Verb> makeSettings();
std::unique_ptr<Verb> makeLint();
std::unique_ptr<Verb> makeTemplate();
std::unique_ptr<Verb> makeGrade();
std::unique_ptr<Verb> makePlumbing();

/// Tells the error and gives kWrongUse.
[[nodiscard]] int wrongUse(const Context &context, const Error &error);

[[nodiscard]] inline QString fromStd(const std::string &text)
{
    return QString::fromStdString(text);
}

/// Errors: io or tooLarge (256 MB), with file.
[[nodiscard]] Result<QByteArray> readFile(const QString &path);
/// "-" is standard input.
[[nodiscard]] Result<QByteArray> readFileOrInput(const QString &path);
/// A JSON file with an object of variables; none without a path. Errors: also parse with line, and invalidInput.
[[nodiscard]] Result<Json> readVariables(const std::string &path);

} // namespace assay::cli
