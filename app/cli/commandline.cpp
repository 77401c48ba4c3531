// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"

#include "app/cli/verb.h"
#include "core/prompt/language/spelling.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <iostream>
#include <sstream>
#include <string_view>
#include <vector>

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kUsualExitCodes = "\nExit codes: 0 done, 2 wrong use or bad input.";

/// What a verb gave, unless not all of its result was written.
int endOf(const Console &console, int code)
{
    if (console.isWhole())
        return code;
    if (console.isReaderGone())
        return code == kDone ? int(kReaderGone) : code;
    console.complain(u"standard output could not be written: %1. What stands there is not all."_s.arg(console.writeError()));
    return code == kDone ? int(kWrongUse) : code;
}

/// About a first word that is neither an option nor a verb; empty when there is none.
QString complaintAbout(const std::vector<char *> &words, const std::vector<std::unique_ptr<Verb>> &verbs)
{
    const QString first = words.size() > 1 ? QString::fromLocal8Bit(words[1]) : QString();
    QStringList names;
    for (const auto &verb : verbs)
        names.append(QString::fromLatin1(verb->name()));
    if (first.isEmpty() || first.startsWith(u'-') || names.contains(first))
        return {};
    const QString hint = prompt::spellingHint(first, names);
    return u"\"%1\" is no verb. %2 \"assay help\" lists them all."_s.arg(first, hint).simplified();
}

/// The option that was given an empty word; empty when none was.
QString emptyOption(const CLI::App &command)
{
    for (const CLI::Option *option : command.get_options()) {
        if (option->count() > 0 && std::ranges::contains(option->results(), std::string()) && option->get_expected_max() > 0)
            return QString::fromStdString(option->get_name());
    }
    return {};
}

} // namespace

bool isCommandLine(int argc, char **argv)
{
    if (argc < 2)
        return false;
    const std::string_view first(argv[1]);
    const bool isVerb = std::ranges::any_of(allVerbs(), [first](const auto &verb) { return first == verb->name(); });
    return isVerb || !(first.ends_with(".assay") || QFileInfo::exists(QFile::decodeName(argv[1])));
}

int runCommandLine(int argc, char **argv)
{
    CLI::App program("Assay: is the new prompt better, by how much, and how sure is that?\nWithout a verb: the window (assay [FILE.assay]).");
    program.name("assay");
    program.set_version_flag("--version", "assay " ASSAY_VERSION);
    program.require_subcommand(1);
    auto verbs = allVerbs();
    Verb *chosen = nullptr;
    for (const auto &verb : verbs) {
        CLI::App *command = program.add_subcommand(verb->name(), verb->summary());
        verb->describe(*command);
        if (command->get_footer().find("Exit codes:") == std::string::npos)
            command->footer(command->get_footer() + kUsualExitCodes);
        command->callback([&chosen, raw = verb.get()] { chosen = raw; });
    }
    // Behind them: verbs would take it over as theirs.
    program.footer("Exit codes: 0 done, 1 a gate was not met, 2 wrong use or bad input, 3 the run did not complete, 130 interrupted, 141 standard output was closed early.");
    // "help VERB" is what many programs have for "VERB --help".
    std::vector<char *> words(argv, argv + argc);
    static char wantsHelp[] = "--help";
    if (argc > 1 && std::string_view(argv[1]) == "help") {
        words.erase(words.begin() + 1);
        words.push_back(wantsHelp);
    }
    Console console;
    if (const QString wrong = complaintAbout(words, verbs); !wrong.isEmpty()) {
        console.complain(wrong);
        return endOf(console, kWrongUse);
    }
    try {
        program.parse(static_cast<int>(words.size()), words.data());
    } catch (const CLI::ParseError &error) {
        std::ostringstream help;
        const int code = program.exit(error, help, std::cerr) == 0 ? kDone : kWrongUse;
        console.printBytes(QByteArray::fromStdString(help.str()));
        return endOf(console, code);
    }
    const QString empty = chosen->refusesEmptyWords() ? emptyOption(*program.get_subcommand(chosen->name())) : QString();
    if (!empty.isEmpty()) {
        console.complain(
            fail(ErrorKind::invalidInput, u"%1 is given and empty"_s.arg(empty), u"A variable of the shell that is not set gives nothing; to do without it leave it out."_s)
                .error());
        return endOf(console, kWrongUse);
    }
    app::Composition composition;
    if (composition.dialectsError())
        console.complain(*composition.dialectsError());
    Context context{console, composition};
    return endOf(console, chosen->run(context));
}

} // namespace assay::cli
