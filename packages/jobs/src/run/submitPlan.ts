import type { JobEvent, JobPlan } from '@infinitio/tasks'
import { lookEveryMs } from './followBatch.ts'
import type { JobEffects } from './jobEffects.ts'
import { untilAnswered } from './untilAnswered.ts'

/** Milliseconds between two attempts to send a batch while its owner has too little money at the task pool. */
const askAgainMs = 5_000

type SubmitRequest = {
  readonly task: string
  readonly plan: JobPlan
  readonly signal: AbortSignal
  /** Returns true while the job still wants the batch. It returns false after the job was cancelled. */
  readonly isDue: () => boolean
}

/**
 * Sends the batch of a plan (a paid order of tasks), unless the chain already has it, and returns when the chain has it. If two programs send the same batch,
 * it is paid only once, because the pool accepts each batch only once. If it is unknown whether a call arrived, looks for the batch on the chain, and sends it
 * again if it is not there. Returns null if the batch is no longer wanted.
 */
export async function submitPlan(effects: JobEffects, { task, plan, signal, isDue }: SubmitRequest): Promise<JobEvent | null> {
  const isKnown = async () => (await effects.pool.reader.read()).view.batches.has(plan.batchId)
  const answered = <Result>(step: () => Promise<Result>) => untilAnswered(effects, { what: task, signal, step })
  for (let waitedMs = 0; ; ) {
    // If sending gets no answer, the batch may still have reached the chain. So each attempt first checks the chain, and sends the batch only if the chain does
    // not have it.
    const answer = await answered(async () => ((await isKnown()) ? 'known' : isDue() ? await effects.sender.submit(task, plan) : 'unwanted'))
    if (answer === 'known' || (typeof answer === 'object' && answer.kind === 'refused' && (await answered(isKnown)))) {
      effects.onProgress(`${task}: submitted as ${plan.batchId}`)
      return { kind: 'submitted', task }
    }
    if (answer === 'unwanted') return null
    if (answer.kind === 'refused') return { kind: 'failed', task, reason: answer.reason, isFinal: answer.isFinal }
    if (answer.kind === 'waits' && waitedMs >= effects.patienceMs) return { kind: 'failed', task, reason: answer.reason, isFinal: true }
    if (answer.kind === 'waits' && waitedMs === 0) effects.onProgress(`${task}: ${answer.reason}`)
    const pauseMs = answer.kind === 'waits' ? askAgainMs : lookEveryMs
    if (answer.kind === 'waits') waitedMs += pauseMs
    await effects.delay(pauseMs, signal)
  }
}
