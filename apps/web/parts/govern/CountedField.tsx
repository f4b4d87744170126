import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'
import { TextArea } from '#web/components/ui/TextArea.tsx'

export type CountedFieldProps = {
  readonly label: string
  readonly hint: string
  readonly rows: number
  /** The limit of characters. The field does not cut a longer text, so that the user sees the whole text and the error. */
  readonly most: number
  readonly value: string
  readonly onValue: (value: string) => void
}

/** A field for several lines of text that counts its characters against a limit. */
export function CountedField({ label, hint, rows, most, value, onValue }: CountedFieldProps) {
  const t = useTranslations('govern.counted')
  const isTooLong = value.length > most
  return (
    <Field
      label={label}
      hint={
        <span className="row g2 gcount">
          <span className="grow">{hint}</span>
          <span>{t('count', { count: value.length, most })}</span>
        </span>
      }
      error={isTooLong ? t('tooLong', { over: value.length - most, most }) : undefined}
    >
      {(names) => <TextArea {...names} rows={rows} value={value} onChange={({ target }) => onValue(target.value)} />}
    </Field>
  )
}
