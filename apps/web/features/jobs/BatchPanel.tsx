'use client'
import type { BatchDetailWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { ChunkGrid } from '#web/features/jobs/ChunkGrid.tsx'
import type { StepBatch } from '#web/features/jobs/stepBatches.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { batchQuery } from '#web/parts/tasks/batchQueries.ts'
import { TaskTable } from '#web/parts/tasks/TaskTable.tsx'

/** Shows one batch of a step: its chunks, how many providers can take its open tasks, and the worker and checks of each task. Shows nothing until the pool has the batch. */
export function BatchPanel({ of: { step, attempt, batchId } }: { readonly of: StepBatch }) {
  const t = useTranslations('jobs.batchOf')
  const { data } = useQuery(batchQuery(browserApi, batchId))
  if (data === undefined) return null
  return (
    <>
      <Panel
        title={t('title', { step, chunks: data.tasks * data.chunks })}
        note={attempt > 1 ? t('attempt', { attempt }) : t('note', { tasks: data.tasks, chunks: data.chunks })}
        end={
          <Link className="link mono t13" href={`/tasks/${batchId}`}>
            {shortHex(batchId)}
          </Link>
        }
      >
        <ChunkGrid batch={data} />
        <Takers batch={data} />
      </Panel>
      <TaskTable batch={data} note={step} />
    </>
  )
}

const reasons = ['rented', 'away', 'locked', 'young', 'out', 'unfit'] as const

/** Says how many providers can take what is open, and why the others cannot. */
function Takers({ batch: { takers, open } }: { readonly batch: BatchDetailWire }) {
  const t = useTranslations('jobs.takers')
  if (takers === null || open === 0) return null
  const all = reasons.reduce((sum, reason) => sum + takers[reason], takers.able)
  const why = reasons.filter((reason) => takers[reason] > 0).map((reason) => t(reason, { count: takers[reason] }))
  return (
    <div className="panel-body" aria-live="polite">
      <Callout tone={takers.able === 0 ? 'warn' : 'plain'}>
        {t('able', { able: takers.able, all })}
        {why.length > 0 && ` ${t('others', { why: why.join(', ') })}`} {t(takers.able === 0 ? 'waits' : 'drawn')}
      </Callout>
    </div>
  )
}
