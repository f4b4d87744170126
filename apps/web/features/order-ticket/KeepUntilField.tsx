import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { soonText } from '#web/parts/format/clockText.ts'
import { keepChoices } from '#web/features/order-ticket/ticketDraft.ts'

type KeepUntilFieldProps = {
  readonly was: number
  readonly now: number
  readonly value: number
  readonly onChange: (value: number) => void
}

/** Until when an order that waits is kept, Unix seconds: as it was, or some time from now. */
export function KeepUntilField({ was, now, value, onChange }: KeepUntilFieldProps) {
  const t = useTranslations('ticket')
  const fromNow = keepChoices.map((seconds) => Math.floor(now / 3_600) * 3_600 + seconds)
  const choices = [...new Set([was, value, ...fromNow])].sort((one, other) => one - other)
  return (
    <Field label={t('keepUntil')}>
      {(names) => (
        <SelectInput {...names} value={value} onChange={(event) => onChange(Number(event.target.value))}>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {soonText(choice, now)}
            </option>
          ))}
        </SelectInput>
      )}
    </Field>
  )
}
