// The style sheet: system fonts, one accent, light and dark, phone and print.

import { darkColours, lightColours } from './charts/palette.ts'
import { languages } from './content.ts'

export function styleSheet(): string {
  return `
:root { color-scheme: light dark; ${variables(lightColours)} }
@media (prefers-color-scheme: dark) { :root { ${variables(darkColours)} } }
${languages.map((language) => `body:has(#language-${language}:checked) [lang]:not([lang='${language}'], label, ul)`).join(',\n')} { display: none; }
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'PingFang SC',
    'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif;
  font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%;
}
header, main { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2rem; }
.brand { margin: 0; font-weight: 650; letter-spacing: .02em; color: var(--blue); }
h1 { margin: .1em 0 0; font-size: 2.25rem; line-height: 1.15; font-weight: 650; letter-spacing: -.015em; }
h2 { margin: 0 0 .75rem; font-size: 1.5rem; line-height: 1.2; font-weight: 650; letter-spacing: -.01em; }
h3 { margin: 2.25rem 0 .5rem; font-size: 1.0625rem; line-height: 1.3; font-weight: 650; }
h4 { margin: 2rem 0 .5rem; font-size: 1rem; line-height: 1.3; font-weight: 650; }
section { margin-top: 3.5rem; padding-top: 1.75rem; border-top: 1px solid var(--line); }
#first { margin-top: 1.5rem; }
p, ul { margin: .5rem 0; max-width: 46rem; }
.lead { font-size: 1.1875rem; line-height: 1.45; }
.warning { border-left: 4px solid var(--vermilion); padding-left: .9rem; }
.note { color: var(--muted); font-size: .875rem; font-weight: 400; line-height: 1.45; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
a { color: var(--blue); text-underline-offset: .2em; }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin-top: 1rem; font-size: .9375rem; }
.languages { float: right; display: flex; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: 6px; font-size: .875rem; overflow: hidden; }
.languages label { padding: .2rem .7rem; cursor: pointer; }
.languages label:has(:checked) { background: var(--ink); color: var(--paper); }
.languages label:has(:focus-visible) { outline: 2px solid var(--blue); outline-offset: -2px; }
.languages input { position: absolute; opacity: 0; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 1.25rem 1.5rem; margin: 1.75rem 0; }
.tiles div:first-child { grid-column: span 2; }
.tiles div { border-top: 2px solid var(--ink); padding-top: .5rem; }
.tiles dt { font-size: .875rem; }
.tiles dd { margin: 0; }
.tiles strong { display: block; font-size: 1.625rem; white-space: nowrap; line-height: 1.25; font-weight: 600; letter-spacing: -.01em; }
.tiles .note { display: block; }
.scroll { overflow-x: auto; margin: .75rem 0; }
.scroll:focus-visible { outline: 2px solid var(--blue); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
th, td { padding: .4rem 1.25rem .4rem 0; text-align: left; vertical-align: baseline; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead :is(th, td) { font-size: .8125rem; font-weight: 500; color: var(--muted); vertical-align: bottom; border-bottom-color: var(--muted); }
tbody th { font-weight: 400; }
tbody tr:last-child > * { border-bottom: 0; }
.number { text-align: right; white-space: nowrap; }
.item { font-weight: 600; overflow-wrap: anywhere; }
tbody th:has(.item) { min-width: 8.5rem; }
.block { display: block; }
.bar { display: block; width: 14rem; height: .5rem; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: 1.75rem 2rem; margin: 1rem 0; align-items: start; }
.charts h3, .charts h4 { margin: 0 0 .5rem; font-size: .9375rem; }
figure { margin: 0; min-width: 0; break-inside: avoid; }
figcaption { font-size: .9375rem; line-height: 1.4; margin-bottom: .25rem; }
figcaption strong { font-weight: 600; }
figcaption > .note { display: block; }
figure > svg { display: block; width: 100%; height: auto; }
ul.plain { list-style: none; padding: 0; }
ul.plain li { margin: .5rem 0; }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1rem; list-style: none; margin: .35rem 0; padding: 0; font-size: .8125rem; color: var(--muted); max-width: none; }
.swatch { width: 20px; height: 12px; margin-right: .4rem; vertical-align: -1px; }
details { margin: .35rem 0; }
summary { cursor: pointer; font-size: .8125rem; color: var(--muted); }
section > details > summary { font-size: .9375rem; color: var(--blue); }
.fold { margin: 0; border-top: 1px solid var(--line); }
section > :not(.fold) + .fold { margin-top: 2.25rem; }
.fold > summary { padding: .9rem 0; font-size: .9375rem; color: inherit; }
.fold > summary h3 { display: inline; margin: 0; color: var(--blue); }
.fold .verdict { display: block; max-width: 46rem; margin-top: .15rem; }
.fold > div { padding-bottom: 1.5rem; }
.fold > div > h4:first-child { margin-top: .5rem; }
summary:focus-visible, a:focus-visible { outline: 2px solid var(--blue); outline-offset: 2px; }
.facts { display: grid; grid-template-columns: minmax(9rem, max-content) 1fr; gap: .35rem 1.5rem; margin: 1rem 0; font-size: .9375rem; }
.facts > div { display: contents; }
.facts dt { color: var(--muted); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
main { padding-bottom: 4rem; }
@media (max-width: 40rem) {
  .extra { display: none; }
  h1 { font-size: 1.75rem; }
  .tiles { grid-template-columns: 1fr 1fr; gap: 1rem 1.25rem; }
  .tiles div:first-child { grid-column: 1 / -1; }
  .tiles strong { font-size: 1.375rem; }
  th, td { padding-right: .75rem; }
  th > .note:not(.extra) { display: block; }
  .number .note { display: block; white-space: normal; }
  thead .number { white-space: normal; }
  .facts { grid-template-columns: 1fr; gap: 0; }
  .facts dd { margin-bottom: .6rem; }
}
@media print {
  :root { color-scheme: light; ${variables(lightColours)} }
  body { font-size: 10.5pt; }
  header, main { max-width: none; padding: 0; }
  nav, .languages, details:not(.fold) { display: none; }
  .fold::details-content { content-visibility: visible; block-size: auto; }
  .fold > summary { list-style: none; break-after: avoid; }
  .fold > summary::-webkit-details-marker { display: none; }
  section { margin-top: 1.5rem; padding-top: 1rem; }
  h2, h3, h4, .lead, .legend, .note:has(+ .charts), .note:has(+ .legend) { break-after: avoid; }
  .tiles { grid-template-columns: repeat(3, 1fr); gap: 1rem; }
  .tiles div:first-child { grid-column: auto; }
  .bar { width: 7rem; }
  tr { break-inside: avoid; }
  .charts { grid-template-columns: 1fr 1fr; }
  .scroll { overflow: visible; }
}
`
}

function variables(colours: Readonly<Record<string, string>>): string {
  return Object.entries(colours)
    .map(([name, value]) => `--${name}: ${value};`)
    .join(' ')
}
