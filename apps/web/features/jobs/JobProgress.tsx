'use client'
import type { JobWire } from '@infinitio/domain/wire'
import type { StepParts } from '@infinitio/sdk/pool'
import { useQueries } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Stat } from '#web/components/ui/Stat.tsx'
import { jobPhaseOf } from '#web/features/jobs/jobPhase.ts'
import { jobTotals } from '#web/features/jobs/jobTotals.ts'
import { mostPtText } from '#web/features/jobs/mostPtText.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { batchQuery } from '#web/parts/tasks/batchQueries.ts'

type JobProgressProps = { readonly job: JobWire; readonly batches: readonly string[]; readonly steps: readonly StepParts[] }

/** Shows how many chunks (parts of tasks) of a job are done, what the job has cost so far and how many checks confirmed a result. */
export function JobProgress({ job, batches, steps: parts }: JobProgressProps) {
  const t = useTranslations('jobs')
  const found = useQueries({ queries: batches.map((batchId) => batchQuery(browserApi, batchId)) })
  const totals = jobTotals(
    { ...job, steps: parts },
    found.flatMap(({ data }) => data ?? []),
  )
  const phase = jobPhaseOf(job)
  const steps = Object.keys(job.tasks).length
  const usesPool = Object.values(job.spec.tasks).some(({ lease }) => lease === undefined)
  // A task that failed or is planned again has no lease, so the events count.
  const paidForLeases = job.events.reduce((sum, { event }) => (event.kind === 'leaseEnded' ? sum + BigInt(event.paid) : sum), 0n)
  return (
    <Panel>
      {usesPool && (
        <div className="panel-body stack g2">
          <p>
            <b>{t('chunksDone', { done: totals.done, chunks: totals.chunks })}</b>
            {totals.running > 0 && <span className="dim"> {t('chunksRunning', { running: totals.running })}</span>}
          </p>
          <progress className="budget" value={totals.done} max={Math.max(totals.chunks, 1)} aria-label={t('progress')} />
        </div>
      )}
      <div className="stats">
        <Stat name={t('stepsName')} value={job.counts.done} unit={t('ofSteps', { steps })} below={t('failedSteps', { failed: job.counts.failed })} />
        <Stat name={t('paidSoFar')} value={mostPtText(totals.paid + paidForLeases)} below={t('ofLimit', { amount: mostPtText(job.spec.maxCost) })} />
        <Stat
          name={t('checksName')}
          value={totals.agreed}
          unit={t('ofChecks', { checks: totals.checks })}
          below={t('caught', { caught: totals.caught })}
        />
        <Stat name={t('machinesName')} value={totals.providers} below={t('machinesBelow')} />
      </div>
      <p className="panel-body t13 dim">
        {t(phaseKeyOf(job, phase))} {totals.locked > 0n && t('locked', { amount: mostPtText(totals.locked) })}
      </p>
    </Panel>
  )
}

/** Returns the message that explains a phase. A private job has no scheduler at the market, so some of its phases have another explanation. */
function phaseKeyOf({ spec }: JobWire, phase: ReturnType<typeof jobPhaseOf>) {
  if (spec.private !== undefined && (phase === 'planning' || phase === 'running')) return `private.phaseText.${phase}` as const
  return `phaseText.${phase}` as const
}
