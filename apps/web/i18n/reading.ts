import { type Language, languages, languageTags } from '@infinitio/domain'

export { type Language, languages, languageTags }

/** The name of each language, written in that language. */
export const languageNames = { en: 'English', zh: '中文' } as const satisfies Record<Language, string>

/**
 * The approximate value of one PT in a currency. It is shown for comparison and never used for a payment. `perPt` is a decimal number, `asOf` a day such as
 * 2026-11-20. A fixed rate, as on the development chain, is from a past day and never updated.
 */
export type DisplayRate = {
  readonly currency: string
  readonly perPt: number
  readonly source: string
  readonly asOf: string
  readonly isFixed: boolean
}

/** The settings of one reader: language, time zone, clock and currency. `zone` is a name of the IANA list; `zoneName` is the name of the zone on the pages. */
export type Reading = {
  readonly language: Language
  readonly zone: string
  readonly zoneName: string
  readonly clock: '24' | '12'
  readonly rate: DisplayRate | null
}

const usualReading: Reading = { language: 'en', zone: 'UTC', zoneName: 'UTC', clock: '24', rate: null }
/**
 * The key of the global store in which the server has the settings of the current request's reader, and the error sentences. The store is a class of Node.js
 * that a browser bundle must not import.
 */
export const readingPlace: unique symbol = Symbol.for('infinitio.reading') as never
export type ReadingPlace = {
  getStore(): Reading | undefined
  /** Returns the current exchange rates, in the order of the operator's file. */
  rates(): readonly DisplayRate[]
  /** The URL at which the operator helps users, a page or `mailto:`; null if the operator set none. */
  readonly supportUrl: string | null
  /** The origins of AI models that pages may call. */
  readonly modelOrigins: readonly string[]
  /** Returns the path of the request, for the links to other languages. */
  path(): string
  /** Returns true if the browser of the request says that it runs on a phone. */
  isPhone(): boolean
  readonly sentences: Readonly<Partial<Record<Language, Sentences>>>
}
type Sentences = Readonly<Record<string, string>>
type Ambient = { readonly [readingPlace]?: ReadingPlace }

/** The id of the element with the translated error sentences, in pages that are not in English. */
export const sentencesId = 'error-sentences'

let ofThisPage: Reading | undefined
let sentencesOfThisPage: Sentences | undefined

/**
 * Returns the settings of the current reader (language, time zone, clock and currency), on the server and in the browser. Both return the same, because the
 * browser reads the values that the server wrote on the page. When the reader changes a setting, the page reloads.
 */
export function reading(): Reading {
  if (typeof document === 'undefined') return (globalThis as Ambient)[readingPlace]?.getStore() ?? usualReading
  ofThisPage ??= (JSON.parse(document.documentElement.dataset['reading'] ?? 'null') as Reading | null) ?? usualReading
  return ofThisPage
}

/** Returns the error sentences in the reader's language, by code. Returns no sentences for English, because each error has its English sentence. */
export function errorSentences(): Sentences {
  if (typeof document === 'undefined') return (globalThis as Ambient)[readingPlace]?.sentences[reading().language] ?? {}
  sentencesOfThisPage ??= JSON.parse(document.getElementById(sentencesId)?.textContent ?? '{}') as Sentences
  return sentencesOfThisPage
}

/** Returns the currencies that a reader can choose besides PT, on the server. Returns an empty list if the operator sets no rates. */
export function displayRates(): readonly DisplayRate[] {
  return (globalThis as Ambient)[readingPlace]?.rates() ?? []
}

/** Returns the origins of AI models that pages may call, on the server. */
export function modelOrigins(): readonly string[] {
  return (globalThis as Ambient)[readingPlace]?.modelOrigins ?? []
}

/** Returns the address at which users get the operator's help (`https:` or `mailto:`), on the server. Null if the operator set none. */
export function supportUrl(): string | null {
  return (globalThis as Ambient)[readingPlace]?.supportUrl ?? null
}

/**
 * Returns true if the browser says that it runs on a phone, on the server and in the browser. So the server can leave out parts that only wide windows show. A
 * narrow window of another device returns false; for that, the browser measures the window (`useIsWide`).
 */
export function isPhone(): boolean {
  if (typeof document === 'undefined') return (globalThis as Ambient)[readingPlace]?.isPhone() ?? false
  return document.documentElement.dataset['phone'] !== undefined
}

/** Returns the path of the rendered page, on the server. */
export function pagePath(): string {
  return (globalThis as Ambient)[readingPlace]?.path() ?? '/'
}
