// Names that the data of a report give in words of the code, put into the words of a language.

/** Each known word of a phrase replaced: `vae 38% + seasonal-naive 62%` by the names of both models. */
export function withKnownWords(phrase: string, names: Readonly<Record<string, string>>): string {
  return phrase.replaceAll(/[a-z]+(-[a-z]+)*/g, (word) =>
    Object.hasOwn(names, word) ? names[word]! : word,
  )
}
