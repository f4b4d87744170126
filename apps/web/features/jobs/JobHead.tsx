'use client'
import type { JobWire } from '@infinitio/domain/wire'
import { cancelJob } from '@infinitio/sdk'
import { noteJobEvent } from '@infinitio/sdk/pool'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Button } from '#web/components/ui/Button.tsx'
import { jobPhaseOf, jobPhaseTones } from '#web/features/jobs/jobPhase.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { momentText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'

/** Shows the name and the state of a job, with buttons that copy it and, for its owner, that stop it or repeat its failed steps. */
export function JobHead({ job, isOwn }: { readonly job: JobWire; readonly isOwn: boolean }) {
  const t = useTranslations('jobs')
  const queryClient = useQueryClient()
  const noting = useMutation({
    mutationFn: async (kind: 'cancelled' | 'retried') => {
      if (kind === 'cancelled') await cancelJob(browserApi, job)
      else await noteJobEvent(browserApi, job.jobId, { after: job.lastEvent, event: { kind } })
    },
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['job', job.jobId] }),
  })
  const phase = jobPhaseOf(job)
  // The page for new jobs cannot submit a job that rents machines, so it cannot copy one.
  const rentsMachines = Object.values(job.spec.tasks).some(({ lease }) => lease !== undefined)
  return (
    <header className="stack g3">
      <div className="row wrap between top">
        <div>
          <div className="row wrap g2">
            <h1 className="break-words">{job.name}</h1>
            <span aria-live="polite">
              <Badge tone={jobPhaseTones[phase]}>{t(`phase.${phase}`)}</Badge>
            </span>
          </div>
          <p className="t13 dim row wrap g3">
            <span>{t(`priority_${job.spec.priority ?? 'normal'}`)}</span>
            <span>{t('madeAt', { at: momentText(job.createdAt) })}</span>
            <span>{t('one', { id: shortHex(job.jobId) })}</span>
          </p>
        </div>
        <div className="row wrap g2">
          {job.spec.private === undefined && !rentsMachines && (
            <Link className="btn" href={`/jobs/new?copy=${job.jobId}`}>
              {t('copy')}
            </Link>
          )}
          {isOwn && job.overAt === null && (
            <Button tone="danger" disabled={noting.isPending} onClick={() => noting.mutate('cancelled')}>
              {t('cancel')}
            </Button>
          )}
          {isOwn && job.overAt !== null && job.counts.failed > 0 && (
            <Button disabled={noting.isPending} onClick={() => noting.mutate('retried')}>
              {t('retry')}
            </Button>
          )}
        </div>
      </div>
      {noting.isError && <ProblemCallout error={noting.error} />}
    </header>
  )
}
