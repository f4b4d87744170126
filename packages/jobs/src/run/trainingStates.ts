import { readFile } from 'node:fs/promises'
import type { Hex32 } from '@infinitio/domain'
import { stateName, type TrainingWish } from '@infinitio/sdk/job-file'
import { AdapterError, type HeldLease, type LeaseOutcome } from '@infinitio/tasks'
import { onlyFileOf } from './checkpoints.ts'
import type { JobEffects } from './jobEffects.ts'

/** The task of a check: its part in the training, the segments that were drawn, the state of the training, and its hidden files on this computer. */
export type CheckRun = {
  readonly training: Extract<TrainingWish, { role: 'check' }>
  readonly drawn: readonly number[]
  readonly trained: HeldLease
  readonly hidden: () => Promise<ReadonlyMap<string, string>>
}

/**
 * Returns the name of the state to copy next from a machine: the one after the newest, or of a check the first that is missing. Returns null if all are copied,
 * and undefined for any other task, whose newest checkpoint counts.
 */
export function nextState(
  training: TrainingWish | undefined,
  { held, drawn = [] }: { readonly held: HeldLease; readonly drawn?: readonly number[] | undefined },
): string | null | undefined {
  if (training === undefined) return undefined
  const copied = new Set(held.checkpoints.map(({ name }) => name))
  const wanted = training.role === 'check' ? drawn : Array.from({ length: training.segments }, (_, index) => index + 1)
  const next = wanted.find((segment) => !copied.has(stateName(segment)))
  return next === undefined ? null : stateName(next)
}

/** Returns the hash of the file with the state after a segment. Throws AdapterError if it is not stored as one file. */
export async function stateOf(store: Pick<JobEffects['store'], 'fetch'>, { held, segment }: { readonly held: HeldLease; readonly segment: number }) {
  const found = held.checkpoints.find(({ name }) => name === stateName(segment))
  const file = found === undefined ? null : await onlyFileOf(store, found.manifest)
  if (file === null) throw new AdapterError('inputInvalid', `the state after segment ${segment} is not stored as one file`)
  return file
}

/** Returns the hash of the list of files of the last state of a training. Throws AdapterError if the training has no last state. */
export function lastManifest({ held, segments }: { readonly held: HeldLease; readonly segments: number }): Hex32 {
  const last = held.checkpoints.find(({ name }) => name === stateName(segments))
  if (last === undefined) throw new AdapterError('inputInvalid', 'the training has no last state')
  return last.manifest
}

/**
 * Returns the outcome of a training whose command ended. Its result is the stored last state and not a file that the machine could still change. Fails if a
 * state is missing.
 */
export async function trainedOutcome(
  { store }: Pick<JobEffects, 'store'>,
  { task, held, segments, results }: { readonly task: string; readonly held: HeldLease; readonly segments: number; readonly results: string },
): Promise<LeaseOutcome> {
  const missing = nextState({ role: 'train', segments }, { held })
  if (missing !== null) return { kind: 'failed', reason: `the command ended, and its ${missing} could not be copied`, isFinal: true }
  const result = new Uint8Array(await readFile(await store.fetch(await stateOf(store, { held, segment: segments }))))
  const extension = /\.([a-z0-9]{1,8})$/.exec(results)?.[1] ?? 'bin'
  return { kind: 'done', ...(await store.keep(task, { result, extension, file: result })) }
}
