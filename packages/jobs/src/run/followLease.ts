import { readFile } from 'node:fs/promises'
import { InfinitioError } from '@infinitio/sdk'
import type { HeldLease, LeaseEvent, LeaseOutcome } from '@infinitio/tasks'
import type { LeaseWish } from '@infinitio/sdk/job-file'
import { failureOf, reasonOf } from './failureOf.ts'
import { lookEveryMs } from './followBatch.ts'
import { isPassing } from './isPassing.ts'
import type { JobEffects } from './jobEffects.ts'
import { untilAnswered } from './untilAnswered.ts'
import { copyCheckpoint, restoreCheckpoint } from './checkpoints.ts'
import type { LeaseDisk, LeaseMarket } from './leaseMarket.ts'
import { leasePaths } from './leaseScript.ts'
import { checkedOutcome, giveScored, giveState, prepareCheck } from './checkTraining.ts'
import { type CheckRun, nextState, trainedOutcome } from './trainingStates.ts'

/**
 * The work of one lease of a task. `files` returns the path of each file of the task on this computer. It is called only before the command begins, so a file
 * that is no longer stored ends no lease whose command runs.
 */
export type LeaseRun = {
  readonly task: string
  readonly wish: LeaseWish
  readonly leaseId: string
  readonly held: HeldLease
  readonly files: () => Promise<ReadonlyMap<string, string>>
  readonly signal: AbortSignal
  /** The check that this lease carries out. Absent for other tasks. */
  readonly check?: CheckRun | undefined
}

type Effects = Pick<JobEffects, 'store' | 'delay' | 'limits' | 'onProgress' | 'mayCopy'> & { readonly leases: LeaseMarket }

/** If this many attempts in a row to read the files of a machine fail (one attempt a second), the machine counts as lost, even if it still sends heartbeats. */
const mostMisses = 300
const fewMisses = 3
/** After a checkpoint that this computer could not store, the next attempt follows after this many looks. */
const looksBetweenCopies = 60
const mostLogBytes = 1_048_576
const shownLetters = 200
/** Error codes that mean that the machine or the connection to it does not respond. The same call may succeed later. */
const away: ReadonlySet<string> = new Set([
  ...[
    'lease.transfer_broken',
    'node.tunnel_down',
    'lease.not_ready',
    'lease.files_unavailable',
    'node.silent',
    'lease.over',
    'api.rate_limited',
    'api.internal',
  ],
])

/**
 * Runs the command of a task on its lease. Copies the files and the last checkpoint to the machine, starts the command, and checks it every second. Returns the
 * next event: a new checkpoint was copied, the command ended, or the machine is lost. Continues to check while the market does not answer.
 */
export async function followLease(effects: Effects, run: LeaseRun): Promise<LeaseEvent> {
  const { task, leaseId, held, signal } = run
  const finished = (outcome: LeaseOutcome): LeaseEvent => ({ kind: 'finished', task, epoch: held.epoch, outcome })
  let disk: LeaseDisk | null = null
  let misses = 0
  const copies: Copies = { looksLeft: 0, told: null }
  try {
    for (;;) {
      const now = await untilAnswered(effects, { what: task, signal, step: () => effects.leases.look(leaseId) })
      if (now.kind === 'over') return finished({ kind: 'lost', reason: `lease ${leaseId} ended: ${now.reason}` })
      if (now.kind === 'unusable') return finished({ kind: 'failed', reason: now.reason, isFinal: true })
      if (now.kind === 'usable') {
        try {
          disk ??= await effects.leases.open(leaseId)
          const event = await lookAt(effects, run, { disk, copies })
          misses = 0
          if (event !== null) return event
        } catch (error) {
          disk?.close()
          disk = null
          if (!isAway(error)) return finished({ ...failureOf(task, error), kind: 'failed' })
          misses++
          if ((now.isSilent && misses >= fewMisses) || misses >= mostMisses)
            return finished({ kind: 'lost', reason: `the machine of lease ${leaseId} does not answer` })
        }
      }
      await effects.delay(lookEveryMs, signal)
    }
  } finally {
    disk?.close()
  }
}

function isAway(error: unknown): boolean {
  return isPassing(error) || (error instanceof InfinitioError && away.has(error.code))
}

/** The state of the copies of checkpoints: how many looks remain until the next copy may begin, and the reason of the newest fault. */
type Copies = { looksLeft: number; told: string | null }

async function lookAt(
  effects: Effects,
  run: LeaseRun,
  { disk, copies }: { readonly disk: LeaseDisk; readonly copies: Copies },
): Promise<LeaseEvent | null> {
  const { task, wish, held, check } = run
  if ((await disk.find(leasePaths.go)) === null) await prepare(effects, run, disk)
  if (check !== undefined) await giveState(effects, { check, held, disk })
  const exit = await disk.find(leasePaths.exit)
  // The exit code was looked up before the checkpoints. If the command has ended, the check for checkpoints thus finds its last one.
  // Each state of a training is copied, because a check needs any two of them. A job has few.
  const seconds = wish.training === undefined ? wish.seconds : 0
  const mayCopy = effects.mayCopy?.(task, { seconds, hasEnded: exit !== null }) ?? true
  const onFault = (error: unknown) => {
    const reason = reasonOf(error)
    if (reason !== copies.told) effects.onProgress(`${task}: could not store a checkpoint here (${reason}); the lease continues`)
    copies.told = reason
    copies.looksLeft = looksBetweenCopies
  }
  const only = nextState(wish.training, { held, drawn: check?.drawn })
  const place = { disk, folder: wish.checkpoint, mostBytes: effects.limits.fileBytes, only, onFault }
  const isTurn = exit !== null || copies.looksLeft-- <= 0
  const copied = mayCopy && isTurn ? await copyCheckpoint(effects.store, { ...place, held, task }) : null
  if (copied !== null) {
    effects.onProgress(`${task}: copied the checkpoint ${copied.name}`)
    return copied
  }
  if (check !== undefined) await giveScored(effects, { check, held, disk })
  if (exit === null) return null
  const code = Number(new TextDecoder().decode(await disk.read(leasePaths.exit, shownLetters)).trim())
  return { kind: 'finished', task, epoch: held.epoch, outcome: await outcomeOf(effects, { run, disk, code }) }
}

/**
 * Copies files and checkpoint to the machine, and then writes the file that lets the command begin. If this program is killed before that write, its next run
 * copies everything again.
 */
async function prepare({ store, onProgress }: Effects, { task, wish, held, files, leaseId, check }: LeaseRun, disk: LeaseDisk): Promise<void> {
  for (const [name, path] of await files()) await disk.write(`${leasePaths.work}/${name}`, new Uint8Array(await readFile(path)))
  if (check !== undefined) await prepareCheck({ check, held, disk })
  const restored = check === undefined ? await restoreCheckpoint(store, { disk, folder: wish.checkpoint, held }) : null
  await disk.write(leasePaths.go, new Uint8Array())
  onProgress(`${task}: runs on lease ${leaseId}${restored === null ? '' : ` from the checkpoint ${restored}`}`)
}

type Ended = { readonly run: LeaseRun; readonly disk: LeaseDisk; readonly code: number }

async function outcomeOf(effects: Effects, { run, disk, code }: Ended): Promise<LeaseOutcome> {
  const { task, wish, held, check } = run
  if (code !== 0) {
    const reason = `the command ended with the code ${code}${await lastLine(disk)}`
    return { kind: 'failed', reason, isFinal: !wish.retryOn.includes(code) }
  }
  if (check !== undefined) return await checkedOutcome(effects, { task, check, held, disk, leases: held.leases })
  if (wish.training?.role === 'train') return await trainedOutcome(effects, { task, held, segments: wish.training.segments, results: wish.results })
  const found = await disk.find(wish.results)
  if (found === null) return { kind: 'failed', reason: `the command ended without ${wish.results}`, isFinal: true }
  const { outputBytes } = effects.limits
  const result = await (found.isFolder ? disk.archive(wish.results, outputBytes) : disk.read(wish.results, outputBytes))
  const extension = found.isFolder ? 'tar' : (/\.([a-z0-9]{1,8})$/.exec(wish.results)?.[1] ?? 'bin')
  return { kind: 'done', ...(await effects.store.keep(task, { result, extension, file: result })) }
}

async function lastLine(disk: LeaseDisk): Promise<string> {
  const log = await disk.find(leasePaths.log)
  if (log === null || log.bytes > mostLogBytes) return ''
  const lines = new TextDecoder()
    .decode(await disk.read(leasePaths.log, mostLogBytes))
    .trim()
    .split('\n')
  const last = (lines.at(-1) ?? '').replaceAll(/\p{Cc}/gu, ' ').slice(0, shownLetters)
  return last === '' ? '' : `: ${last}`
}
