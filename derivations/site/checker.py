"""Where a page lets its reader's own browser prove all theorems again, by the second checker."""

CHECK_ALL = (
    '<div class="check-all"><noscript>Where scripts may run, a button here lets your browser prove '
    "every line again.</noscript></div>"
)
