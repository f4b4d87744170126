import { artefactLimits, reportLimits } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'

const mib = 2 ** 20

type AttachFieldProps = { readonly files: readonly File[]; readonly onChange: (files: readonly File[]) => void }

/** Lets the user choose files that a report shows to the provider. */
export function AttachField({ files, onChange }: AttachFieldProps) {
  const t = useTranslations('lease.reports')
  const limits = t('attachHint', { count: reportLimits.artefacts, mib: artefactLimits.bytes / mib })
  return (
    <Field label={t('attach')} hint={limits} error={mayAttach(files) ? undefined : limits}>
      {(names) => <input {...names} type="file" multiple className="t13" onChange={(event) => onChange([...(event.target.files ?? [])])} />}
    </Field>
  )
}

/** Returns true if a report may have these files: few enough, none empty and none too large. */
export function mayAttach(files: readonly Pick<File, 'size'>[]): boolean {
  return files.length <= reportLimits.artefacts && files.every(({ size }) => size > 0 && size <= artefactLimits.bytes)
}
