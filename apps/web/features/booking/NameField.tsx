import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'

/** A field for the name that the renter gives the lease. */
export function NameField({ name, onName }: { readonly name: string; readonly onName: (name: string) => void }) {
  const t = useTranslations('book.size')
  return (
    <Field label={t('name')} hint={t('nameHint')}>
      {(names) => (
        <TextInput {...names} maxLength={60} value={name} placeholder={t('namePlaceholder')} onChange={(event) => onName(event.target.value)} />
      )}
    </Field>
  )
}
