// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/tags.h"

#include <algorithm>
#include <array>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

using enum TagSpec::Role;

constexpr std::array kTags{
    TagSpec{u"if", opens, u"if", u"The block only where the condition holds."},
    TagSpec{u"elif", goesOn, u"if", u"Another condition, looked at when none before held."},
    TagSpec{u"elseif", goesOn, u"if", u"Another condition, looked at when none before held."},
    TagSpec{u"else", goesOn, u"if for", u"When no condition held, or there was nothing to go through."},
    TagSpec{u"endif", ends, u"if"},
    TagSpec{u"for", opens, u"for", u"The block once for each element, member or character."},
    TagSpec{u"endfor", ends, u"for"},
    TagSpec{u"set", opens, u"set", u"Gives a name a value, or without `=` the text of the block."},
    TagSpec{u"endset", ends, u"set"},
    TagSpec{u"macro", opens, u"macro", u"A block to be called by its name, with arguments."},
    TagSpec{u"endmacro", ends, u"macro"},
    TagSpec{u"call", opens, u"call", u"Calls a macro, which gets the block by `caller()`."},
    TagSpec{u"endcall", ends, u"call"},
    TagSpec{u"filter", opens, u"filter", u"The block's text through a filter."},
    TagSpec{u"endfilter", ends, u"filter"},
    TagSpec{u"include", alone, u"", u"A snippet's text in this place."},
    TagSpec{u"import", alone, u"", u"A snippet's macros, under one name."},
    TagSpec{u"from", alone, u"", u"Some of a snippet's macros."},
    TagSpec{u"raw", opens, u"raw", u"The block as it stands, tags and all."},
    TagSpec{u"endraw", ends, u"raw"},
    TagSpec{u"verbatim", opens, u"verbatim", u"The block as it stands, tags and all."},
    TagSpec{u"endverbatim", ends, u"verbatim"},
};

struct Refusal {
    QStringView names;
    QStringView why;
};

constexpr std::array kRefusals{
    Refusal{u"block endblock extends super", u"Templates do not extend others here: use `include` or a macro."},
    Refusal{u"do", u"Values do not change: use `set`."},
    Refusal{u"with endwith", u"Use `set`, or a macro for names of its own."},
    Refusal{u"switch case default endswitch", u"Use `if`, `elif` and `else`."},
    Refusal{u"asyncEach asyncAll endeach endall ifAsync", u"Nothing has to be waited for here: use `for` and `if`."},
    Refusal{u"autoescape endautoescape", u"Nothing is escaped here unless the filter `escape` is used."},
    Refusal{u"break continue", u"Pick the elements with `for … if …`, `select` or a slice."},
    Refusal{u"trans endtrans pluralize", u"There are no translations here."},
};

} // namespace

const TagSpec *findTag(QStringView name)
{
    const auto found = std::ranges::find(kTags, name, &TagSpec::name);
    return found == kTags.end() ? nullptr : &*found;
}

bool belongsTo(const TagSpec &tag, QStringView opener)
{
    const auto isOpener = [&] { return std::ranges::any_of(tag.opener.tokenize(u' '), [&](QStringView each) { return each == opener; }); };
    return (tag.role == goesOn || tag.role == ends) && isOpener();
}

QStringList tagNames()
{
    QStringList names;
    for (const TagSpec &tag : kTags)
        names.append(tag.name.toString());
    return names;
}

QString whyNoTag(QStringView name)
{
    for (const Refusal &refusal : kRefusals) {
        if (std::ranges::any_of(refusal.names.tokenize(u' '), [&](QStringView each) { return each == name; }))
            return refusal.why.toString();
    }
    return {};
}

} // namespace assay::prompt
