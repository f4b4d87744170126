'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { paramsOfSearch, type SearchState } from '#web/parts/search/searchState.ts'

/** The state of the search box: its sentence, the search that all other fields show, and a function that returns the search for a new sentence. */
export type WordsBox = {
  readonly words: string
  /** True if the user has typed in the box since the search last changed. */
  readonly isTyped: boolean
  readonly onWords: (words: string) => void
  /** The search that the fields beside the box show: the search of the typed sentence once the sentence is parsed, and the present search until then. */
  readonly shown: SearchState
  readonly onRead: (words: string, shown: SearchState) => void
  /** The search in `shown`, with the fields that the user has changed by hand since the search last changed. */
  readonly fields: SearchState
  readonly onFields: (byHand: Partial<SearchState>) => void
  readonly searchOf: (words: string, byHand?: Partial<SearchState>) => Promise<SearchState>
}

/** Loads the parser at the first key press, so that it is ready when the user has finished typing. */
const loadReader = () => import('#web/parts/search/readWords.ts')

/** Returns the state of the search box. The typed sentence stays in the box until the search changes. */
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
      // If the box had already shown how it understood this sentence, the user changed these fields afterwards. So they override the sentence.
      return isRead && read.words.trim() === words ? { ...asked, ...byHand } : asked
    },
  }
}
