#!/bin/sh
# Copies the front-end files that we ship from npm into config/static, as package-lock.json names them,
# and writes config/static/vendor/VENDORED.md. Only for whoever raises a version: the result is committed,
# so running and testing need no Node. htmx is not here: django-htmx brings it.
set -eu
cd "$(dirname "$0")/.."
static=$PWD/config/static
vendor=$static/vendor
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp package.json package-lock.json .npmrc "$work/"
(cd "$work" && npm ci --ignore-scripts --silent)
npm=$work/node_modules

# Source maps are not shipped, and Django's manifest storage refuses a file that points at a missing one.
take() { mkdir -p "$(dirname "$2")"; sed -e 's|//# sourceMappingURL=[^ ]*$||' -e 's|/\*# sourceMappingURL=[^*]*\*/||' "$1" >"$2"; }

# Tabler as it is lies outside static: what is served of it is cut to what our templates use.
take "$npm/@tabler/core/dist/css/tabler.min.css" "config/vendor/tabler.min.css"

picker=$npm/vanillajs-datepicker
take "$picker/dist/js/datepicker-full.min.js" "$vendor/datepicker/datepicker.min.js"
take "$picker/dist/js/locales/vi.js" "$vendor/datepicker/vi.js"
take "$picker/dist/css/datepicker-bs5.min.css" "$vendor/datepicker/datepicker.min.css"
take "$picker/LICENSE" "$vendor/datepicker/LICENSE"

# Screens: Be Vietnam Pro, cut by the browser's unicode-range.
mkdir -p "$static/fonts/tinos"
for weight in 400 600; do
    for script in latin vietnamese; do
        cp "$npm/@fontsource/be-vietnam-pro/files/be-vietnam-pro-$script-$weight-normal.woff2" "$static/fonts/"
    done
done
cp "$npm/@fontsource/be-vietnam-pro/LICENSE" "$static/fonts/LICENSE"

# Documents: Tinos (the measures of Times New Roman) as TTF, which WeasyPrint reads faster than woff2.
# Latin, Vietnamese with its combining marks, punctuation, đồng, №, arrows, minus and comparisons.
letters=U+0000-017F,U+01A0-01B0,U+0300-0309,U+0323,U+0329,U+1EA0-1EF9,U+2000-206F,U+2070-209F,U+20AB,U+20AC
letters=$letters,U+2116,U+2122,U+2190-2193,U+2212,U+2260,U+2264,U+2265
for style in 400Regular 400Regular_Italic 700Bold 700Bold_Italic; do
    .venv/bin/pyftsubset "$npm/@expo-google-fonts/tinos/$style/Tinos_$style.ttf" --unicodes="$letters" \
        --layout-features='*' --no-hinting --output-file="$static/fonts/tinos/Tinos_$style.ttf"
done
cp "$npm/@expo-google-fonts/tinos/LICENSE_FONT" "$static/fonts/tinos/LICENSE"

.venv/bin/python .ci/cut_css.py

version() { sed -n 's/^  "version": "\(.*\)",\{0,1\}$/\1/p' "$npm/$1/package.json"; }
{
    echo "# Front-end files of others"
    echo
    echo "Written by \`.ci/vendor.sh\`; do not edit the files by hand. Licence texts lie beside them."
    echo
    echo "| What | Version | Licence | npm package | Changed by us |"
    echo "| --- | --- | --- | --- | --- |"
    echo "| Tabler (with Bootstrap inside) | $(version @tabler/core) | MIT | @tabler/core | cut by \`.ci/cut_css.py\` to what templates use |"
    echo "| Vanilla JS Datepicker | $(version vanillajs-datepicker) | MIT | vanillajs-datepicker | – |"
    echo "| Be Vietnam Pro | $(version @fontsource/be-vietnam-pro) | OFL-1.1 | @fontsource/be-vietnam-pro | – |"
    echo "| Tinos | $(version @expo-google-fonts/tinos) | OFL-1.1 | @expo-google-fonts/tinos | subset, hinting removed |"
    echo
    echo "\`config/vendor/tabler.min.css\` is Tabler's style sheet before it is cut, without the comment that names its"
    echo "source map; what is served is cut from it."
    echo
    echo "| File under config | sha256 |"
    echo "| --- | --- |"
    cd config
    find vendor static/vendor static/fonts -type f ! -name VENDORED.md ! -name 'LICENSE*' ! -path static/vendor/tabler/tabler.min.css |
        LC_ALL=C sort |
        while read -r file; do echo "| $file | \`$(sha256sum <"$file" | cut -d' ' -f1)\` |"; done
} >"$vendor/VENDORED.md"
cat "$vendor/VENDORED.md"
