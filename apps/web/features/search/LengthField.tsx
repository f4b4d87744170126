import { secondsOfSearch } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { type ChangeEvent, useEffect, useId, useRef, useState } from 'react'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { durationText } from '#web/parts/format/durationText.ts'
import { hourChoices } from '#web/parts/search/hourChoices.ts'
import { fieldOfSpan } from '#web/parts/search/searchForm.ts'
import type { SearchState } from '#web/parts/search/searchState.ts'

const LengthDialog = dynamic(() => import('#web/features/search/LengthDialog.tsx').then((module) => module.LengthDialog), { ssr: false })

/** The length of a lease in a search. */
export type SearchSpan = Pick<SearchState, 'hours' | 'minutes'>
type When = SearchSpan & Pick<SearchState, 'startHour'>

/** The form field for start and length: usual lengths, and a dialog for any other. */
export function LengthField({ shown }: { readonly shown: SearchState }) {
  const t = useTranslations('search.bar')
  const id = useId()
  const select = useRef<HTMLSelectElement>(null)
  const [typed, setTyped] = useState<{ readonly before: string; readonly span: SearchSpan } | null>(null)
  const [isOpen, setIsOpen] = useState(false)
  const before = fieldOfSpan(shown)
  const span = typed?.before === before ? typed.span : shown
  const value = fieldOfSpan(span)
  // The browser sends no event for a value that the page sets, and the form must read it.
  useEffect(() => {
    if (typed !== null) select.current?.dispatchEvent(new Event('change', { bubbles: true }))
  }, [typed])
  function choose(event: ChangeEvent<HTMLSelectElement>): void {
    if (event.target.value !== '') return
    event.stopPropagation()
    event.target.value = value
    setIsOpen(true)
  }
  return (
    <label className="sf" htmlFor={id}>
      <span>{t('when')}</span>
      <select ref={select} id={id} name="hours" key={value} defaultValue={value} onChange={choose}>
        {spansWith(span).map((choice) => (
          <option key={fieldOfSpan(choice)} value={fieldOfSpan(choice)}>
            {whenText(t, { ...choice, startHour: shown.startHour })}
          </option>
        ))}
        <option value="">{t('otherLength')}</option>
      </select>
      {isOpen && (
        <LengthDialog span={span} onSpan={(chosen) => setTyped({ before, span: { ...shown, ...chosen } })} onClose={() => setIsOpen(false)} />
      )}
    </label>
  )
}

/** Returns the usual lengths and a chosen one, the shortest first. */
function spansWith(chosen: SearchSpan): SearchSpan[] {
  const usual = hourChoices.map((hours) => ({ hours, minutes: null }))
  const isUsual = usual.some((span) => fieldOfSpan(span) === fieldOfSpan(chosen))
  return isUsual ? usual : [...usual, chosen].sort((one, other) => secondsOfSearch(one) - secondsOfSearch(other))
}

/** Returns "Now, for 24 h" or "21 Nov, 20:00, for 90 min". */
export function whenText(t: ReturnType<typeof useTranslations<'search.bar'>>, { startHour, ...search }: When): string {
  const span = durationText(secondsOfSearch(search))
  return startHour === null ? t('nowFor', { span }) : t('fromFor', { span, moment: dayMinuteText(startHour * 3_600) })
}
