'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useLayoutEffect, useState } from 'react'
import { Field } from '#web/components/ui/Field.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import {
  draftOfSeconds,
  type DurationBlock,
  type DurationBounds,
  durationBlock,
  type DurationDraft,
  durationProblem,
  type DurationUnit,
  durationUnits,
  secondsOfDraft,
} from '#web/parts/duration/durationDraft.ts'
import { spanText } from '#web/parts/format/spanText.ts'

const pauseMs = 500

type DurationFieldProps = {
  readonly label: string
  readonly seconds: number
  readonly bounds: DurationBounds
  /** The step of the field, in seconds: it reports a typed duration rounded up to a multiple of the step. Default: 1. */
  readonly stepSeconds?: number
  /** Called with whole seconds within the limits, half a second after the last key press, or when the user leaves the field. */
  readonly onSeconds: (seconds: number) => void
  /**
   * Called when the field starts or stops showing another duration than `seconds`. Until it stops, the page must block its order; `DurationReason` explains
   * why.
   */
  readonly onBlock?: (block: DurationBlock | null) => void
}

/**
 * A field for any number of minutes, hours or days. Below the field are its limits or, if the typed duration is outside them, the limit that it breaks. Reports
 * only durations within the limits.
 */
export function DurationField({ label, seconds, bounds, stepSeconds = 1, onSeconds, onBlock }: DurationFieldProps) {
  const t = useTranslations('duration')
  const [draft, setDraft] = useState<DurationDraft>(() => draftOfSeconds(seconds))
  const typed = secondsOfDraft(draft)
  const problem = durationProblem(typed, bounds)
  const chosen = problem === null && typed !== null ? Math.ceil(typed / stepSeconds) * stepSeconds : null
  // Shows a duration that was chosen elsewhere, for example in a calendar.
  useEffect(() => setDraft((current) => (secondsOfDraft(current) === seconds ? current : draftOfSeconds(seconds))), [seconds])
  useEffect(() => {
    if (chosen === null || chosen === seconds) return
    const timer = window.setTimeout(() => onSeconds(chosen), pauseMs)
    return () => window.clearTimeout(timer)
  }, [chosen, seconds, onSeconds])
  const block = durationBlock(typed, { sent: seconds, bounds })
  useLayoutEffect(() => onBlock?.(block), [block, onBlock])
  function send(): void {
    if (chosen === null) return
    if (chosen !== seconds) onSeconds(chosen)
    // When the user leaves the field, it shows the duration that it reported.
    if (chosen !== typed) setDraft(draftOfSeconds(chosen))
  }
  const limits = { min: spanText(bounds.minSeconds), max: spanText(bounds.maxSeconds) }
  return (
    <Field label={label} hint={t('limits', limits)} error={problem === null ? undefined : t(problem, limits)}>
      {(names) => (
        <span className="row">
          <TextInput
            {...names}
            className="grow"
            type="number"
            step="any"
            min={0}
            inputMode="decimal"
            value={draft.text}
            onChange={(event) => setDraft({ ...draft, text: event.target.value })}
            onBlur={send}
          />
          <SelectInput
            aria-label={t('unit')}
            value={draft.unit}
            onChange={(event) => setDraft({ ...draft, unit: event.target.value as DurationUnit })}
          >
            {Object.keys(durationUnits).map((unit) => (
              <option key={unit} value={unit}>
                {t(unit as DurationUnit)}
              </option>
            ))}
          </SelectInput>
        </span>
      )}
    </Field>
  )
}
