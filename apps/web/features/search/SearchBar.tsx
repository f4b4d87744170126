'use client'
import { secondsOfSearch } from '@infinitio/domain'
import type { RegionWire } from '@infinitio/domain/wire'
import clsx from 'clsx'
import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, memo, useEffect, useId, useState } from 'react'
import { useCountryName } from '#web/parts/format/useCountryName.ts'
import { Button } from '#web/components/ui/Button.tsx'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { durationText } from '#web/parts/format/durationText.ts'
import { hourChoices } from '#web/parts/search/hourChoices.ts'
import { SentenceNote } from '#web/features/search/lazyChips.ts'
import { useWords } from '#web/features/search/useWords.ts'
import { changedIn, formerField, patchOfForm, wordsOfForm, wordsOfSearch } from '#web/parts/search/searchForm.ts'
import { longestWords, paramsOfSearch, type SearchState } from '#web/parts/search/searchState.ts'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'

const gpuChoices = [1, 2, 4, 8] as const
const sentShownMs = 200

/** Shows the search as a row of fields above the list. Enter or the button submits all fields together. */
export const SearchBar = memo(function SearchBar({
  search,
  regions,
  change,
}: {
  readonly search: SearchState
  readonly regions: readonly RegionWire[]
  readonly change: (patch: Partial<SearchState>) => void
}) {
  const t = useTranslations('search.bar')
  // How many times the form was submitted since the button last stopped reacting. With it, the button reacts at once to each submit, even if the results stay
  // the same.
  const [sent, setSent] = useState(0)
  const box = useWords(search)
  useEffect(() => {
    if (sent === 0) return
    const timer = window.setTimeout(() => setSent(0), sentShownMs)
    return () => window.clearTimeout(timer)
  }, [sent])
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    setSent((times) => times + 1)
    const form = new FormData(event.currentTarget)
    const [patch, words] = [patchOfForm(form), wordsOfForm(form)]
    if (words === wordsOfSearch(search)) change(patch)
    else void box.searchOf(words, changedIn(box.shown, patch)).then(change)
  }
  return (
    <search aria-label={t('name')} className="contents">
      <form
        key={formKey(search)}
        action="/gpus"
        className="sbox"
        onSubmit={submit}
        onChange={(event) => box.onFields(changedIn(box.shown, patchOfForm(new FormData(event.currentTarget))))}
      >
        <SearchFields search={search} shown={box.shown} regions={regions} onWords={box.onWords} />
        <Button tone="primary" type="submit" className={clsx(sent > 0 && 'sent')}>
          <Search className="i" aria-hidden />
          {t('search')}
        </Button>
      </form>
      {box.words !== '' && <SentenceNote words={box.words} search={search} change={change} fields={box.fields} onRead={box.onRead} />}
    </search>
  )
})

/**
 * Returns a key for the form. If another part of the page changes a value of the form, the key changes, and React resets the fields. A change of the sort order
 * does not change the key.
 */
function formKey({ words, q, gpus, hours, minutes, startHour, regions, countries, maxPrice }: SearchState): string {
  return JSON.stringify([words, q, gpus, hours, minutes, startHour, regions, countries, maxPrice])
}

/**
 * Shows the five search fields that the search bar and the home page share. If the typed sentence sets a field, the field shows the value from the sentence.
 */
export function SearchFields({
  search,
  shown,
  regions,
  onWords,
}: {
  readonly search: SearchState
  /** The search whose values the fields beside the sentence show. */
  readonly shown: SearchState
  readonly regions: readonly RegionWire[]
  readonly onWords: (words: string) => void
}) {
  const t = useTranslations('search.bar')
  const id = useId()
  return (
    <>
      <input type="hidden" name={formerField} value={paramsOfSearch(search)} />
      <label className="sf wide" htmlFor={`${id}q`}>
        <span>{t('words')}</span>
        <input
          id={`${id}q`}
          name="q"
          defaultValue={wordsOfSearch(search)}
          maxLength={longestWords}
          placeholder={t('wordsPlaceholder')}
          autoComplete="off"
          onInput={(event) => onWords(event.currentTarget.value)}
        />
      </label>
      <label className="sf" htmlFor={`${id}gpus`}>
        <span>{t('gpus')}</span>
        <select id={`${id}gpus`} name="gpus" key={shown.gpus} defaultValue={shown.gpus ?? ''}>
          <option value="">{t('any')}</option>
          {withChosen(gpuChoices, shown.gpus).map((count) => (
            <option key={count} value={count}>
              {t('gpusOneNode', { count })}
            </option>
          ))}
        </select>
      </label>
      <label className="sf" htmlFor={`${id}hours`}>
        <span>{t('when')}</span>
        <select id={`${id}hours`} name="hours" key={secondsOfSearch(shown)} defaultValue={shown.minutes === null ? shown.hours : ''}>
          {shown.minutes !== null && <option value="">{whenText(t, shown)}</option>}
          {withChosen(hourChoices, shown.hours).map((hours) => (
            <option key={hours} value={hours}>
              {whenText(t, { ...shown, hours, minutes: null })}
            </option>
          ))}
        </select>
      </label>
      <RegionField shown={shown} regions={regions} />
      <label className="sf" htmlFor={`${id}max`}>
        <span>{t('maxPrice')}</span>
        <input
          id={`${id}max`}
          name="max"
          key={shown.maxPrice}
          inputMode="decimal"
          defaultValue={shown.maxPrice}
          placeholder={t('maxPlaceholder')}
          autoComplete="off"
        />
      </label>
    </>
  )
}

/** Selects the region of a search. If the search has countries or several regions, these appear as one additional choice, which is selected and keeps them. */
function RegionField({ shown, regions }: { readonly shown: SearchState; readonly regions: readonly RegionWire[] }) {
  const t = useTranslations('search.bar')
  const id = useId()
  const regionName = useRegionName()
  const countryName = useCountryName()
  const region = shown.countries.length > 0 || shown.regions.length > 1 ? 'several' : (shown.regions[0] ?? '')
  return (
    <label className="sf" htmlFor={id}>
      <span>{t('region')}</span>
      <select id={id} name="region" key={region} defaultValue={region}>
        <option value="">{t('anywhere')}</option>
        {region === 'several' && (
          <option value="several">
            {shown.countries.length > 0 ? shown.countries.map(countryName).join(', ') : t('severalRegions', { count: shown.regions.length })}
          </option>
        )}
        {regions.map(({ regionId, name }) => (
          <option key={regionId} value={regionId}>
            {regionName(name)}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Returns "Now, for 24 h" or "21 Nov, 20:00, for 90 min". */
export function whenText(
  t: ReturnType<typeof useTranslations<'search.bar'>>,
  { startHour, ...asked }: Pick<SearchState, 'hours' | 'minutes' | 'startHour'>,
): string {
  const span = durationText(secondsOfSearch(asked))
  return startHour === null ? t('nowFor', { span }) : t('fromFor', { span, moment: dayMinuteText(startHour * 3_600) })
}

function withChosen(choices: readonly number[], chosen: number | null): number[] {
  if (chosen === null || choices.includes(chosen)) return [...choices]
  return [...choices, chosen].sort((a, b) => a - b)
}
