'use client'
import clsx from 'clsx'
import type { ReactNode } from 'react'

export type SegmentedProps<T extends string> = {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly label: ReactNode; readonly name?: string }[]
  readonly onChange: (value: T) => void
  readonly full?: boolean
}

/** Shows a few options side by side as buttons; the chosen one is pressed. */
export function Segmented<T extends string>({ label, value, options, onChange, full = false }: SegmentedProps<T>) {
  return (
    <fieldset className={clsx('seg', full && 'full')} aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-label={option.name}
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  )
}
