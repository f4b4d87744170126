'use client'
import { secondsOfSearch } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { type FormEvent, useRef } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { whenText } from '#web/features/search/whenText.ts'
import { DurationField } from '#web/parts/duration/DurationField.tsx'
import { searchBounds } from '#web/parts/search/searchBounds.ts'
import { lengthValue } from '#web/parts/search/searchForm.ts'
import type { SearchState } from '#web/parts/search/searchState.ts'

type LengthDialogProps = {
  readonly shown: SearchState
  /** The list of lengths. It gets the chosen length as one more choice. */
  readonly select: HTMLSelectElement
  readonly onClose: () => void
}

/** Asks for a length of a lease that is not in the list of the search bar. */
export function LengthDialog({ shown, select, onClose }: LengthDialogProps) {
  const t = useTranslations('search.bar')
  const seconds = secondsOfSearch(shown)
  const typed = useRef(seconds)
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    // A portal passes its events to the search form, which would search with the former length.
    event.stopPropagation()
    // The field sends its number when it is left.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    choose(select, { seconds: Math.ceil(typed.current / 60) * 60, text: whenText(t, typed.current, shown.startHour) })
    onClose()
  }
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()} title={t('length')}>
      <form className="stack g4" onSubmit={submit} onChange={(event) => event.stopPropagation()}>
        <DurationField
          label={t('lengthField')}
          seconds={seconds}
          bounds={searchBounds}
          onSeconds={(chosen) => {
            typed.current = chosen
          }}
        />
        <Button tone="primary" type="submit">
          {t('useLength')}
        </Button>
      </form>
    </Dialog>
  )
}

/** Chooses a length in the list, as a user would. The browser sends no event for a value that a script sets, so this sends it to the form. */
export function choose(select: HTMLSelectElement, { seconds, text }: { readonly seconds: number; readonly text: string }): void {
  const value = lengthValue(seconds)
  if (![...select.options].some((option) => option.value === value)) select.add(new Option(text, value), select.options.length - 1)
  select.value = value
  select.dispatchEvent(new Event('change', { bubbles: true }))
}
