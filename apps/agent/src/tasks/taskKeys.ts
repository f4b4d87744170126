import type { BoxOwner, Hex32 } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import { openStepKey, sealStepKey, type StepKey } from '@infinitio/sdk/pool'
import { nodesAtWork, type PoolBatchView, type PoolTaskView, type SealedInput } from '@infinitio/tasks'
import type { TaskInput } from './taskInputs.ts'

/** An encrypted key that the market stores for one machine. */
export type KeyBox = { readonly nodeId: string; readonly box: string }

type OfTask = { readonly batch: PoolBatchView; readonly task: PoolTaskView }
/** `none`: the job is not private. `missing`: the key did not arrive in time. */
export type KeyState = StepKey | 'none' | 'waiting' | 'missing'

/** The keys of private jobs that were given to the machines of this agent. */
export type TaskKeys = {
  /** Returns the key with which the input of a task can be decrypted, or the key's state. Asks the market for a key that is not here yet. */
  readonly of: (of: OfTask) => KeyState
  /** Returns true for ten minutes after a key of this batch did not arrive. In this time, the agent takes no further tasks and checks of the batch. */
  readonly isAvoided: (batch: PoolBatchView) => boolean
  /** Gives the key of a task that this agent runs to a machine that checks it, if that machine still has none after a while. */
  readonly pass: (of: OfTask) => void
}

/** The effects of `createTaskKeys`. */
export type KeyParts = {
  readonly inputOf: (batch: PoolBatchView) => TaskInput
  readonly fetchBoxes: (taskId: Hex32) => Promise<readonly KeyBox[]>
  /** Returns the key pair of a machine of this agent, or null for another machine. */
  readonly boxOf: (nodeId: Hex32) => { readonly boxKey: Hex32; readonly boxSecret: Hex32 } | null
  /** Returns the public key of any machine, from the chain. */
  readonly boxKeyOf: (nodeId: Hex32) => Promise<Hex32 | null>
  readonly passBox: (given: { readonly taskId: Hex32; readonly nodeId: Hex32; readonly box: string }) => Promise<void>
  readonly logger: Logger
  readonly nowMs?: () => number
}

/** A key that is not here after this many milliseconds counts as missing. The worker then gives the private task up. */
const patienceMs = 30_000
const askEveryMs = 1_000
const avoidedForMs = 600_000
/** The submitter gives the key first. The worker of a task gives it to a checker only after this many milliseconds. */
const passAfterMs = 10_000
const mostKept = 1_000

/**
 * The error for a private task whose key did not arrive. `code` is the reason that the agent gives to `TaskPool.release`. Like the codes 300 and 301, it states
 * that a file is missing.
 */
export class KeyMissing extends Error {
  override readonly name = 'KeyMissing'
  readonly code = 302

  constructor() {
    super(`the key of this private job did not arrive in ${patienceMs / 1_000} s, so the machine cannot read its input`)
  }
}

/** Creates the keys. They are only in memory: after a restart, the agent asks the market for them again. */
export function createTaskKeys(parts: KeyParts): TaskKeys {
  const { inputOf, logger, nowMs = () => performance.now() } = parts
  const keys = new Map<Hex32, StepKey>()
  const asked = new Map<string, { readonly since: number; at: number }>()
  const avoided = new Map<Hex32, number>()
  const passing = new Map<string, number>()

  async function ask(taskId: Hex32, sealed: SealedInput): Promise<void> {
    for (const { nodeId, box } of await parts.fetchBoxes(taskId)) {
      const own = parts.boxOf(nodeId as Hex32)
      if (own === null) continue
      const owner: BoxOwner = { nodeId: nodeId as Hex32, boxKey: own.boxKey }
      const step = await openStepKey(box, { boxSecret: own.boxSecret, owner, sealed })
      if (step !== null) return keep(keys, sealed.commitment, step)
      logger.warn({ task: taskId, node: nodeId }, 'a key of a private job cannot be decrypted or is not the one of its input')
    }
  }

  /** Asks for the key of a task at most once a second. Returns the time in milliseconds at which the agent first asked for it in this try of the task. */
  function askInTime({ taskId, tries }: PoolTaskView, sealed: SealedInput): number {
    const now = nowMs()
    const before = asked.get(`${taskId} ${tries}`) ?? { since: now, at: Number.NEGATIVE_INFINITY }
    if (now - before.at < askEveryMs) return before.since
    before.at = now
    keep(asked, `${taskId} ${tries}`, before)
    ask(taskId, sealed).catch((error: unknown) => logger.warn({ err: error, task: taskId }, 'the agent asks for a key again'))
    return before.since
  }

  return {
    of({ batch, task }) {
      const { sealed } = inputOf(batch)
      if (sealed === null) return 'none'
      if (sealed === undefined) return 'waiting'
      const known = keys.get(sealed.commitment)
      if (known !== undefined) return known
      const now = nowMs()
      if (now - askInTime(task, sealed) < patienceMs) return 'waiting'
      keep(avoided, batch.batchId, now + avoidedForMs)
      return 'missing'
    },
    isAvoided: ({ batchId }) => (avoided.get(batchId) ?? Number.NEGATIVE_INFINITY) > nowMs(),
    pass({ batch, task }) {
      const { sealed } = inputOf(batch)
      const checkers = nodesAtWork(task).filter((nodeId) => nodeId !== task.nodeId && parts.boxOf(nodeId) === null)
      if (sealed === null || sealed === undefined || checkers.length === 0) return
      const step = keys.get(sealed.commitment)
      // After a restart, the worker first asks for its own key again.
      if (step === undefined) return void askInTime(task, sealed)
      for (const nodeId of checkers) {
        const name = `${task.taskId} ${nodeId}`
        const due = passing.get(name) ?? nowMs() + passAfterMs
        keep(passing, name, due)
        if (nowMs() < due) continue
        keep(passing, name, Number.POSITIVE_INFINITY)
        passOne(parts, { taskId: task.taskId, nodeId, step }).catch((error: unknown) => {
          logger.warn({ err: error, task: task.taskId, node: nodeId }, 'a key of a private job could not be given to a checker yet')
          keep(passing, name, nowMs() + passAfterMs)
        })
      }
    },
  }
}

type Passing = { readonly taskId: Hex32; readonly nodeId: Hex32; readonly step: StepKey }

async function passOne({ boxKeyOf, passBox }: KeyParts, { taskId, nodeId, step }: Passing): Promise<void> {
  const boxKey = await boxKeyOf(nodeId)
  if (boxKey !== null) await passBox({ taskId, nodeId, box: await sealStepKey(step, { nodeId, boxKey }) })
}

/** Stores an entry, and removes the oldest ones above the limit. */
function keep<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
  map.delete(key)
  map.set(key, value)
  for (const old of [...map.keys()].slice(0, Math.max(0, map.size - mostKept))) map.delete(old)
}
