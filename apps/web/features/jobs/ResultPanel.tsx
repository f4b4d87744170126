'use client'
import type { JobTaskStateWire, JobWire } from '@infinitio/domain/wire'
import type { Hex32 } from '@infinitio/domain'
import { type StepParts, stepParts } from '@infinitio/sdk/pool'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { jobKeyQuery } from '#web/features/jobs/private/jobKeys.ts'
import { checkHere } from '#web/features/jobs/checkHere.ts'
import { readResult, wholeResult } from '#web/features/jobs/readResult.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { bytesText } from '#web/parts/format/bytesText.ts'

const shownLines = 20
const textTypes = ['csv', 'txt', 'json', 'jsonl']

/**
 * Shows the result of each finished step of a job: its first lines or its picture, a link to its file, and a button that checks the result in this browser. Decrypts the
 * results of a private job here; without its key, it shows none.
 */
export function ResultPanel({ job }: { readonly job: JobWire }) {
  const done = Object.entries(job.tasks).filter(([, { file }]) => file !== null)
  const parts = stepParts(job)
  const isPrivate = job.spec.private !== undefined
  const { data: key = null } = useQuery({ ...jobKeyQuery(job.jobId), enabled: isPrivate })
  if (isPrivate && key === null) return null
  return done.map(([name, task]) => (
    <OneResult
      key={name}
      {...{ name, task, checkText: checkTextOf(job, name) }}
      jobKey={isPrivate ? key : null}
      batches={parts.find(({ step }) => step === name)?.batches ?? []}
    />
  ))
}

/** Returns which text shows how the result of a step on a rented machine is checked. */
function checkTextOf({ spec: { tasks } }: JobWire, name: string): OneResultProps['checkText'] {
  const role = tasks[name]?.lease?.training?.role
  return role === 'train' ? 'checkedByStep' : role === 'check' ? 'report' : 'unchecked'
}

type OneResultProps = {
  readonly name: string
  readonly task: JobTaskStateWire
  readonly batches: StepParts['batches']
  readonly checkText: 'unchecked' | 'checkedByStep' | 'report'
  /** The key of a private job; null for a job that everybody may read. */
  readonly jobKey: Hex32 | null
}

function OneResult({ name, task: { file }, batches, checkText, jobKey }: OneResultProps) {
  const t = useTranslations('jobs.result')
  const sha256 = file?.sha256 ?? ''
  const fileName = `${name}.${file?.extension ?? 'txt'}`
  const shown = useQuery({
    queryKey: ['artefact', sha256, jobKey === null ? 'open' : 'decrypted'],
    queryFn: () => readResult(sha256, jobKey),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const result = shown.data
  const saving = useMutation({
    mutationFn: async () => {
      if (result !== undefined) save(result.isWhole ? new Blob([result.first]) : await wholeResult(sha256), fileName)
    },
  })
  return (
    <Panel
      title={t('title', { step: name })}
      note={fileName}
      end={
        <Button size="sm" disabled={result === undefined || saving.isPending} onClick={() => saving.mutate()}>
          {t(jobKey === null ? 'download' : 'downloadDecrypted')}
        </Button>
      }
    >
      <div className="panel-body stack g3">
        {shown.isError && <ProblemCallout error={shown.error} />}
        {saving.isError && <ProblemCallout error={saving.error} />}
        {result !== undefined && <Beginning extension={file?.extension ?? 'txt'} result={result} name={fileName} />}
        {result?.isWhole === false && <p className="t13">{t('large', { size: bytesText(result.bytes) })}</p>}
        {batches.length === 0 ? <p className="t13 dim">{t(checkText)}</p> : <CheckHere batches={batches} isPrivate={jobKey !== null} />}
      </div>
    </Panel>
  )
}

type BeginningProps = { readonly extension: string; readonly result: Awaited<ReturnType<typeof readResult>>; readonly name: string }

/** Shows the first lines of a text, a whole picture, or the size of another file. */
function Beginning({ extension, result, name }: BeginningProps) {
  const t = useTranslations('jobs.result')
  if (textTypes.includes(extension))
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it.
      <pre className="scroll t13 mono break-all" tabIndex={0}>
        {firstLines(result.first)}
      </pre>
    )
  if (extension === 'png' && result.isWhole) return <Picture bytes={result.first} name={name} />
  return <p className="t13">{t('noText', { size: bytesText(result.bytes) })}</p>
}

function Picture({ bytes, name }: { readonly bytes: Uint8Array<ArrayBuffer>; readonly name: string }) {
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    const url = URL.createObjectURL(new Blob([bytes], { type: 'image/png' }))
    setAddress(url)
    return () => URL.revokeObjectURL(url)
  }, [bytes])
  // biome-ignore lint/performance/noImgElement: the picture is in this browser; there is nothing to optimise.
  return address === undefined ? null : <img className="max-w-full" src={address} alt={name} />
}

/** A button that compares the stored results of a step with their hashes on the chain. */
function CheckHere({ batches, isPrivate }: Pick<OneResultProps, 'batches'> & { readonly isPrivate: boolean }) {
  const t = useTranslations('jobs.result')
  const checking = useMutation({ mutationFn: () => checkHere(batches) })
  return (
    <>
      <div className="row wrap g3">
        <Button disabled={checking.isPending} onClick={() => checking.mutate()}>
          {checking.isPending ? t('checking') : t('check')}
        </Button>
        <span aria-live="polite">
          {checking.data !== undefined && (
            <>
              <Badge tone={checking.data.same === checking.data.tasks ? 'final' : 'bad'}>
                {t('checked', { same: checking.data.same, tasks: checking.data.tasks })}
              </Badge>{' '}
              {t('audited', { audited: checking.data.audited, tasks: checking.data.tasks })}
            </>
          )}
        </span>
      </div>
      {checking.isError && <ProblemCallout error={checking.error} />}
      <p className="t13 dim">{t(isPrivate ? 'checkTextPrivate' : 'checkText')}</p>
    </>
  )
}

function firstLines(bytes: Uint8Array): string {
  const lines = new TextDecoder().decode(bytes.subarray(0, 16_384)).split('\n')
  return lines.slice(0, shownLines).join('\n')
}

function save(content: Blob, name: string): void {
  const url = URL.createObjectURL(content)
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  URL.revokeObjectURL(url)
}
