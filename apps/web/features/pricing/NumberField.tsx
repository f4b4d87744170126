'use client'
import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'

type NumberFieldProps = {
  /** The path of this field in the file of the pricing rule. An error of the file has the path of the wrong field. */
  readonly path: string
  readonly label: string
  readonly value: string
  readonly unit: string
  readonly wrong: string | null
  readonly inputMode?: 'numeric' | 'decimal'
  readonly onChange: (text: string) => void
}

/** A field for one number of a pricing rule, with its unit. It shows an error if `wrong` equals its path. */
export function NumberField({ path, label, value, unit, wrong, inputMode = 'numeric', onChange }: NumberFieldProps) {
  const t = useTranslations('provide.rule')
  return (
    <Field label={label} error={wrong === path ? t('wrong') : undefined}>
      {(names) => <TextInput {...names} inputMode={inputMode} value={value} suffix={unit} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  )
}
