import { type ShownTask, type StepProgress, stepProgress } from '@infinitio/sdk/pool'
import type { BoughtBatch, JobEvent } from '@infinitio/tasks'
import type { JobEffects } from './jobEffects.ts'
import { keyGiver } from './jobPrivacy.ts'
import { lostEvent } from './lostEvent.ts'
import { untilAnswered } from './untilAnswered.ts'

/** Milliseconds between two reads of the chain or the journal. */
export const lookEveryMs = 1_000

/**
 * The end of the wait for some batches: the event to store, and the results of their tasks that workers have shown on the chain (none if some task has no
 * result).
 */
type Followed = { readonly event: JobEvent; readonly tasks: readonly ShownTask[] }

/**
 * Waits until the chain shows the results of all batches of a task. If a batch ended without a result, waits for the others and then returns too. Continues to
 * wait while the chain does not answer. Also gives the key of a private job to the machines that run and check its tasks.
 */
export async function followBatch(
  effects: Pick<JobEffects, 'pool' | 'delay' | 'onProgress' | 'store' | 'privacy'>,
  { task, batches, signal }: { readonly task: string; readonly batches: readonly BoughtBatch[]; readonly signal: AbortSignal },
): Promise<Followed> {
  let told = ''
  const giveKeys = keyGiver(effects)
  for (;;) {
    const { view } = await untilAnswered(effects, { what: task, signal, step: () => effects.pool.reader.read() })
    await giveKeys(view, batches)
    const progress = stepProgress(view, batches)
    if (progress.kind === 'shown') return { event: { kind: 'revealed', task }, tasks: progress.tasks }
    if (progress.kind === 'lost') return { event: lostEvent(task, progress), tasks: [] }
    const text = `${task}: ${progressText(progress)}`
    if (text !== told) effects.onProgress(text)
    told = text
    await effects.delay(lookEveryMs, signal)
  }
}

function progressText({ states, shown }: Extract<StepProgress, { kind: 'running' }>): string {
  const counts = new Map<string, number>()
  for (const state of states) counts.set(state, (counts.get(state) ?? 0) + 1)
  return `${states.length + shown} tasks, ${shown} shown${[...counts].map(([state, count]) => `, ${count} ${state}`).join('')}`
}
