import type { Refusal } from '@infinitio/domain'
import {
  type BatchDetailWire,
  type batchesQueryWire,
  type BatchesWire,
  type BatchWire,
  mostTasksAtOnce,
  type PoolTaskWire,
  taskStates,
  usualPageItems,
} from '@infinitio/domain/wire'
import { chunksToAnswer, type PoolBatchView, type PoolTaskView, type SeenPool } from '@infinitio/tasks'
import type { z } from 'zod'
import type { Services } from '../../services/services.ts'
import { adapterNames } from './adapterNames.ts'
import { countTakers } from './countTakers.ts'

/** Returns the batches of the task pool (tasks that an account submitted and pays for together), newest first. Throws ChainUnavailableError. */
export async function listBatches({ tasks }: Pick<Services, 'tasks'>, query: z.output<typeof batchesQueryWire>): Promise<BatchesWire | Refusal> {
  const { submitter, cursor, limit = usualPageItems } = query
  const seen = await tasks.read()
  const all = numbered(seen)
  const asked = submitter === undefined ? all : all.filter(({ batch }) => batch.batch.submitter === submitter)
  const older = asked.filter(({ number }) => cursor === undefined || number < Number(cursor)).toReversed()
  const page = older.slice(0, limit)
  return { ...headOf(seen), items: page.map(describeBatch), nextCursor: older.length > limit ? `${page.at(-1)?.number}` : null }
}

/**
 * Returns one batch (tasks that an account submitted together) with its tasks, and how many workers can take its open tasks. Refuses with `task.batch_unknown`.
 * Throws ChainUnavailableError.
 */
export async function findBatch(
  { tasks, db }: Pick<Services, 'tasks' | 'db'>,
  { batchId, from = 0 }: { batchId: string; from?: number | undefined },
): Promise<BatchDetailWire | Refusal> {
  const isAsked = ({ batch }: Numbered) => batch.batchId === batchId
  let seen = await tasks.read()
  let found = numbered(seen).find(isAsked)
  if (found === undefined) {
    // The submitter may have read a newer block than the last result has.
    seen = await tasks.readNext()
    found = numbered(seen).find(isAsked)
  }
  if (found === undefined) return { rejected: 'task.batch_unknown', detail: batchId }
  const inPage = [...found.batch.tasks.values()].filter(({ index }) => index >= from && index < from + mostTasksAtOnce)
  const items = inPage.toSorted((one, other) => one.index - other.index).map((task) => describeTask(task, found.batch))
  return { ...headOf(seen), ...describeBatch(found), takers: await takers({ db }, found.batch, seen), items }
}

async function takers({ db }: Pick<Services, 'db'>, batch: PoolBatchView, seen: SeenPool | null): Promise<BatchDetailWire['takers']> {
  if (batch.open === 0 || batch.stopped || seen === null) return null
  return await countTakers({ db }, batch, seen)
}

type Numbered = { readonly batch: PoolBatchView; readonly number: number }

function numbered(seen: SeenPool | null): Numbered[] {
  return [...(seen?.view.batches.values() ?? [])].map((batch, place) => ({ batch, number: place + 1 }))
}

function headOf(seen: SeenPool | null): { blockNumber: number; now: number } {
  return { blockNumber: seen?.head.block ?? 0, now: seen?.head.at ?? 0 }
}

function describeBatch({ batch, number }: Numbered): BatchWire {
  const { batch: terms, tasks, open, stopped } = batch
  const counts = Object.fromEntries(taskStates.map((state) => [state, 0])) as BatchWire['counts']
  for (const { state } of tasks.values()) counts[state] += 1
  counts.open = open
  // Stopping a batch of tasks refunds to its submitter the tasks that no worker had taken.
  if (stopped) counts.refunded += terms.count - tasks.size + [...tasks.values()].filter(({ state }) => state === 'open').length
  return {
    ...{ batchId: batch.batchId, number, submitter: terms.submitter, adapter: terms.adapter, adapterName: adapterNames.get(terms.adapter) ?? null },
    ...{ inputRoot: terms.inputRoot, tasks: terms.count, chunks: terms.chunks, open, counts },
    ...{ reward: `${terms.reward}`, verifyShare: `${terms.verifyShare}`, tip: `${terms.tip}`, escrow: `${batch.paid}`, baseFee: `${batch.baseFee}` },
    ...{ runSeconds: Number(terms.runSeconds), submittedAt: batch.submittedAt, deadline: Number(terms.deadline), isStopped: stopped },
  }
}

function describeTask(task: PoolTaskView, batch: PoolBatchView): PoolTaskWire {
  const { revealed, dispute } = task
  return {
    ...{ index: task.index, taskId: task.taskId, state: task.state, worker: task.worker, nodeId: task.worker === null ? null : task.nodeId },
    ...{ tries: task.tries, changedAt: task.changedAt, commitment: task.commitment, root: revealed?.root ?? null, salt: revealed?.salt ?? null },
    sampled: task.sampleSeed === null ? [] : chunksToAnswer({ batch, task }),
    runs: [...task.runs].map(([place, { account, nodeId, state, late, answer }]) => {
      const agrees = state === 'shown' && revealed !== null ? answer === revealed.answer : null
      return { place, account, nodeId, state, late, agrees }
    }),
    dispute: describeDispute(dispute),
    failures: [...task.failures],
    payments: task.payments.map(({ account, amount }) => ({ account, amount: `${amount}` })),
  }
}

function describeDispute(dispute: PoolTaskView['dispute']): PoolTaskWire['dispute'] {
  if (dispute === null) return null
  const { challenger, round, verdict, appellant, chunk } = dispute
  return { challenger, round, verdict, appellant, chunk }
}
