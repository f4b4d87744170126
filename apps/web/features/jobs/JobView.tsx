'use client'
import type { JobWire } from '@infinitio/domain/wire'
import { noteJobEvent } from '@infinitio/sdk/pool'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Stat } from '#web/components/ui/Stat.tsx'
import { ApprovePanel } from '#web/features/jobs/ApprovePanel.tsx'
import { JobJournal } from '#web/features/jobs/JobJournal.tsx'
import { jobPhaseOf, jobPhaseTones } from '#web/features/jobs/jobPhase.ts'
import { jobQuery } from '#web/features/jobs/jobQueries.ts'
import { ResultPanel } from '#web/features/jobs/ResultPanel.tsx'
import { StepTasks } from '#web/features/jobs/StepTasks.tsx'
import { StepTable } from '#web/features/jobs/StepTable.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ErrorState } from '#web/parts/api/ErrorState.tsx'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { momentText } from '#web/parts/format/clockText.ts'
import { GovernSkeleton } from '#web/parts/govern/GovernSkeleton.tsx'
import { mostPtText } from '#web/features/jobs/mostPtText.ts'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'

/** Shows one job: its price and approval, how far each step is, its result, and what happened. */
export function JobView({ id }: { readonly id: string }) {
  const t = useTranslations('jobs')
  useLiveTopic(`job:${id}`)
  const query = useQuery(jobQuery(browserApi, id))
  const account = useAccount()
  if (query.data === undefined)
    return query.isError ? <ErrorState title={t('oneFailed')} error={query.error} onRetry={() => void query.refetch()} /> : <GovernSkeleton />
  const job = query.data
  const isOwn = account === job.account
  return (
    <div className="stack g4">
      <Progress job={job} isOwn={isOwn} />
      {isOwn && jobPhaseOf(job) === 'ready' && <ApprovePanel job={job} />}
      <ResultPanel job={job} />
      <StepTable job={job} />
      {batchesOf(job).map((batchId) => (
        <StepTasks key={batchId} batchId={batchId} />
      ))}
      <JobJournal job={job} />
    </div>
  )
}

/** Returns the batches of a job that were submitted, newest first, also those of earlier tries: there a caught cheat is shown. */
function batchesOf({ events }: JobWire): string[] {
  const planned = new Map<string, string>()
  const submitted: string[] = []
  for (const { event } of events) {
    if (event.kind === 'planned') planned.set(event.task, event.plan.batchId)
    if (event.kind === 'submitted') submitted.push(planned.get(event.task) ?? '')
  }
  return submitted.toReversed()
}

function Progress({ job, isOwn }: { readonly job: JobWire; readonly isOwn: boolean }) {
  const t = useTranslations('jobs')
  const queryClient = useQueryClient()
  const phase = jobPhaseOf(job)
  const steps = Object.keys(job.tasks).length
  const noting = useMutation({
    mutationFn: (kind: 'cancelled' | 'retried') => noteJobEvent(browserApi, job.jobId, { after: job.lastEvent, event: { kind } }),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['job', job.jobId] }),
  })
  return (
    <Panel
      title={job.name}
      end={
        <span aria-live="polite">
          <Badge tone={jobPhaseTones[phase]}>{t(`phase.${phase}`)}</Badge>
        </span>
      }
    >
      <div className="panel-body">
        <progress className="budget" value={job.counts.done} max={steps} aria-label={t('progress')} />
      </div>
      <div className="stats">
        <Stat name={t('stepsName')} value={job.counts.done} unit={t('ofSteps', { steps })} below={t('failedSteps', { failed: job.counts.failed })} />
        <Stat name={t('atMost')} value={mostPtText(job.spent)} below={t('ofLimit', { amount: mostPtText(job.spec.maxCost) })} />
        <Stat name={t('made')} value={momentText(job.createdAt)} below={t(`phaseText.${phase}`)} />
      </div>
      {isOwn && (
        <div className="panel-body row wrap g2">
          {job.overAt === null && (
            <Button tone="danger" disabled={noting.isPending} onClick={() => noting.mutate('cancelled')}>
              {t('cancel')}
            </Button>
          )}
          {job.overAt !== null && job.counts.failed > 0 && (
            <Button disabled={noting.isPending} onClick={() => noting.mutate('retried')}>
              {t('retry')}
            </Button>
          )}
        </div>
      )}
      {noting.isError && <ProblemCallout error={noting.error} />}
    </Panel>
  )
}
