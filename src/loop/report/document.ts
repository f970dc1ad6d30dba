// What every page is: one HTML file without scripts, with nothing to load, in every language at once.

import { languages, type Language } from './content.ts'
import { markup, trusted, type Markup } from './markup.ts'
import { styleSheet } from './style.ts'
import { messages, say, type Text } from './text.ts'

const languageNames = { en: 'English', zh: '中文' } as const

// Nothing is loaded and nothing runs, whatever the data hold.
const contentPolicy = "default-src 'none'; style-src 'unsafe-inline'"

export interface DocumentContent {
  /** Language that the page opens in. */
  readonly language: Language
  readonly title: Text
  /** One quiet line under the title. */
  readonly subtitle: Text
  readonly sections: readonly {
    /** Of the `<section>` in its markup. */
    readonly id: string
    readonly heading: Text
    readonly markup: Markup
  }[]
}

/** The whole file. */
export function documentPage({ language, title, subtitle, sections }: DocumentContent): string {
  return markup`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${contentPolicy}" />
        <meta name="color-scheme" content="light dark" />
        <title>${title(messages[language])}</title>
        <style>
          ${trusted(styleSheet())}
        </style>
      </head>
      <body>
        <header>
          ${languageChoice(language)}
          <p class="brand">Millrace</p>
          <h1>${say(title)}</h1>
          <p class="note">${say(subtitle)}</p>
          <nav>${sections.map(({ id, heading }) => markup`<a href="#${id}">${say(heading)}</a>`)}</nav>
        </header>
        <main>${sections.map((section) => section.markup)}</main>
      </body>
    </html> `.html
}

/** Radio buttons that the style sheet reads: a choice without a script. */
function languageChoice(chosen: Language): Markup {
  return markup`<fieldset class="languages">
    <legend class="unseen">Language / 语言</legend>
    ${languages.map(
      (language) =>
        markup`<label lang="${language}"><input type="radio" name="language" id="language-${language}"${language === chosen && trusted(' checked')}>${languageNames[language]}</label>`,
    )}
  </fieldset>`
}
