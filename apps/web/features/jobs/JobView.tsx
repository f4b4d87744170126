'use client'
import { stepBatches, stepParts } from '@infinitio/sdk/pool'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { Fragment } from 'react'
import { ApprovePanel } from '#web/features/jobs/ApprovePanel.tsx'
import { JobHead } from '#web/features/jobs/JobHead.tsx'
import { JobJournal } from '#web/features/jobs/JobJournal.tsx'
import { jobPhaseOf } from '#web/features/jobs/jobPhase.ts'
import { JobProgress } from '#web/features/jobs/JobProgress.tsx'
import { jobQuery } from '#web/features/jobs/jobQueries.ts'
import { ResultPanel } from '#web/features/jobs/ResultPanel.tsx'
import { EarlierAttempts } from '#web/features/jobs/EarlierAttempts.tsx'
import { StepPanel } from '#web/features/jobs/StepPanel.tsx'
import { StepGraphPanel } from '#web/features/jobs/StepGraphPanel.tsx'
import { StepTable } from '#web/features/jobs/StepTable.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ErrorState } from '#web/parts/api/ErrorState.tsx'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { GovernSkeleton } from '#web/parts/govern/GovernSkeleton.tsx'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'

// Only private jobs need this panel, so its script loads on demand.
const PrivatePanel = dynamic(() => import('#web/features/jobs/private/PrivatePanel.tsx').then((module) => module.PrivatePanel))

/** The most steps of a job, and the most batches of tasks, that the page shows. It shows the newest ones. Each batch needs its own request to the API. */
const most = { steps: 12, batches: 40 } as const

/** Shows one job: its price and approval, the progress of its steps and chunks, its result, and its events. */
export function JobView({ id }: { readonly id: string }) {
  const t = useTranslations('jobs')
  useLiveTopic(`job:${id}`)
  useLiveTopic('tasks')
  const query = useQuery(jobQuery(browserApi, id))
  const account = useAccount()
  if (query.data === undefined)
    return query.isError ? <ErrorState title={t('oneFailed')} error={query.error} isPage onRetry={() => void query.refetch()} /> : <Waiting id={id} />
  const job = query.data
  const isOwn = account === job.account
  const all = stepBatches(job)
  const batches = all.slice(0, most.batches)
  const steps = stepParts(job)
  // Show the step with the newest batch of tasks first.
  const shown = [...new Set(all.map(({ step }) => step))].slice(0, most.steps)
  return (
    <div className="stack g4">
      <JobHead job={job} isOwn={isOwn} />
      <JobProgress job={job} batches={batches.map(({ batchId }) => batchId)} steps={steps} />
      {job.spec.private !== undefined && <PrivatePanel job={job} isOwn={isOwn} />}
      {isOwn && jobPhaseOf(job) === 'ready' && <ApprovePanel job={job} />}
      {/* On phones the result comes first, then the steps, then the events. On wide screens result and events stand beside the steps. */}
      <div className="grid grid-cols-1 gap-5 min-[1100px]:grid-cols-[minmax(0,1fr)_376px] min-[1100px]:grid-rows-[auto_1fr]">
        <div className="stack g4 empty:hidden min-[1100px]:col-start-2 min-[1100px]:row-start-1">
          <ResultPanel job={job} />
        </div>
        <div className="stack g4 min-[1100px]:col-start-1 min-[1100px]:row-span-2 min-[1100px]:row-start-1">
          <StepGraphPanel job={job} />
          <StepTable job={job} isOwn={isOwn} />
          {shown.map((step) => {
            const attempts = batches.filter((batch) => batch.step === step)
            return (
              <Fragment key={step}>
                <StepPanel parts={steps.find((one) => one.step === step)} attempts={attempts} />
                <EarlierAttempts attempts={attempts.slice(1)} />
              </Fragment>
            )
          })}
        </div>
        <div className="min-[1100px]:col-start-2">
          <JobJournal job={job} />
        </div>
      </div>
    </div>
  )
}

function Waiting({ id }: { readonly id: string }) {
  const t = useTranslations('jobs')
  return (
    <div className="stack g4">
      <h1>{t('one', { id: shortHex(id) })}</h1>
      <GovernSkeleton />
    </div>
  )
}
