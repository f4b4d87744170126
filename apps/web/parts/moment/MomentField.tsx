'use client'
import { useTranslations } from 'next-intl'
import { type ReactNode, useId, useMemo } from 'react'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { minuteText } from '#web/parts/format/clockText.ts'
import { dayOf, momentChoices, momentOn } from '#web/parts/moment/momentChoices.ts'

type MomentFieldProps = {
  readonly label: string
  /** True if the page shows the label elsewhere, so only screen readers get it here. */
  readonly hidesLabel?: boolean
  readonly hint?: ReactNode
  /** The chosen moment in Unix seconds; null if none is chosen. */
  readonly value: number | null
  /** The earliest moment in Unix seconds. */
  readonly from: number
  readonly days: number
  readonly stepSeconds: number
  /** The text of the choice that selects no time, such as "Now"; null if a time is required. */
  readonly none: string | null
  readonly onChange: (at: number | null) => void
}

/**
 * Lets the user choose a time by its day and its time of day, in the reader's language, zone and clock. The browser's own date field would use the language and
 * the date format of the browser.
 */
export function MomentField({ label, hidesLabel = false, hint, value, from, days, stepSeconds, none, onChange }: MomentFieldProps) {
  const t = useTranslations('moment')
  const id = useId()
  const first = Math.ceil(from / stepSeconds) * stepSeconds
  const choices = useMemo(() => momentChoices({ from: first, days, stepSeconds, chosen: value }), [first, days, stepSeconds, value])
  const chosen = value === null ? undefined : choices.find(({ day }) => day === dayOf(value))
  function chooseDay(day: string): void {
    const choice = choices.find((one) => one.day === day)
    onChange(choice === undefined ? null : momentOn(choice, value))
  }
  return (
    <fieldset className="field" aria-labelledby={id} {...(hint === undefined ? {} : { 'aria-describedby': `${id}-below` })}>
      <span id={id} className={hidesLabel ? 'sr' : 'label'}>
        {label}
      </span>
      <span className="moment">
        <SelectInput aria-label={t('day')} value={chosen?.day ?? ''} onChange={(event) => chooseDay(event.target.value)}>
          {none !== null && <option value="">{none}</option>}
          {choices.map(({ day, text }) => (
            <option key={day} value={day}>
              {text}
            </option>
          ))}
        </SelectInput>
        {chosen !== undefined && (
          <SelectInput aria-label={t('time')} value={String(value)} onChange={(event) => onChange(Number(event.target.value))}>
            {chosen.moments.map((at) => (
              <option key={at} value={at}>
                {minuteText(at)}
              </option>
            ))}
          </SelectInput>
        )}
      </span>
      {hint !== undefined && (
        <p className="hint" id={`${id}-below`}>
          {hint}
        </p>
      )}
    </fieldset>
  )
}
