'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { paramsOfSearch, type SearchState } from '#web/parts/search/searchState.ts'

/** A box that takes a sentence: the words in it now, the search that its fields show, and the search that new words give. */
export type WordsBox = {
  readonly words: string
  /** Whether the words were typed since the search changed. */
  readonly isTyped: boolean
  readonly onWords: (words: string) => void
  /** The search that the fields beside the words show: that of the words as soon as they are read. */
  readonly shown: SearchState
  readonly onRead: (words: string, shown: SearchState) => void
  /** The same with what was changed by hand since. */
  readonly fields: SearchState
  readonly onFields: (byHand: Partial<SearchState>) => void
  readonly searchOf: (words: string, byHand?: Partial<SearchState>) => Promise<SearchState>
}

/** Loads the grammar. The first key press calls it, so that the grammar is ready for the last one. */
const loadReader = () => import('#web/features/search/readWords.ts')

/** Gives a box of sentences for a search. What is typed counts until the search changes. */
export function useWords(search: SearchState): WordsBox {
  const client = useQueryClient()
  const address = paramsOfSearch(search)
  const [typed, setTyped] = useState<{ readonly address: string; readonly words: string } | null>(null)
  const [read, setRead] = useState<{ readonly address: string; readonly words: string; readonly shown: SearchState } | null>(null)
  const [changed, setChanged] = useState<{ readonly address: string; readonly byHand: Partial<SearchState> } | null>(null)
  const isTyped = typed?.address === address
  const isRead = isTyped && read?.address === address
  const shown = isRead ? read.shown : search
  return {
    words: isTyped ? typed.words : search.words,
    isTyped,
    onWords: (words) => {
      void loadReader()
      setTyped({ address, words })
    },
    shown,
    onRead: (words, shown) => setRead({ address, words, shown }),
    fields: changed?.address === address ? { ...shown, ...changed.byHand } : shown,
    onFields: (byHand) => setChanged({ address, byHand }),
    searchOf: async (words, byHand = {}) => {
      const { searchOfWords, wordsContext } = await loadReader()
      const asked = searchOfWords(words, search, byHand, await wordsContext(client))
      // Fields that differ from words that they already showed were changed after those words.
      return isRead && read.words.trim() === words ? { ...asked, ...byHand } : asked
    },
  }
}
