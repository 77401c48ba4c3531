// SPDX-License-Identifier: GPL-3.0-or-later
// What each filter does, by kind of input. Results follow Nunjucks 3.2; where it would split a character or lose a value without
// a word, they follow Jinja 3.1 or are a fault.
#pragma once

#include "core/prompt/filters.h"

namespace assay::prompt::filters {

// textfilters.cpp
Value capitalize(FilterCall &call);
Value indent(FilterCall &call);
Value lower(FilterCall &call);
Value replace(FilterCall &call);
Value title(FilterCall &call);
Value toText(FilterCall &call);
Value trim(FilterCall &call);
Value truncate(FilterCall &call);
Value upper(FilterCall &call);
Value wordCount(FilterCall &call);

// listfilters.cpp
Value first(FilterCall &call);
Value join(FilterCall &call);
Value last(FilterCall &call);
Value length(FilterCall &call);
Value reverse(FilterCall &call);
Value sort(FilterCall &call);
Value toList(FilterCall &call);
Value unique(FilterCall &call);

// valuefilters.cpp
Value abs(FilterCall &call);
Value defaultValue(FilterCall &call);
Value round(FilterCall &call);
Value toFloat(FilterCall &call);
Value toInt(FilterCall &call);
Value toJson(FilterCall &call);

} // namespace assay::prompt::filters
