import { type Language, languages, languageTags } from '@infinitio/domain'

export { type Language, languages, languageTags }

/** The name of each language, written in that language. */
export const languageNames = { en: 'English', zh: '中文' } as const satisfies Record<Language, string>

/**
 * The rough value of one PT in a currency of the reader: for comparison, never an amount that somebody pays. `perPt` is a decimal number, `asOf` a day such as
 * 2026-11-20. A fixed rate is of a past day and never renewed, as on the development chain.
 */
export type DisplayRate = {
  readonly currency: string
  readonly perPt: number
  readonly source: string
  readonly asOf: string
  readonly isFixed: boolean
}

/** How one person reads the pages. `zone` is a name of the IANA list, `zoneName` what the pages call it. */
export type Reading = {
  readonly language: Language
  readonly zone: string
  readonly zoneName: string
  readonly clock: '24' | '12'
  readonly rate: DisplayRate | null
}

const usualReading: Reading = { language: 'en', zone: 'UTC', zoneName: 'UTC', clock: '24', rate: null }
/** Where the server keeps the reading of the request it answers, in a store of Node that a browser's bundle must not import, and the errors' sentences. */
export const readingPlace: unique symbol = Symbol.for('infinitio.reading') as never
export type ReadingPlace = {
  getStore(): Reading | undefined
  /** Those that are given now, in the order of the file. */
  rates(): readonly DisplayRate[]
  /** The path that is asked for, for the links to other languages. */
  path(): string
  readonly sentences: Readonly<Partial<Record<Language, Sentences>>>
}
type Sentences = Readonly<Record<string, string>>
type Ambient = { readonly [readingPlace]?: ReadingPlace }

/** The id of the element in which a page in another language than English brings the errors' sentences along. */
export const sentencesId = 'error-sentences'

let ofThisPage: Reading | undefined
let sentencesOfThisPage: Sentences | undefined

/**
 * How the person reads who is looking, in a component of the server, in one drawn by both, and in the browser: the three agree, because the browser reads what
 * the server wrote on the page. A change of it loads the page anew.
 */
export function reading(): Reading {
  if (typeof document === 'undefined') return (globalThis as Ambient)[readingPlace]?.getStore() ?? usualReading
  ofThisPage ??= (JSON.parse(document.documentElement.dataset['reading'] ?? 'null') as Reading | null) ?? usualReading
  return ofThisPage
}

/** The sentences of errors by code in the reader's language; none in English, where an error brings its own. */
export function errorSentences(): Sentences {
  if (typeof document === 'undefined') return (globalThis as Ambient)[readingPlace]?.sentences[reading().language] ?? {}
  sentencesOfThisPage ??= JSON.parse(document.getElementById(sentencesId)?.textContent ?? '{}') as Sentences
  return sentencesOfThisPage
}

/** The currencies beside PT that a person can choose, on the server: none where the operator gives no rates. */
export function displayRates(): readonly DisplayRate[] {
  return (globalThis as Ambient)[readingPlace]?.rates() ?? []
}

/** The path of the page that is drawn, on the server. */
export function pagePath(): string {
  return (globalThis as Ambient)[readingPlace]?.path() ?? '/'
}
