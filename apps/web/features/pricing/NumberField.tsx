import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'

type NumberFieldProps = {
  /** Where the rule's file has it: an error names it. */
  readonly path: string
  readonly label: string
  readonly value: string
  readonly unit: string
  readonly wrong: string | null
  readonly inputMode?: 'numeric' | 'decimal'
  readonly onChange: (text: string) => void
}

/** A number of a rule with its unit; wrong when it is the field that could not be read. */
export function NumberField({ path, label, value, unit, wrong, inputMode = 'numeric', onChange }: NumberFieldProps) {
  const t = useTranslations('provide.rule')
  return (
    <Field label={label} error={wrong === path ? t('wrong') : undefined}>
      {(names) => <TextInput {...names} inputMode={inputMode} value={value} suffix={unit} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  )
}
