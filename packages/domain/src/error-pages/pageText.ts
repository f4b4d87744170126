import type { Language } from '../format/preferredLanguage.ts'

/** A text of a page in each language, in markdown. */
export type PageText = Readonly<Record<Language, string>>
