import type { Hex32 } from '@infinitio/domain'
import { progressOf } from '@infinitio/sdk/pool'
import type { JobEvent, PoolBatchView } from '@infinitio/tasks'
import type { JobEffects } from './jobEffects.ts'
import { untilAnswered } from './untilAnswered.ts'

/** Milliseconds between two looks at the chain. */
export const lookEveryMs = 1_000
/** Codes below this are the submitter's fault, so another batch would fail in the same way. */
const firstLimitCode = 200

/** Waits until all results of a batch are shown, or one of its tasks ended without a result. A chain that does not answer ends nothing. */
export async function followBatch(
  effects: JobEffects,
  { task, batchId, signal }: { readonly task: string; readonly batchId: Hex32; readonly signal: AbortSignal },
): Promise<{ readonly event: JobEvent; readonly batch: PoolBatchView | undefined }> {
  let told = ''
  for (;;) {
    const { view } = await untilAnswered(effects, { what: task, signal, step: () => effects.pool.reader.read() })
    const batch = view.batches.get(batchId)
    const progress = batch === undefined ? null : progressOf(batch)
    if (progress?.kind === 'shown') return { event: { kind: 'revealed', task }, batch }
    if (progress?.kind === 'failed') {
      const isFinal = progress.code !== null && progress.code < firstLimitCode
      return { event: { kind: 'failed', task, reason: endOf(progress.code), isFinal }, batch }
    }
    const text = `${task}: ${progressText(batch)}`
    if (text !== told) effects.onProgress(text)
    told = text
    await effects.delay(lookEveryMs, signal)
  }
}

function progressText(batch: PoolBatchView | undefined): string {
  const states = [...(batch?.tasks.values() ?? [])].map(({ state }) => state)
  const counts = new Map<string, number>()
  for (const state of states) counts.set(state, (counts.get(state) ?? 0) + 1)
  return `${batch?.batch.count ?? 0} tasks, ${states.length} taken${[...counts].map(([state, count]) => `, ${count} ${state}`).join('')}`
}

function endOf(code: number | null): string {
  return code === null
    ? 'the tasks ended without a result and were paid back'
    : `three providers gave the task up with code ${code}, and it was paid back`
}
