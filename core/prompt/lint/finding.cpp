// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/lint/finding.h"

#include <algorithm>
#include <ranges>

namespace assay::prompt {

using namespace Qt::StringLiterals;

QString toText(Severity severity)
{
    switch (severity) {
    case Severity::off:
        return u"off"_s;
    case Severity::info:
        return u"info"_s;
    case Severity::warning:
        return u"warning"_s;
    case Severity::error:
        return u"error"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

std::optional<Severity> severityFromText(QStringView text)
{
    for (const Severity severity : {Severity::off, Severity::info, Severity::warning, Severity::error}) {
        if (text == toText(severity))
            return severity;
    }
    return std::nullopt;
}

Content fixed(const Content &content, const Fix &fix)
{
    Content mended = content;
    for (const TextEdit &edit : std::views::reverse(fix.edits)) {
        if (edit.message >= 0 && edit.message < mended.messages.size())
            mended.messages[edit.message].text.replace(edit.start, edit.length, edit.text);
    }
    mended.responseFormat = fix.responseFormat.value_or(content.responseFormat);
    return mended;
}

Fix allFixes(const QList<Finding> &findings)
{
    Fix all{.title = u"All that is certain"_s, .edits = {}};
    const auto meets = [&all](const TextEdit &edit) {
        return std::ranges::any_of(all.edits, [&edit](const TextEdit &other) {
            return edit.message == other.message && edit.start < other.start + std::max<qsizetype>(1, other.length)
                && other.start < edit.start + std::max<qsizetype>(1, edit.length);
        });
    };
    for (const Finding &finding : findings) {
        if (!finding.fix || std::ranges::any_of(finding.fix->edits, meets))
            continue;
        all.edits += finding.fix->edits;
        if (finding.fix->responseFormat)
            all.responseFormat = finding.fix->responseFormat;
    }
    std::ranges::sort(all.edits, {}, [](const TextEdit &edit) { return std::pair(edit.message, edit.start); });
    return all;
}

} // namespace assay::prompt
