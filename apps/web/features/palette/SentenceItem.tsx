'use client'
import { keepPreviousData, type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useDeferredValue } from 'react'
import { listText } from '#web/parts/format/listText.ts'
import { paramsOfSearch, searchFromParams } from '#web/parts/search/searchState.ts'

const mostNameLength = 100

/**
 * The words typed as a search for machines, with what they were read as. It is there from the first key on, so that Enter always has it: until the grammar is
 * loaded, and where no word is understood, it searches the names of machines.
 */
export function SentenceItem({ typed, go }: { readonly typed: string; readonly go: (href: string) => void }) {
  const t = useTranslations('sentence')
  const tPalette = useTranslations('palette')
  const client = useQueryClient()
  const words = useDeferredValue(typed.trim())
  const { data: sentence } = useQuery({ ...sentenceQuery(client, words), placeholderData: keepPreviousData })
  async function search(): Promise<void> {
    const read = await client.fetchQuery(sentenceQuery(client, typed.trim())).catch(() => null)
    go(read?.href ?? hrefOfNames(typed.trim()))
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

/** What a sentence was read as, and the address of its search. The first one loads the grammar. */
function sentenceQuery(client: QueryClient, words: string) {
  return queryOptions({
    queryKey: ['palette', 'sentence', words],
    queryFn: async () => {
      const { readWords, searchOfWords, wordsContext } = await import('#web/features/search/readWords.ts')
      const context = await wordsContext(client)
      const wishes = readWords(words, context).chips.map(({ text }) => text)
      const search = searchOfWords(words, searchFromParams(new URLSearchParams()), {}, context)
      return { wishes, href: wishes.length === 0 ? hrefOfNames(words) : `/gpus?${paramsOfSearch(search)}` }
    },
    gcTime: 0,
  })
}

function hrefOfNames(words: string): string {
  return `/gpus?q=${encodeURIComponent(words.slice(0, mostNameLength))}`
}
