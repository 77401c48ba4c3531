// SPDX-License-Identifier: GPL-3.0-or-later
// The style sheet of the HTML report.
#pragma once

#include <QLatin1StringView>

namespace assay::report {

inline constexpr QLatin1StringView kHtmlStyle(R"css(
:root { color-scheme: light dark; --text: #1d2129; --quiet: #5b6372; --line: #d9dce2; --area: #f7f7f8; --better: #1a7f4b; --worse: #c0362c; --warn: #9a5b00; --sim: #7a4fb5; }
@media (prefers-color-scheme: dark) { :root { --text: #e7e9ed; --quiet: #a3abb9; --line: #363b44; --area: #202329; --better: #5fd39a; --worse: #ff8a80; --warn: #ffc266; --sim: #c5a3f5; } body { background: #16181c; } }
* { box-sizing: border-box; }
body { font: 15px/1.5 Inter, "Noto Sans", system-ui, sans-serif; font-feature-settings: "tnum"; color: var(--text); max-width: 68rem; margin: 2rem auto; padding: 0 1.5rem; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; } h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; } h3 { font-size: 1rem; margin: 1.4rem 0 .4rem; }
.quiet { color: var(--quiet); } .better { color: var(--better); } .worse { color: var(--worse); } .warn { color: var(--warn); } .sim { color: var(--sim); }
.verdict { border: 1px solid var(--line); border-left: 4px solid var(--quiet); border-radius: 6px; background: var(--area); padding: .8rem 1rem; margin: .8rem 0; }
.verdict.better { border-left-color: var(--better); color: var(--text); } .verdict.worse { border-left-color: var(--worse); color: var(--text); }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; font-size: .92rem; } th, td { padding: .35rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { color: var(--quiet); font-weight: 600; } td.n, th.n { text-align: right; white-space: nowrap; }
table.pairs { width: auto; } table.pairs td { text-align: center; min-width: 7rem; }
pre { background: var(--area); border: 1px solid var(--line); border-radius: 6px; padding: .7rem .9rem; white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.45 "JetBrains Mono", "Noto Sans Mono", monospace; margin: .3rem 0 .8rem; }
td pre { margin: 0; padding: .3rem .5rem; max-height: 9rem; overflow: auto; }
details > summary { cursor: pointer; font-weight: 600; margin: .6rem 0; }
@media print { body { margin: 0; max-width: none; background: none; color: #000; } td pre { max-height: none; } details { display: block; } }
)css");

} // namespace assay::report
