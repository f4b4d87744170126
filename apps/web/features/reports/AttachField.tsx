import { artefactLimits, reportLimits } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'
import { FilesInput } from '#web/components/ui/FilesInput.tsx'

const mib = 2 ** 20

type AttachFieldProps = { readonly files: readonly File[]; readonly onChange: (files: readonly File[]) => void }

/** Lets the user choose files that a report shows to the provider. */
export function AttachField({ files, onChange }: AttachFieldProps) {
  const t = useTranslations('lease.reports')
  const limits = { count: reportLimits.artefacts, mib: artefactLimits.bytes / mib }
  const refusal = refuseFiles(files)
  const error = refusal === null ? undefined : t(refusal.file === null ? 'attachTooMany' : 'attachWrongSize', { ...limits, name: refusal.file ?? '' })
  return (
    <Field label={t('attach')} hint={t('attachHint', limits)} error={error}>
      {(names) => <FilesInput {...names} files={files} onFiles={onChange} />}
    </Field>
  )
}

/**
 * Returns null if a report may have these files. Otherwise `file` is the name of the first file that is empty or too large, or null if there are too many
 * files.
 */
export function refuseFiles(files: readonly Pick<File, 'name' | 'size'>[]): { readonly file: string | null } | null {
  if (files.length > reportLimits.artefacts) return { file: null }
  const wrong = files.find(({ size }) => size === 0 || size > artefactLimits.bytes)
  return wrong === undefined ? null : { file: wrong.name }
}
