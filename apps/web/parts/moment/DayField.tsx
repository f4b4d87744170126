'use client'
import { useTranslations } from 'next-intl'
import { type ReactNode, useId, useMemo } from 'react'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { monthText } from '#web/parts/format/monthText.ts'
import { daysOfMonth, monthsBetween } from '#web/parts/moment/momentChoices.ts'

type DayFieldProps = {
  readonly label: string
  readonly hint?: ReactNode
  /** True if the chosen day is not valid. The hint then explains why. */
  readonly isWrong?: boolean
  /** The chosen UTC day, such as "2026-11-28"; empty if none is chosen. */
  readonly value: string
  /** The first and the last UTC day on offer. */
  readonly first: string
  readonly last: string
  readonly onChange: (day: string) => void
}

/**
 * Lets the user choose a UTC day by its month and its day, in the reader's language. The browser's own date field would use the language and the format of the
 * browser.
 */
export function DayField({ label, hint, isWrong = false, value, first, last, onChange }: DayFieldProps) {
  const t = useTranslations('moment')
  const id = useId()
  const months = useMemo(() => monthsBetween(first, last), [first, last])
  const month = value.slice(0, 7)
  const days = useMemo(() => (month === '' ? [] : daysOfMonth(month, { first, last })), [month, first, last])
  return (
    <fieldset className="field" aria-labelledby={id} {...(hint === undefined ? {} : { 'aria-describedby': `${id}-below` })}>
      <span id={id} className="label">
        {label}
      </span>
      <span className="moment">
        <SelectInput
          aria-label={t('month')}
          value={month}
          onChange={({ target }) => onChange(daysOfMonth(target.value, { first, last })[0]?.day ?? '')}
        >
          {value === '' && <option value="">{t('choose')}</option>}
          {months.map((one) => (
            <option key={one} value={one}>
              {monthText(one)}
            </option>
          ))}
        </SelectInput>
        {value !== '' && (
          <SelectInput aria-label={t('day')} value={value} onChange={({ target }) => onChange(target.value)}>
            {days.map(({ day, text }) => (
              <option key={day} value={day}>
                {text}
              </option>
            ))}
          </SelectInput>
        )}
      </span>
      {hint !== undefined && (
        <p className={isWrong ? 'err' : 'hint'} id={`${id}-below`} {...(isWrong ? { role: 'alert' } : {})}>
          {hint}
        </p>
      )}
    </fieldset>
  )
}
