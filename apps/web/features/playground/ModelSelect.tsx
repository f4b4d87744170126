'use client'
import { useTranslations } from 'next-intl'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'

/** Chooses the model of a column. */
export function ModelSelect({
  models,
  value,
  place,
  onChange,
}: {
  readonly models: readonly string[]
  readonly value: string
  readonly place: number
  readonly onChange: (model: string) => void
}) {
  const t = useTranslations('playground.chat')
  return (
    <div className="pmodel">
      <SelectInput aria-label={t('model', { place: place + 1 })} value={value} onChange={({ target }) => onChange(target.value)}>
        {models.map((model) => (
          <option key={model} value={model}>
            {model}
          </option>
        ))}
      </SelectInput>
    </div>
  )
}
