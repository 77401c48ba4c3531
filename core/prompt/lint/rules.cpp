// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/lint/rule.h"

namespace assay::prompt::linting {

namespace {

using enum Severity;

constexpr Rule kRules[]{
    {"template-error", error, "a template that cannot be read", checkTemplate},
    {"untrusted-in-system", warning, "an item's text in the system message", checkUntrustedInSystem},
    {"unfenced-variable", warning, "an item's text that nothing sets apart from the instructions", checkUnfenced},
    {"instructions-after-untrusted", warning, "instructions behind long text that is not fenced off", checkInstructionsAfter},
    {"broken-fence", warning, "a fence around an item's text that does not close", checkBrokenFences},
    {"no-output-format", warning, "a task without a word on the form of its answer", checkOutputFormat},
    {"no-length-or-audience", info, "free text for nobody and of any length", checkLengthOrAudience},
    {"vague-verb", warning, "a bare verb such as \"summarize this\"", checkVagueVerb},
    {"json-format-not-set", warning, "JSON demanded in words alone", checkJsonFormatNotSet},
    {"json-not-demanded", warning, "a JSON response format that the words do not know of", checkJsonNotDemanded},
    {"schema-contradiction", warning, "text that says other than the schema", checkSchema},
    {"example-format", warning, "an example that breaks the demanded format", checkExampleFormat},
    {"example-label", warning, "an example with a label that is not allowed", checkExampleLabel},
    {"unfilled-variable", error, "a variable that items do not fill", checkUnfilled, {.items = true}},
    {"unused-variable", info, "a variable of the items that the prompt does not use", checkUnused, {.items = true}},
    {"no-output-limit", warning, "no limit on the answer's tokens", checkOutputLimit},
    {"floating-model", warning, "a model whose name moves on to newer ones", checkFloatingModel, {.models = true}},
    {"context-exceeded", error, "a prompt that is longer than the model reads", checkContextWindow, {.items = true, .models = true}},
    {"secret", error, "a key or password in the text", checkSecrets},
    {"personal-data", warning, "personal data in the text", checkPersonalData},
    {"contradiction", warning, "two instructions that cannot both be followed", checkContradictions},
    {"duplicate-paragraph", warning, "a paragraph that stands twice", checkDuplicates},
    {"invisible-character", warning, "a character that nobody sees", checkInvisible},
    {"look-alike-character", warning, "a letter of another alphabet within a word", checkLookAlikes},
};

} // namespace

std::span<const Rule> rules()
{
    return kRules;
}

} // namespace assay::prompt::linting
