'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { paramsOfSearch, type SearchState } from '#web/parts/search/searchState.ts'

/** A box that takes a sentence: the words in it now, a way to tell what is typed, and the search that new words give. */
export type WordsBox = {
  readonly words: string
  /** Whether the words were typed since the search changed. */
  readonly isTyped: boolean
  readonly onWords: (words: string) => void
  readonly searchOf: (words: string, byHand?: Partial<SearchState>) => Promise<SearchState>
}

/** Loads the grammar. The first key press calls it, so that the grammar is ready for the last one. */
const loadReader = () => import('#web/features/search/readWords.ts')

/** Gives a box of sentences for a search. What is typed counts until the search changes. */
export function useWords(search: SearchState): WordsBox {
  const client = useQueryClient()
  const address = paramsOfSearch(search)
  const [typed, setTyped] = useState<{ readonly address: string; readonly words: string } | null>(null)
  const isTyped = typed?.address === address
  return {
    words: isTyped ? typed.words : search.words,
    isTyped,
    onWords: (words) => {
      void loadReader()
      setTyped({ address, words })
    },
    searchOf: async (words, byHand = {}) => {
      const { searchOfWords, wordsContext } = await loadReader()
      return searchOfWords(words, search, byHand, await wordsContext(client))
    },
  }
}
