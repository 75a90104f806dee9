/** A BCP 47 language subtag, lower case: `fr`, `en`, `pt`, `es`, `ar`, `ru`. */
export type Language = string

/** The same words in one or more languages; never empty. */
export type Text = Readonly<Record<Language, string>>

/** The text in the reader's language, else in the first of the others that has it, else in whatever there is. */
export const textIn = (text: Text, language: Language, others: readonly Language[] = ['fr', 'en']): string => {
  for (const candidate of [language, ...others]) {
    const found = text[candidate]
    if (found) return found
  }
  return Object.values(text)[0] ?? ''
}
