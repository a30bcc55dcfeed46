"""Liquid's `{% highlight go linenos %}` … `{% endhighlight %}`, which Hexo understands too."""

from __future__ import annotations

from techdigest.importers.constructs.base import Rule
from techdigest.importers.constructs.code_tags import code_tags
from techdigest.importers.constructs.templating import Arguments, tag


def _info(arguments: Arguments) -> str:
    language = arguments.at(0)
    numbers = ' linenums="1"' if "linenos" in arguments.others or "linenos" in arguments.named else ""
    return f"{language or 'text'}{numbers}" if numbers else language


RULE = Rule(
    "highlight",
    "Converted into a fence.",
    code_tags(tag("highlight"), tag("endhighlight"), _info),
    needs=("endhighlight",),
    is_template=True,
)
