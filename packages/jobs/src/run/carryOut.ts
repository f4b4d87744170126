import type { Hex32 } from '@infinitio/domain'
import type { FileSource, LeaseWish } from '@infinitio/sdk/job-file'
import { type CheckDraw, heldOf, type JobCommand, type JobEvent, type JobState } from '@infinitio/tasks'
import { planLease, stepLease } from './stepLease.ts'
import { failureOf } from './failureOf.ts'
import { followBatch, lookEveryMs } from './followBatch.ts'
import type { JobEffects, JobWork } from './jobEffects.ts'
import { mergeTask } from './mergeTask.ts'
import { filesOf, planTask, refuseLarge } from './planTask.ts'
import { submitPlan } from './submitPlan.ts'
import { lastManifest } from './trainingStates.ts'
import { untilAnswered } from './untilAnswered.ts'

/**
 * One action that a job needs next, such as sending a batch, with the job's state from which it follows. `isDue` returns true while the job still needs the
 * action.
 */
export type Step<Command extends JobCommand = JobCommand> = {
  readonly work: JobWork
  readonly command: Command
  readonly state: JobState
  readonly signal: AbortSignal
  readonly isDue: () => boolean
}

/** A signed call is on the chain within this many milliseconds after it was sent, or it will not arrive unless it is sent again. */
const onItsWayMs = 15_000

/**
 * Carries out one step of a job, such as planning, sending or following a task. Returns the event to store, or null if there is none. Rejects with the reason
 * of the signal, and with errors that do not mean that the job failed.
 */
export async function carryOut(effects: JobEffects, step: Step): Promise<JobEvent | null> {
  const { command, signal, state, work } = step
  switch (command.kind) {
    case 'plan':
      return await plan(effects, { ...step, command })
    case 'submit':
      return await submitPlan(effects, { task: command.task, plan: command.plan, signal, isDue: step.isDue })
    case 'follow':
      return (await followBatch(effects, { task: command.task, batches: command.batches, signal })).event
    case 'merge': {
      const { kind: _, task, ...bought } = command
      return await mergeTask(effects, { work, task, ...bought, results: resultsOf(state), signal }).catch((error: unknown) => failureOf(task, error))
    }
    case 'book':
    case 'order':
    case 'followLease':
    case 'endLease':
      return await stepLease(effects, { ...step, command, results: resultsOf(state), heldBy: (task) => heldOf(state, task) })
    case 'cancel':
      await endBatch(effects, command.batchId, signal)
      return null
  }
}

async function plan(effects: JobEffects, { work, command, state, signal }: Step<Extract<JobCommand, { kind: 'plan' }>>): Promise<JobEvent> {
  const { task } = command
  const wish = work.tasks[task]?.lease
  if (wish !== undefined) {
    const lease = async () => {
      const files = work.tasks[task]?.files ?? {}
      for (const [name, path] of await filesOf(effects, files, command.results)) await refuseLarge(name, path, effects.limits.fileBytes)
      for (const [name, path] of await filesOf(effects, hiddenOf(work, task), {})) await refuseLarge(name, path, effects.limits.fileBytes)
      return { lease: await planLease(effects, { wish, files }), ...(await drawFor(effects, { task, wish, state })) }
    }
    return await untilAnswered(effects, { what: task, signal, step: lease }).then(
      (planned): JobEvent => ({ kind: 'leasePlanned', task, ...planned }),
      (error: unknown) => failureOf(task, error),
    )
  }
  const step = () => planTask(effects, { work, command, signal, isStored: true })
  return await untilAnswered(effects, { what: task, signal, step }).then(
    (planned): JobEvent => ({ kind: 'planned', task, plan: planned }),
    (error: unknown) => failureOf(task, error),
  )
}

/** Returns the hidden files of a check, also for its training: a missing file fails the job before anything is paid. */
function hiddenOf({ tasks }: JobWork, task: string): Readonly<Record<string, FileSource>> {
  const checks = Object.entries(tasks).flatMap(([name, { lease }]) => {
    const training = lease?.training
    return training?.role === 'check' && (name === task || training.of === task) ? Object.entries(training.hidden) : []
  })
  return Object.fromEntries(checks)
}

/** So many blocks after the newest one, the hash of a block chooses the segments of a check. The event with its number is stored before the block exists. */
const blocksAhead = 3

/** Returns the draw of a check. A check that is repeated for the same result keeps its draw, so nobody can repeat it until the draw suits. */
async function drawFor(
  { pool }: Pick<JobEffects, 'pool'>,
  { task, wish: { training }, state }: { readonly task: string; readonly wish: LeaseWish; readonly state: JobState },
): Promise<{ readonly draw?: CheckDraw }> {
  if (training?.role !== 'check') return {}
  const of = lastManifest({ held: heldOf(state, training.of), segments: training.segments })
  const { draw } = heldOf(state, task)
  return { draw: draw?.of === of ? draw : { block: (await pool.head()) + blocksAhead, of } }
}

/**
 * Cancels the tasks of a batch that no worker took. If the chain does not have the batch yet, looks for it again for 15 s, because its transaction may be on
 * its way.
 */
async function endBatch(effects: JobEffects, batchId: Hex32, signal: AbortSignal): Promise<void> {
  for (let waitedMs = 0; waitedMs <= onItsWayMs; waitedMs += lookEveryMs) {
    const isEnded = await untilAnswered(effects, {
      ...{ what: 'cancel', signal },
      step: async () => {
        const batch = (await effects.pool.reader.read()).view.batches.get(batchId)
        if (batch !== undefined && !batch.stopped) await effects.sender.cancel(batch.batch)
        return batch !== undefined
      },
    })
    if (isEnded) return
    await effects.delay(lookEveryMs, signal)
  }
}

function resultsOf({ tasks }: JobState): Readonly<Record<string, Hex32>> {
  return Object.fromEntries(Object.entries(tasks).flatMap(([name, task]) => (task.phase === 'done' ? [[name, task.result] as const] : [])))
}
