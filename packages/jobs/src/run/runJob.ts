import type { Hex32 } from '@infinitio/domain'
import { InfinitioError } from '@infinitio/sdk'
import { type JobCommand, type JobEvent, type JobSpec, type JobState, restoreJob } from '@infinitio/tasks'
import { carryOut } from './carryOut.ts'
import { lookEveryMs } from './followBatch.ts'
import { reasonOf } from './failureOf.ts'
import { isCancelled } from './isCancelled.ts'
import type { JobEffects, JobWork } from './jobEffects.ts'
import { isSame, type JobLog, openLog } from './openLog.ts'
import { untilAnswered } from './untilAnswered.ts'

/** Returns those parts of a job that are needed to calculate its state from its events. */
export function specOf({ id, maxCost, tasks }: Pick<JobWork, 'id' | 'maxCost' | 'tasks'>): JobSpec {
  return { id, maxCost, tasks: Object.fromEntries(Object.entries(tasks).map(([name, { needs, retries }]) => [name, { needs, retries }])) }
}

/**
 * Runs a job until it is over, or until it must wait for its owner, for example to approve the price.
 * - It calculates the prices of the tasks that can begin, sends the approved ones, follows them, and joins their results.
 * - It stores each event in the journal before the next step, so that a killed program continues at the same point.
 * - Several programs may run the same job, because the journal accepts one event after another, and the pool accepts each batch once.
 * Rejects with the reason of the signal, and with errors that do not mean that the job failed, such as a full disk. Nothing is lost then.
 */
export async function runJob(effects: JobEffects, { work, signal }: { readonly work: JobWork; readonly signal: AbortSignal }): Promise<JobState> {
  const spec = specOf(work)
  const whole = new AbortController()
  const stop = () => whole.abort(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  const answered = <Result>(step: () => Promise<Result>) => untilAnswered(effects, { what: 'journal', signal: whole.signal, step })
  const begun = new Map<string, Promise<void>>()
  const ended = new Set<Hex32>()
  try {
    const log = await answered(() => openLog(effects.journal, spec))
    if (log.events().length === 0) await answered(() => log.note({ kind: 'started' }, ({ tasks }) => Object.values(tasks).every(isWaiting)))
    for (;;) {
      whole.signal.throwIfAborted()
      for (const command of commandsOf(spec, log)) {
        const key = keyOf(log.state(), command)
        if (begun.has(key) || (command.kind === 'cancel' && ended.has(command.batchId))) continue
        const running = runStep(effects, { work, log, command, signal: whole.signal, answered })
        const step = running.then(() => void (command.kind === 'cancel' && ended.add(command.batchId)))
        begun.set(
          key,
          step.catch((error: unknown) => whole.abort(error)).finally(() => begun.delete(key)),
        )
      }
      if (begun.size === 0) return log.state()
      await Promise.race([...begun.values(), effects.delay(lookEveryMs, whole.signal)])
      await answered(log.look)
    }
  } finally {
    signal.removeEventListener('abort', stop)
    whole.abort(new Error('the job is left'))
    await Promise.allSettled(begun.values())
  }
}

type Running = {
  readonly work: JobWork
  readonly log: JobLog
  readonly command: JobCommand
  readonly signal: AbortSignal
  readonly answered: <Result>(step: () => Promise<Result>) => Promise<Result>
}

async function runStep(effects: JobEffects, { work, log, command, signal, answered }: Running): Promise<void> {
  const task = 'task' in command ? command.task : ''
  const state = log.state()
  const isDue = (now: JobState) => isSame(now.tasks[task], state.tasks[task])
  const event = await carryOut(effects, { work, command, state, signal, isDue: () => isDue(log.state()) })
  signal.throwIfAborted()
  if (event === null) return
  // In a cancelled job each failure is final, because the job makes no further attempt.
  const noted: JobEvent = event.kind === 'failed' && isCancelled(log.events()) ? { ...event, isFinal: true } : event
  await answered(() => log.note(noted, isDue)).catch(async (error: unknown) => {
    const isRefused = error instanceof InfinitioError && error.code === 'task.job_step_refused'
    if (event.kind !== 'ordered' || !isRefused) throw error
    // The journal is full, or the order is above its plan. Nothing was sent, so the task fails instead of being tried again for ever.
    await answered(() => log.note({ kind: 'failed', task, reason: reasonOf(error), isFinal: true }, isDue))
  })
}

/** Returns the steps that the job needs next. For a cancelled job, these also include cancelling the batches that it submitted. */
function commandsOf(spec: JobSpec, log: JobLog): JobCommand[] {
  const { commands, state } = restoreJob(spec, log.events())
  if (!isCancelled(log.events())) return commands
  const running = Object.values(state.tasks).flatMap((task): JobCommand[] =>
    task.phase === 'running' ? [{ kind: 'cancel', batchId: task.plan.batchId }] : [],
  )
  return [...commands, ...running]
}

function isWaiting({ phase }: JobState['tasks'][string]): boolean {
  return phase === 'waiting'
}

/**
 * Returns the key of a step: its kind, its task and the number of the attempt. To cancel a batch, the key contains the batch instead. A step is not started
 * while another step with the same key runs.
 */
function keyOf({ tasks }: JobState, command: JobCommand): string {
  if (command.kind === 'cancel') return `cancel ${command.batchId}`
  const task = tasks[command.task]
  return `${command.kind} ${command.task} ${task !== undefined && 'attempt' in task ? task.attempt : 0}`
}
