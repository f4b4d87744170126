'use client'
import type { StepBatch, StepParts } from '@infinitio/sdk/pool'
import { useQueries } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { ChunkGrid } from '#web/features/jobs/ChunkGrid.tsx'
import { TakersCallout } from '#web/features/jobs/TakersCallout.tsx'
import { wholeStep } from '#web/features/jobs/wholeStep.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { batchQuery } from '#web/parts/tasks/batchQueries.ts'
import { TaskTable } from '#web/parts/tasks/TaskTable.tsx'

type StepPanelProps = { readonly parts: StepParts | undefined; readonly attempts: readonly StepBatch[] }

/**
 * Shows one step of a job with all its tasks: the chunks of work, how many providers can take its open tasks, and for each task its worker and its checks.
 * After a retry, shows each task as it is in the newest batch with this task. Shows nothing before the task pool has a batch of the step.
 */
export function StepPanel({ parts, attempts }: StepPanelProps) {
  const t = useTranslations('jobs.batchOf')
  // The newest batch may be planned only, so the API does not have it yet.
  const submitted = (parts?.batches ?? []).filter(({ batchId }) => attempts.some((attempt) => attempt.batchId === batchId))
  const found = useQueries({ queries: submitted.map(({ batchId }) => batchQuery(browserApi, batchId)) })
  const whole =
    parts === undefined
      ? null
      : wholeStep(
          parts,
          found.flatMap(({ data }) => data ?? []),
        )
  const newest = attempts.at(0)
  if (parts === undefined || whole === null || newest === undefined) return null
  return (
    <>
      <Panel
        title={t('title', { step: parts.step, chunks: whole.tasks * whole.chunks })}
        note={newest.attempt > 1 ? t('attempt', { attempt: newest.attempt }) : t('note', { tasks: whole.tasks, chunks: whole.chunks })}
        end={
          <Link className="link mono t13" href={`/tasks/${newest.batchId}`}>
            {shortHex(newest.batchId)}
          </Link>
        }
      >
        <ChunkGrid batch={whole} />
        {whole.takers !== null && whole.open > 0 && (
          <div className="panel-body" aria-live="polite">
            <TakersCallout takers={whole.takers} />
          </div>
        )}
      </Panel>
      <TaskTable batch={whole} note={parts.step} />
    </>
  )
}
