'use client'
import type { ListingPageWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Dialog } from 'radix-ui'
import { useEffect, useState } from 'react'
import { DialogContent } from '#web/components/ui/Dialog.tsx'
import { Button } from '#web/components/ui/Button.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { Filters } from '#web/features/search/filters/Filters.tsx'
import { FilterSkeleton } from '#web/features/search/filters/FilterSkeleton.tsx'
import { listingsQuery } from '#web/features/search/listingsQuery.ts'
import { SentenceNote } from '#web/features/search/lazyChips.ts'
import { useWords, type WordsBox } from '#web/features/search/useWords.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { wordsOfForm, wordsOfSearch } from '#web/parts/search/searchForm.ts'
import { longestWords, paramsOfSearch, type SearchState, withoutFilters } from '#web/parts/search/searchState.ts'

export type FilterSheetProps = {
  readonly search: SearchState
  readonly page: ListingPageWire | undefined
  readonly change: (patch: Partial<SearchState>) => void
  readonly onClose: () => void
}

/**
 * Shows all filters on the whole screen of a phone. A wide button at the end shows how many results there are, also for a sentence that is typed but not yet
 * searched.
 */
export function FilterSheet({ search, page, change, onClose }: FilterSheetProps) {
  const t = useTranslations('search')
  const box = useWords(search)
  const typedTotal = useTotal(box.shown, box.isTyped)
  // The parser can still load, or wait for a pause in the typing.
  const isRead = box.shown.words === box.words
  const total = box.isTyped ? (isRead ? typedTotal : null) : (page?.total ?? 0)
  function read(words: string): void {
    if (words !== wordsOfSearch(search)) void box.searchOf(words).then(change)
  }
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <div className="p-gpus">
          <DialogContent className="filters sheet" aria-describedby={undefined}>
            <header className="fsh">
              <Dialog.Title asChild>
                <h2>{t('filters')}</h2>
              </Dialog.Title>
              <Button tone="ghost" size="sm" onClick={() => change(withoutFilters(search))}>
                {t('clearAll')}
              </Button>
              <Dialog.Close asChild>
                <Button tone="ghost" shape="icon" aria-label={t('closeFilters')}>
                  <X className="i" aria-hidden />
                </Button>
              </Dialog.Close>
            </header>
            <section className="fgroup">
              <WordsForm search={search} box={box} change={change} read={read} onClose={onClose} />
            </section>
            {page === undefined ? <FilterSkeleton /> : <Filters search={search} facets={page.facets} change={change} />}
            <footer className="fsf">
              <Button
                tone="primary"
                size="lg"
                full
                onClick={() => {
                  if (box.isTyped) read(box.words.trim())
                  onClose()
                }}
              >
                {total === null ? t('showResults') : t('showNodes', { count: total })}
              </Button>
            </footer>
          </DialogContent>
        </div>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

const pauseMs = 300

/**
 * Returns how many machines fit a search that the user is typing; null while the number is not known. Asks the market only after a pause, because each letter
 * changes the search.
 */
function useTotal(search: SearchState, isTyped: boolean): number | null {
  const address = paramsOfSearch({ ...search, words: '' })
  const [asked, setAsked] = useState({ address, search })
  // biome-ignore lint/correctness/useExhaustiveDependencies: `search` is a new object in each render, but changes only with its address.
  useEffect(() => {
    const timer = setTimeout(() => setAsked({ address, search }), pauseMs)
    return () => clearTimeout(timer)
  }, [address])
  const { data, isPlaceholderData } = useQuery({ ...listingsQuery(browserApi, asked.search), enabled: isTyped })
  return data === undefined || isPlaceholderData || asked.address !== address ? null : data.total
}

type WordsFormProps = Pick<FilterSheetProps, 'search' | 'change' | 'onClose'> & { readonly box: WordsBox; readonly read: (words: string) => void }

/** The form in which the search sentence can be changed. It shows how the sentence was understood. Enter shows the results. */
function WordsForm({ search, box, change, read, onClose }: WordsFormProps) {
  const t = useTranslations('search.bar')
  return (
    <form
      className="stack g3"
      onSubmit={(event) => {
        event.preventDefault()
        read(wordsOfForm(new FormData(event.currentTarget)))
        onClose()
      }}
    >
      <Field label={t('words')}>
        {(names) => (
          <TextInput
            {...names}
            key={wordsOfSearch(search)}
            name="q"
            defaultValue={wordsOfSearch(search)}
            maxLength={longestWords}
            onInput={(event) => box.onWords(event.currentTarget.value)}
            placeholder={t('wordsPlaceholder')}
            enterKeyHint="search"
          />
        )}
      </Field>
      {box.words !== '' && <SentenceNote words={box.words} search={search} change={change} onRead={box.onRead} />}
    </form>
  )
}
