'use client'
import { useQuery } from '@tanstack/react-query'
import { countFilters } from '@infinitio/domain'
import { useLocale, useTranslations } from 'next-intl'
import { useDeferredValue, useEffect } from 'react'
import { listingsQuery } from '#web/features/search/listingsQuery.ts'
import { readWords, searchOfWords, type WordsRead } from '#web/parts/search/readWords.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'
import type { WordsBox } from '#web/features/search/useWords.ts'
import { type SearchState, searchFromParams } from '#web/parts/search/searchState.ts'

type SentenceNoteProps = {
  readonly words: string
  /** The search that the page shows; null if the sentence leads to another page. */
  readonly search: SearchState | null
  readonly change?: (patch: Partial<SearchState>) => void
  /** The search with the values of the fields beside the sentence; undefined if the page has no such fields. */
  readonly fields?: SearchState
  /** Called with the text that was parsed, and the search that this text gives. */
  readonly onRead?: WordsBox['onRead']
}

/** Shows how the search understood the text in its box: a chip for each condition, the answer to a question, and the words that it did not understand. */
export function SentenceNote({ words, search, change, fields, onRead }: SentenceNoteProps) {
  const typed = useDeferredValue(words)
  const { data: catalogue } = useQuery(classesQuery(browserApi))
  const { data: chain } = useQuery(chainQuery(browserApi))
  // biome-ignore lint/correctness/useExhaustiveDependencies: `onRead` is a new function in every render, but always does the same.
  useEffect(() => {
    if (catalogue === undefined || chain === undefined) return
    onRead?.(typed, searchOfWords(typed, search ?? searchFromParams(new URLSearchParams()), {}, { now: chain.chainNow, catalogue }))
  }, [typed, search, catalogue, chain])
  if (typed.trim() === '' || catalogue === undefined || chain === undefined) return null
  const read = readWords(typed, { now: chain.chainNow, catalogue })
  const isShown = search !== null && search.words === typed
  const said = fields ?? (isShown ? search : null)
  return (
    <output className="snote">
      {(said === null || isStill(said, read)) && <ReadChips read={read} />}
      <Notices read={read} />
      {read.unknown.length > 0 && isShown && countFilters(search) === 0 ? (
        <AllMachines unknown={read.unknown} search={search} change={change} />
      ) : (
        <Unknown unknown={read.unknown} change={isShown ? change : undefined} />
      )}
    </output>
  )
}

/** Returns true if the search still has the values that its sentence set. It has other values if the user changed a field afterwards. */
function isStill(search: SearchState, { patch }: WordsRead): boolean {
  return Object.entries(patch).every(([name, value]) => JSON.stringify(search[name as keyof SearchState]) === JSON.stringify(value))
}

function ReadChips({ read: { chips } }: { readonly read: WordsRead }) {
  const t = useTranslations('sentence')
  if (chips.length === 0) return null
  return (
    <ul className="row wrap" aria-label={t('understood')}>
      <li className="dim t13" aria-hidden>
        {t('understood')}
      </li>
      {chips.map(({ wish, text, words, narrows }) => (
        <li key={wish} className={narrows ? 'chip on' : 'chip'}>
          {text}
          {words.toLowerCase() !== text.toLowerCase() && <span className="from">{t('from', { words })}</span>}
        </li>
      ))}
    </ul>
  )
}

function Notices({ read: { notices, answer } }: { readonly read: WordsRead }) {
  const t = useTranslations('sentence')
  const either = new Intl.ListFormat(useLocale(), { type: 'disjunction' })
  return (
    <>
      {answer !== null && (
        <p className="t14">
          <b className="strong">
            {t('answer', { memory: answer.memoryGib, gpus: either.format(answer.gpus.map(({ name, gpus }) => `${gpus} × ${name}`)) })}
          </b>
        </p>
      )}
      {notices.map((notice) => (
        <p key={notice} className="t13 dim">
          {t(notice)}
        </p>
      ))}
    </>
  )
}

type UnknownProps = { readonly unknown: readonly string[]; readonly change: SentenceNoteProps['change'] }

function Unknown({ unknown, change }: UnknownProps) {
  const t = useTranslations('sentence')
  const locale = useLocale()
  if (unknown.length === 0) return null
  return (
    <p className="t13 dim">
      {t('unknown', { words: quoted(unknown, locale), count: unknown.length })} <ByName unknown={unknown} change={change} />
    </p>
  )
}

function AllMachines({ unknown, search, change }: UnknownProps & { readonly search: SearchState }) {
  const t = useTranslations('sentence')
  const locale = useLocale()
  const { data: page } = useQuery(listingsQuery(browserApi, search))
  return (
    <p className="t13 dim">
      {t('unknownAll', { words: quoted(unknown, locale), total: page?.total ?? 0 })} <ByName unknown={unknown} change={change} />
    </p>
  )
}

/** Offers to search the names of machines for the words that were not understood. */
function ByName({ unknown, change }: UnknownProps) {
  const t = useTranslations('sentence')
  if (change === undefined) return null
  const q = unknown.join(' ').slice(0, 100)
  return (
    <button type="button" className="link" onClick={() => change({ q, words: '' })}>
      {t('byName', { words: q })}
    </button>
  )
}

function quoted(words: readonly string[], locale: string): string {
  return words.map((word) => `“${word}”`).join(locale === 'zh' ? '、' : ', ')
}
