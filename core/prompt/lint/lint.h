// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a prompt as a careful colleague would, by fixed rules: no model is asked, nothing is sent, and the same content in the same context gives the same
// findings. Linear in the text; meant to be called while someone types.
#pragma once

#include "core/prompt/lint/finding.h"

#include <QHash>
#include <QMap>

#include <span>

namespace assay::prompt {

struct LintItem {
    QString key;
    Json variables = Json(jsoncons::json_object_arg);
};

/// A model that the prompt is meant for, and what is known of it. Rules about what is not known say nothing.
struct LintModel {
    QString name;
    bool isFloatingAlias = false; ///< its name at the API moves on to newer models
    qint64 contextWindow = 0;     ///< tokens of input and output; 0: not known
    qint64 longestPrompt = 0;     ///< tokens of the item with the longest prompt; 0: not counted
    QString longestItem = {};     ///< its key
    qint64 maxOutputTokens = 0;   ///< what the answer may have when the version sets no limit
};

/// What stands around the prompt. Everything may be empty: then only the text itself is looked at.
struct LintContext {
    QList<LintItem> items = {};                    ///< of the set it is tried with
    QStringList otherUses = {};                    ///< variables of the items that something else needs, such as an assertion
    QMap<QString, QStringList> allowedLabels = {}; ///< by member of a JSON answer, "" for an answer that is the label: see labelsOf()
    QList<LintModel> models = {};
    QHash<QString, Severity> severities = {}; ///< by rule; others have the rule's own
};

/// In order of place, those of the whole version first.
[[nodiscard]] QList<Finding> lint(const Content &content, const LintContext &context = {});

/// The labels that a set's references show, for LintContext: members (or whole references) that have few different short values.
[[nodiscard]] QMap<QString, QStringList> labelsOf(std::span<const Json> references);

/// What a rule must be told of besides the text; of what is lacking it says nothing.
struct RuleNeeds {
    bool items = false;
    bool models = false;

    bool operator==(const RuleNeeds &) const = default;
};

struct RuleInfo {
    QString id; ///< its page of the help has the same name
    Severity severity = Severity::warning;
    QString summary; ///< what it finds, a few words
    RuleNeeds needs = {};
};
/// In the order of the help.
[[nodiscard]] QList<RuleInfo> lintRules();

/// The page of the help of a rule as Markdown: what, why, a bad and a good example. Errors: notFound, naming the nearest rule.
[[nodiscard]] Result<QString> lintHelp(const QString &rule);

} // namespace assay::prompt
