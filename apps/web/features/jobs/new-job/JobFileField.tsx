import { artefactLimits } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { FilesInput } from '#web/components/ui/FilesInput.tsx'
import { hasExample } from '#web/features/jobs/new-job/exampleFile.ts'
import { type JobKind, jobKinds } from '#web/features/jobs/new-job/jobDraft.ts'
import { bytesText } from '#web/parts/format/bytesText.ts'

const mib = 2 ** 20

type JobFileFieldProps = {
  readonly kind: JobKind
  readonly file: File | 'example' | null
  readonly isPrivate: boolean
  readonly isTooLarge: boolean
  readonly onFile: (file: File | 'example' | null) => void
}

/** Lets the user choose the input file of a job. Instead of a file, the user can choose the example of this kind of job, if the page can create one. */
export function JobFileField({ kind, file, isPrivate, isTooLarge, onFile }: JobFileFieldProps) {
  const t = useTranslations('jobs.new.file')
  const most = (isPrivate ? artefactLimits.bytes : jobKinds[kind].mostBytes) / mib
  if (file === 'example' && hasExample(kind))
    return (
      <div className="stack g2">
        <p>{t(`${kind}Example`)}</p>
        <div>
          <Button onClick={() => onFile(null)}>{t('own')}</Button>
        </div>
      </div>
    )
  return (
    <div className="stack g2">
      <Field
        label={t(kind)}
        hint={file instanceof File ? t('chosen', { name: file.name, size: bytesText(file.size) }) : t('hint', { mib: most })}
        error={isTooLarge ? t('hint', { mib: most }) : undefined}
      >
        {(names) => <FilesInput {...names} files={file instanceof File ? [file] : []} onFiles={([one]) => onFile(one ?? null)} />}
      </Field>
      {hasExample(kind) && (
        <div>
          <Button onClick={() => onFile('example')}>{t('useExample')}</Button>
        </div>
      )}
    </div>
  )
}
