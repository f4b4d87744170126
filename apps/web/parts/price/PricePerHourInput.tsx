import { useTranslations } from 'next-intl'
import type { ComponentProps } from 'react'
import { TextInput } from '#web/components/ui/TextInput.tsx'

type PricePerHourInputProps = Omit<ComponentProps<typeof TextInput>, 'value' | 'onChange' | 'suffix' | 'inputMode' | 'autoComplete'> & {
  readonly text: string
  readonly onText: (text: string) => void
}

/** An input for a price in PT per GPU-hour, as typed. */
export function PricePerHourInput({ text, onText, ...names }: PricePerHourInputProps) {
  const t = useTranslations('units')
  return (
    <TextInput
      {...names}
      inputMode="decimal"
      autoComplete="off"
      value={text}
      suffix={t('ptPerHour')}
      onChange={(event) => onText(event.target.value)}
    />
  )
}
