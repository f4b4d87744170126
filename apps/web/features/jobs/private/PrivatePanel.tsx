'use client'
import type { Hex32 } from '@infinitio/domain'
import type { JobWire } from '@infinitio/domain/wire'
import { PrivateJobError } from '@infinitio/sdk/pool'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { jobKeyQuery } from '#web/features/jobs/private/jobKeys.ts'
import { KeyFilePart } from '#web/features/jobs/private/KeyFilePart.tsx'
import { SignPanel } from '#web/features/jobs/private/SignPanel.tsx'
import { useHereRun } from '#web/features/jobs/private/useHereRun.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { WaitingButton } from '#web/parts/wallet-connection/WaitingButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

/**
 * The part of a job's page for a private job. While the page is open, it runs the job in this browser and shows that it does. It also saves or opens the job's
 * key file. Other accounts cannot read the encrypted files, so they see only an explanation.
 */
export function PrivatePanel({ job, isOwn }: { readonly job: JobWire; readonly isOwn: boolean }) {
  const t = useTranslations('jobs.private')
  const key = useQuery(jobKeyQuery(job.jobId))
  return (
    <Panel title={t('title')} note={t('note')}>
      <div className="panel-body stack g4" aria-busy={isOwn && key.isPending}>
        {isOwn ? <OwnPart job={job} jobKey={key.isPending ? undefined : (key.data ?? null)} /> : <p>{t('notYours')}</p>}
        <p className="t13 dim">{t('limits')}</p>
      </div>
    </Panel>
  )
}

/** Shows the run of a private job to its owner, or that this browser lacks the key. `jobKey` is undefined while the key is read, and null if there is none. */
function OwnPart({ job, jobKey }: { readonly job: JobWire; readonly jobKey: Hex32 | null | undefined }) {
  const t = useTranslations('jobs.private')
  if (jobKey === undefined) return <Skeleton width="100%" height={120} />
  return (
    <>
      {jobKey === null ? <Callout tone="warn">{t('noKey')}</Callout> : <Running job={job} jobKey={jobKey} />}
      <KeyFilePart job={job} jobKey={jobKey} />
    </>
  )
}

function Running({ job, jobKey }: { readonly job: JobWire; readonly jobKey: Hex32 }) {
  const t = useTranslations('jobs.private')
  const { pass, error } = useHereRun({ jobId: job.jobId, key: jobKey })
  const isNeeded = job.overAt === null || pass?.isLive === true
  useLeaveWarning({ isNeeded, text: t('leave') })
  if (error instanceof PrivateJobError) return <Callout tone="bad">{t('wrongKey')}</Callout>
  return (
    <>
      {isNeeded ? <Callout tone="warn">{t('keepOpen')}</Callout> : <Callout tone="go">{t('over')}</Callout>}
      <p role="status">{pass === null ? t('starting') : t('given', { given: pass.given })}</p>
      {pass !== null && pass.trouble !== null && <p className="t13 warn">{t('trouble', { reason: pass.trouble })}</p>}
      {error !== null && <ProblemCallout error={error} />}
      {pass !== null && (
        <WalletBoundary waiting={<WaitingButton />}>
          <SignPanel job={job} jobKey={jobKey} pass={pass} />
        </WalletBoundary>
      )}
    </>
  )
}

/**
 * Warns before the user leaves the page, by closing it or by a link, while `isNeeded` is true. `text` is the question for a link; browsers show their own text
 * when a page closes.
 */
function useLeaveWarning({ isNeeded, text }: { readonly isNeeded: boolean; readonly text: string }): void {
  useEffect(() => {
    if (!isNeeded) return
    const onClose = (event: BeforeUnloadEvent) => event.preventDefault()
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null
      const opensHere = link instanceof HTMLAnchorElement && link.target !== '_blank' && !link.hasAttribute('download')
      const leaves = opensHere && new URL(link.href).pathname !== window.location.pathname
      const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
      if (!leaves || !isPlain || window.confirm(text)) return
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('beforeunload', onClose)
    document.addEventListener('click', onClick, { capture: true })
    return () => {
      window.removeEventListener('beforeunload', onClose)
      document.removeEventListener('click', onClick, { capture: true })
    }
  }, [isNeeded, text])
}
