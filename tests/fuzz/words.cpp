// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/words.h"

#include "core/prompt/language/filters.h"
#include "core/prompt/language/tags.h"
#include "core/prompt/language/valuetests.h"

namespace assay::fuzz {

const QList<QByteArray> &words()
{
    static const QList<QByteArray> kWords = [] {
        QList<QByteArray> all{"{{ ", " }}", "{% ", " %}", "{%-", "-%}", "{%+", "+%}", "{#", "#}", "{{-", "-}}", "|", ".", ",", ":", "(", ")", "[", "]", "{", "}", "'", "\"", "\\", "=",
            "==", "===", "!=", "<", ">=", "+", "-", "*", "/", "//", "%", "**", "~", " if ", " else ", " and ", " or ", " not ", " in ", " is ", " as ", "loop.", "loop.index",
            "loop.cycle(1,2)", "loop.changed(x)", "loop.previtem", "caller()", "x", "s", "l", "d", "n", "t", "d.e.f", "l[0]", "l[-1]", "l[1:]", "l[::-1]", "s[::2]", "range(3)", "range(",
            "joiner()", "cycler(1,2)", "namespace(a=1)", "dict(b=2)", "1", "0", "-1", "2.5", "1e308", "9223372036854775807", "-9223372036854775808", "99999999999999999999", "true",
            "none", "''", "'\\u0041'", "'\\ud83d\\ude00'", "\xf0\x9f\x98\x80", "\xcc\x81", "\xff", "\xed\xa0\x80", "\n", "\r\n", "\t", " ", "{% if x %}", "{% endif %}",
            "{% for i in l %}", "{% for k, v in d %}", "{% endfor %}", "{% set x = 1 %}", "{% set y %}", "{% endset %}", "{% macro f(a, b=1) %}", "{% endmacro %}", "{{ f(1) }}",
            "{% call f(1) %}", "{% call(z) f(1) %}", "{% endcall %}", "{% filter upper %}", "{% endfilter %}", "{% include 'a' %}", "{% include 'loop' %}", "{% import 'm' as m %}",
            "{{ m.f(1) }}", "{% from 'm' import f %}", "{% raw %}", "{% endraw %}", "{% verbatim %}", "{% endverbatim %}", "attribute=", "'x'", "\"x\"", "ignore missing"};
        for (const QString &name : prompt::filterNames())
            all.append("|" + name.toUtf8());
        for (const QString &name : prompt::testNames())
            all.append(" is " + name.toUtf8());
        for (const QString &name : prompt::methodNames(prompt::Value::ofNothing()))
            all.append("." + name.toUtf8() + "(");
        for (const QString &name : prompt::tagNames())
            all.append(name.toUtf8());
        return all;
    }();
    return kWords;
}

} // namespace assay::fuzz
