// Text in every language at once: the page holds all of them and shows the one that is chosen.

import { languages, type Language } from './content.ts'
import { markup, type Markup } from './markup.ts'
import { en, type Messages } from './messages/en.ts'
import { zh } from './messages/zh.ts'

/** A sentence, given the messages of a language. */
export type Text = (messages: Messages) => string

export const messages: Readonly<Record<Language, Messages>> = { en, zh }

/** One `<span lang>` per language, or the plain text where all languages agree. */
export function say(text: Text): Markup {
  const versions = languages.map((language) => ({ language, words: text(messages[language]) }))
  const [first] = versions
  if (versions.every(({ words }) => words === first!.words)) return markup`${first!.words}`
  return markup`${versions.map(({ language, words }) => markup`<span lang="${language}">${words}</span>`)}`
}
