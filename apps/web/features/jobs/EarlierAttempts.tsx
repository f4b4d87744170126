'use client'
import type { BatchDetailWire } from '@infinitio/domain/wire'
import type { StepBatch } from '@infinitio/sdk/pool'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { ChunkGrid } from '#web/features/jobs/ChunkGrid.tsx'
import { chunkCells } from '#web/features/jobs/chunkStates.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { batchQuery } from '#web/parts/tasks/batchQueries.ts'
import { TaskTable } from '#web/parts/tasks/TaskTable.tsx'

/** Lists the earlier attempts of a job's step, newest first. Each attempt (a batch of tasks) is one line; a click opens its details. */
export function EarlierAttempts({ attempts }: { readonly attempts: readonly StepBatch[] }) {
  const t = useTranslations('jobs.batchOf')
  if (attempts.length === 0) return null
  return (
    <section className="stack" aria-label={t('earlier', { step: attempts[0]?.step ?? '' })}>
      {attempts.map((attempt) => (
        <EarlierAttempt key={attempt.batchId} of={attempt} />
      ))}
    </section>
  )
}

function EarlierAttempt({ of: { step, attempt, batchId } }: { readonly of: StepBatch }) {
  const t = useTranslations('jobs.batchOf')
  const { data } = useQuery(batchQuery(browserApi, batchId))
  if (data === undefined) return null
  const { shown, caught } = countsOf(data)
  return (
    <details className="attempt">
      <summary>
        <h2>{t('earlierTitle', { step, attempt })}</h2>
        <span>{t('earlierText', { shown, tasks: data.tasks, caught })}</span>
        <span className="link">{t('open')}</span>
      </summary>
      <div className="in">
        <Link className="link mono t13" href={`/tasks/${batchId}`}>
          {shortHex(batchId)}
        </Link>
        <ChunkGrid batch={data} />
        <TaskTable batch={data} note={t('earlierTitle', { step, attempt })} />
      </div>
    </details>
  )
}

function countsOf(batch: BatchDetailWire): { readonly shown: number; readonly caught: number } {
  const tasksIn = (...states: string[]) => new Set(chunkCells(batch).flatMap(({ task, state }) => (states.includes(state) ? [task] : []))).size
  return { shown: tasksIn('done', 'checked'), caught: tasksIn('caught') }
}
