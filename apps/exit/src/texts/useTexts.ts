import { createContext, useContext } from 'react'
import { en, type Words } from './en.ts'
import { zh } from './zh.ts'

/** The languages of the page. The first is the default. */
export const languages = [en, zh] as const

const WordsContext = createContext<Words>(en)

/** Provides the texts of one language to its children. */
export const WordsProvider = WordsContext.Provider

/** Returns the texts in the chosen language. */
export function useWords(): Words {
  return useContext(WordsContext)
}

/** Chooses the first language of a browser that the page supports. */
export function languageOf(asked: readonly string[]): Words {
  const found = asked.map((tag) => languages.find(({ tag: known }) => tag.toLowerCase().split('-')[0] === known.split('-')[0]))
  return found.find((words) => words !== undefined) ?? en
}
