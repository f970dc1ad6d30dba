// The page: one HTML file without scripts, with nothing to load, in every language at once.

import { languages, type ReportContent } from './content.ts'
import { formatTime } from './format.ts'
import { markup, trusted, type Markup } from './markup.ts'
import { dataSection } from './sections/data.ts'
import { evidenceSection } from './sections/evidence.ts'
import { firstSection } from './sections/first.ts'
import { infeasibleSection } from './sections/infeasible.ts'
import { provenanceSection } from './sections/provenance.ts'
import { whySection } from './sections/why.ts'
import { styleSheet } from './style.ts'
import { messages, say } from './text.ts'

const languageNames = { en: 'English', zh: '中文' } as const

// Nothing is loaded and nothing runs, whatever the data hold.
const contentPolicy = "default-src 'none'; style-src 'unsafe-inline'"

/** The whole file. */
export function reportPage(content: ReportContent): string {
  const { language, plant, plan } = content
  return markup`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${contentPolicy}" />
        <meta name="color-scheme" content="light dark" />
        <title>${messages[language].title(plant.name)}</title>
        <style>
          ${trusted(styleSheet())}
        </style>
      </head>
      <body>
        ${header(content)}
        <main>
          ${plan.status === 'planned' ? [firstSection(content, plan), whySection(content, plan)] : infeasibleSection(plan)}
          ${evidenceSection(content)} ${dataSection(content)} ${provenanceSection(content)}
        </main>
      </body>
    </html> `.html
}

function header(content: ReportContent): Markup {
  const { plant, plan, madeAt } = content
  const { periods } = plan
  return markup`<header>
    ${languageChoice(content)}
    <p class="brand">Millrace</p>
    <h1>${say((m) => m.title(plant.name))}</h1>
    <p class="note">
      ${say(
        (m) =>
          `${m.span(periods[0] ?? '', periods.at(-1) ?? '', m.periods(periods.length, plant.frequency))} · ${m.made(formatTime(madeAt))}`,
      )}
    </p>
    <nav>
      <a href="#first">${say((m) => (plan.status === 'planned' ? m.first : m.infeasible).heading)}</a>
      ${plan.status === 'planned' && markup`<a href="#why">${say((m) => m.why.heading)}</a>`}
      <a href="#evidence">${say((m) => m.evidence.heading)}</a>
      <a href="#data">${say((m) => m.data.heading)}</a>
      <a href="#made">${say((m) => m.provenance.heading)}</a>
    </nav>
  </header>`
}

/** Radio buttons that the style sheet reads: a choice without a script. */
function languageChoice({ language: chosen }: ReportContent): Markup {
  return markup`<fieldset class="languages">
    <legend class="unseen">Language / 语言</legend>
    ${languages.map(
      (language) =>
        markup`<label lang="${language}"><input type="radio" name="language" id="language-${language}"${language === chosen && trusted(' checked')}>${languageNames[language]}</label>`,
    )}
  </fieldset>`
}
