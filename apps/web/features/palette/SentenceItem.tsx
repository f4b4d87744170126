'use client'
import { useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useDeferredValue } from 'react'
import { readWords, searchOfWords } from '#web/features/search/readWords.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { listText } from '#web/parts/format/listText.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'
import { paramsOfSearch, searchFromParams } from '#web/parts/search/searchState.ts'

/** The words typed as a search for machines, with what they were read as. Where no word was understood, a search by the names of machines. */
export function SentenceItem({ typed, go }: { readonly typed: string; readonly go: (href: string) => void }) {
  const t = useTranslations('sentence')
  const tPalette = useTranslations('palette')
  const words = useDeferredValue(typed.trim())
  const { data: catalogue } = useQuery(classesQuery(browserApi))
  const { data: chain } = useQuery(chainQuery(browserApi))
  if (words === '' || catalogue === undefined || chain === undefined) return null
  const context = { now: chain.chainNow, catalogue }
  const { chips } = readWords(words, context)
  const empty = searchFromParams(new URLSearchParams())
  const address = paramsOfSearch(chips.length === 0 ? { ...empty, q: words.slice(0, 100) } : searchOfWords(words, empty, {}, context))
  return (
    <Command.Item forceMount value={`search ${typed}`} onSelect={() => go(`/gpus?${address}`)}>
      <Search className="i" aria-hidden />
      {chips.length === 0 ? tPalette('searchFor', { words }) : t('machinesFor', { wishes: listText(chips.map(({ text }) => text)) })}
    </Command.Item>
  )
}
