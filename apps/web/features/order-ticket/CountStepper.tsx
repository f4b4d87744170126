'use client'
import { Minus, Plus } from 'lucide-react'
import type { ComponentProps } from 'react'

type CountStepperProps = Pick<ComponentProps<'input'>, 'id' | 'aria-describedby' | 'aria-invalid'> & {
  readonly value: number
  readonly most: number
  readonly fewer: string
  readonly more: string
  readonly onChange: (value: number) => void
}

/** A field for a whole number of at least 1. The user can type it, or use the arrow keys or the plus and minus buttons. */
export function CountStepper({ value, most, fewer, more, onChange, ...names }: CountStepperProps) {
  return (
    <span className="stepnum">
      <button type="button" aria-label={fewer} disabled={value <= 1} onClick={() => onChange(value - 1)}>
        <Minus className="i s" aria-hidden />
      </button>
      <input
        {...names}
        type="number"
        inputMode="numeric"
        min={1}
        max={most}
        value={Number.isNaN(value) ? '' : value}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
      <button type="button" aria-label={more} disabled={value >= most} onClick={() => onChange(Number.isNaN(value) ? 1 : value + 1)}>
        <Plus className="i s" aria-hidden />
      </button>
    </span>
  )
}
