'use client'
import { type Hex32, hex32 } from '@infinitio/domain'
import type { JobWire } from '@infinitio/domain/wire'
import { openArtefact } from '@infinitio/sdk'
import { jobKeyFileText, openOwnFile, PrivateJobError, readJobKeyFile } from '@infinitio/sdk/pool'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { FilesInput } from '#web/components/ui/FilesInput.tsx'
import { jobKeyQuery, storeJobKey } from '#web/features/jobs/private/jobKeys.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { saveFile } from '#web/parts/download/saveFile.ts'

const shortId = 10
const command = 'infinitio jobs serve --job-key'

type KeyFileProps = { readonly job: JobWire; readonly jobKey: Hex32 | null }

/**
 * If this browser has the key of a private job, saves the key as a file and shows the command that gives the key to machines instead of this page. Otherwise
 * lets the user open such a key file.
 */
export function KeyFilePart({ job, jobKey }: KeyFileProps) {
  return jobKey === null ? <OpenFile job={job} /> : <SaveFile jobId={job.jobId} jobKey={jobKey} />
}

function SaveFile({ jobId, jobKey }: { readonly jobId: string; readonly jobKey: Hex32 }) {
  const t = useTranslations('jobs.private')
  const name = `job-${jobId.slice(2, 2 + shortId)}.key.json`
  const save = async () => saveFile({ name, text: await jobKeyFileText({ jobId: hex32(jobId), key: jobKey }) })
  return (
    <div className="stack g2">
      <div>
        <Button onClick={() => void save()}>{t('save')}</Button>
      </div>
      <p className="t13 dim">{t('saveText')}</p>
      <CodeLine text={`${command} ${name}`} label={t('copyCommand')} doneLabel={t('copied')} />
    </div>
  )
}

function OpenFile({ job: { jobId, spec } }: { readonly job: JobWire }) {
  const t = useTranslations('jobs.private')
  const queryClient = useQueryClient()
  const opening = useMutation({
    mutationFn: async (file: File) => {
      const read = await readJobKeyFile(await file.text())
      if (read.jobId !== jobId) throw new PrivateJobError('this key file belongs to another job')
      // The key of the job must decrypt the description of the job. If the key in the file does not, reject it, even if the file has the id of this job.
      await openOwnFile(await openArtefact(browserApi, spec.private ?? ''), read.key)
      storeJobKey(jobId, read.key)
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: jobKeyQuery(jobId).queryKey }),
  })
  const fault = opening.error instanceof PrivateJobError ? t('wrongFile') : undefined
  return (
    <>
      <Field label={t('open')} hint={t('openHint')} error={fault}>
        {(names) => <FilesInput {...names} files={[]} onFiles={([file]) => file !== undefined && opening.mutate(file)} />}
      </Field>
      {opening.isPending && (
        <p role="status" className="t13 dim">
          {t('opening')}
        </p>
      )}
      {opening.isError && fault === undefined && <ProblemCallout error={opening.error} />}
      {fault !== undefined && <Callout tone="plain">{t('wrongFileText')}</Callout>}
    </>
  )
}
