// SPDX-License-Identifier: GPL-3.0-or-later
// What each filter, method and function does, by kind of input. Results follow Nunjucks 3.2; where it would split a character or lose
// a value without a word, they follow Jinja 3.1 or are a fault.
#pragma once

#include "core/prompt/language/filters.h"

namespace assay::prompt::filters {

// textfilters.cpp
Value capitalize(FilterCall &call);
Value lower(FilterCall &call);
Value replace(FilterCall &call);
Value title(FilterCall &call);
Value toText(FilterCall &call);
Value trim(FilterCall &call);
Value upper(FilterCall &call);
Value wordCount(FilterCall &call);

// layoutfilters.cpp
Value center(FilterCall &call);
Value indent(FilterCall &call);
Value lines(FilterCall &call);
Value tokens(FilterCall &call);
Value truncate(FilterCall &call);
Value wordWrap(FilterCall &call);

// markupfilters.cpp
Value escape(FilterCall &call);
Value forceEscape(FilterCall &call);
Value lineEndsToBreaks(FilterCall &call);
Value quoteBlock(FilterCall &call);
Value safe(FilterCall &call);
Value stripTags(FilterCall &call);
Value urlEncode(FilterCall &call);
Value urlize(FilterCall &call);
Value xmlTag(FilterCall &call);

// listfilters.cpp
Value batch(FilterCall &call);
Value first(FilterCall &call);
Value join(FilterCall &call);
Value last(FilterCall &call);
Value length(FilterCall &call);
Value random(FilterCall &call);
Value reverse(FilterCall &call);
Value slice(FilterCall &call);
Value toList(FilterCall &call);

// orderfilters.cpp
Value dictSort(FilterCall &call);
Value groupBy(FilterCall &call);
Value largest(FilterCall &call);
Value smallest(FilterCall &call);
Value sort(FilterCall &call);
Value sum(FilterCall &call);
Value unique(FilterCall &call);

// pickfilters.cpp
Value map(FilterCall &call);
Value reject(FilterCall &call);
Value rejectAttribute(FilterCall &call);
Value select(FilterCall &call);
Value selectAttribute(FilterCall &call);

// valuefilters.cpp
Value abs(FilterCall &call);
Value defaultValue(FilterCall &call);
Value round(FilterCall &call);
Value toFloat(FilterCall &call);
Value toInt(FilterCall &call);
Value toJson(FilterCall &call);

// mappingfilters.cpp
Value get(FilterCall &call);
Value items(FilterCall &call);
Value keys(FilterCall &call);
Value values(FilterCall &call);

/// The member at a dotted path, or what is missing.
[[nodiscard]] Value memberAt(FilterCall &call, const Value &element, const QString &path);
/// What an element is joined, sorted or told apart by: itself, or the member at a dotted path. What is missing is a fault.
[[nodiscard]] Value attributeOf(FilterCall &call, const Value &element, const QString &path);

} // namespace assay::prompt::filters
