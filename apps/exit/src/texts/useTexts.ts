import { createContext, useContext } from 'react'
import { en, type Texts } from './en.ts'
import { zh } from './zh.ts'

/** The languages of the page. The first is the default. */
export const languages = [en, zh] as const

const TextsContext = createContext<Texts>(en)

/** Provides the texts of one language to its children. */
export const TextsProvider = TextsContext.Provider

/** Returns the texts in the chosen language. */
export function useTexts(): Texts {
  return useContext(TextsContext)
}

/** Returns the texts of the first of the browser's languages in which the page exists; the English texts if there is none. */
export function languageOf(asked: readonly string[]): Texts {
  const found = asked.map((tag) => languages.find(({ tag: known }) => tag.toLowerCase().split('-')[0] === known.split('-')[0]))
  return found.find((texts) => texts !== undefined) ?? en
}
