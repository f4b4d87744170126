'use client'
import { keepPreviousData, type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useDeferredValue } from 'react'
import { listText } from '#web/parts/format/listText.ts'
import { longestWords, paramsOfSearch, searchFromParams } from '#web/parts/search/searchState.ts'

/**
 * Offers to search for machines with the typed text, and shows how the text was understood. If the code that interprets the text has not loaded yet, the search
 * page interprets it.
 */
export function SentenceItem({ typed, go }: { readonly typed: string; readonly go: (href: string) => void }) {
  const t = useTranslations('sentence')
  const tPalette = useTranslations('palette')
  const client = useQueryClient()
  const words = useDeferredValue(typed.trim())
  const { data: sentence } = useQuery({ ...sentenceQuery(client, words), placeholderData: keepPreviousData })
  async function search(): Promise<void> {
    const read = await client.fetchQuery(sentenceQuery(client, typed.trim())).catch(() => null)
    go(read?.href ?? `/gpus?q=${encodeURIComponent(typed.trim().slice(0, longestWords))}`)
  }
  return (
    <Command.Item forceMount value={`search ${typed}`} onSelect={() => void search()}>
      <Search className="i" aria-hidden />
      {sentence === undefined || sentence.wishes.length === 0
        ? tPalette('searchFor', { words })
        : t('machinesFor', { wishes: listText(sentence.wishes) })}
    </Command.Item>
  )
}

/** Query that parses a sentence and returns the URL of its search. The first call loads the parser. */
function sentenceQuery(client: QueryClient, words: string) {
  return queryOptions({
    queryKey: ['palette', 'sentence', words],
    queryFn: async () => {
      const { readWords, searchOfWords, wordsContext } = await import('#web/parts/search/readWords.ts')
      const context = await wordsContext(client)
      const wishes = readWords(words, context).chips.map(({ text }) => text)
      const search = searchOfWords(words, searchFromParams(new URLSearchParams()), {}, context)
      return { wishes, href: `/gpus?${paramsOfSearch(search)}` }
    },
    gcTime: 0,
  })
}
