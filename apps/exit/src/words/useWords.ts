import { createContext, useContext } from 'react'
import { en, type Words } from './en.ts'
import { zh } from './zh.ts'

/** The languages of the page; the first is for who reads none of them. */
export const languages = [en, zh] as const

const WordsContext = createContext<Words>(en)

/** Gives what is below it the words of a language. */
export const WordsProvider = WordsContext.Provider

/** What the page says, in the language that is chosen. */
export function useWords(): Words {
  return useContext(WordsContext)
}

/** The language of a browser, by the first of its languages that the page speaks. */
export function languageOf(asked: readonly string[]): Words {
  const found = asked.map((tag) => languages.find(({ tag: known }) => tag.toLowerCase().split('-')[0] === known.split('-')[0]))
  return found.find((words) => words !== undefined) ?? en
}
