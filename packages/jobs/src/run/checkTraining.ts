import { readFile } from 'node:fs/promises'
import type { Hex32 } from '@infinitio/domain'
import { checkPaths, stateName } from '@infinitio/sdk/job-file'
import { AdapterError, type CheckedSegment, type CheckReport, type HeldLease, isWhole, type LeaseOutcome } from '@infinitio/tasks'
import type { JobEffects } from './jobEffects.ts'
import type { LeaseDisk } from './leaseMarket.ts'
import { type CheckRun, nextState, stateOf } from './trainingStates.ts'

type Store = Pick<JobEffects, 'store'>
/** A check on a machine: the disk of the machine, and the state of the check. */
type Checking = { readonly check: CheckRun; readonly held: HeldLease; readonly disk: LeaseDisk }

const mostScoreBytes = 65_536

/** Writes to a machine which segments it runs again: the drawn ones whose states no machine has given yet. */
export async function prepareCheck({ check: { drawn }, held, disk }: Checking): Promise<void> {
  const copied = new Set(held.checkpoints.map(({ name }) => name))
  const left = drawn.filter((segment) => !copied.has(stateName(segment)))
  await disk.write(checkPaths.segments, new TextEncoder().encode(`${left.join(' ')}\n`))
}

/**
 * Lets a machine begin the next segment: writes the stored state before it, and then the file that the machine waits for. The state before a segment may be the
 * state after another drawn one, so the machine gets it only after its own is stored. So it never has a state that it must find.
 */
export async function giveState({ store }: Store, { check, held, disk }: Checking): Promise<void> {
  const copied = new Set(held.checkpoints.map(({ name }) => name))
  const segment = check.drawn.find((one) => !copied.has(stateName(one)))
  if (segment === undefined || (await disk.find(`${checkPaths.begin}-${segment}`)) !== null) return
  if (segment > 1) await writeStored({ store }, { disk, trained: check.trained, segment: segment - 1 })
  await disk.write(`${checkPaths.begin}-${segment}`, new Uint8Array())
}

/**
 * Gives a machine the states to score and the hidden files, as soon as all states of its segments are stored, so that the machine can no longer change them.
 * Does nothing if the check has no score, or if the machine has them already.
 */
export async function giveScored({ store }: Store, { check, held, disk }: Checking): Promise<void> {
  const { training, drawn, trained, hidden } = check
  if (!training.isScored || nextState(training, { held, drawn }) !== null || (await disk.find(checkPaths.scored)) !== null) return
  const paths = await scoredPaths({ store }, { check, held })
  for (const segment of segmentsIn(paths)) await writeStored({ store }, { disk, trained, segment })
  for (const [segment, file] of await againStates({ store }, { check, held }))
    if (paths.includes(`${checkPaths.again}/${stateName(segment)}`))
      await writeFile({ store }, { disk, path: `${checkPaths.again}/${stateName(segment)}`, file })
  for (const [name, path] of await hidden()) await disk.write(`${checkPaths.hidden}/${name}`, new Uint8Array(await readFile(path)))
  await disk.write(checkPaths.scored, new TextEncoder().encode(`${paths.join('\n')}\n`))
}

/** Returns the outcome of a check whose command ended without an error. It is `failed` if a segment differs or was copied. */
export async function checkedOutcome(
  { store }: Store,
  { task, leases, ...checking }: Checking & { readonly task: string; readonly leases: readonly string[] },
): Promise<LeaseOutcome> {
  const { check, held, disk } = checking
  const { training, drawn, trained } = check
  if (nextState(training, { held, drawn }) !== null) throw new AdapterError('inputInvalid', 'the command ended without the states of its segments')
  const scores = training.isScored ? await readScores(disk, await scoredPaths({ store }, checking)) : new Map<string, number>()
  const again = await againStates({ store }, checking)
  const segments: CheckedSegment[] = []
  for (const [segment, file] of again) {
    if (file === (await stateOf(store, { held: trained, segment }))) segments.push({ segment, verdict: 'equal' })
    else segments.push(differing(segment, { scores, tolerance: training.tolerance }))
  }
  for (const segment of await copiedSegments({ store }, check)) segments.push({ segment, verdict: 'copied' })
  const score = scores.get(storedPath(training.segments)) ?? null
  const { leastScore } = training
  const report: CheckReport = {
    ...{ of: training.segments, segments, score, trainedOn: trained.leases, checkedOn: leases },
    ...(leastScore === undefined ? {} : { leastScore }),
  }
  if (!isWhole(report)) return { kind: 'failed', reason: reasonIn(report), isFinal: true, check: report }
  const result = new TextEncoder().encode(`${JSON.stringify(report)}\n`)
  return { kind: 'done', ...(await store.keep(task, { result, extension: 'json', file: result })), check: report }
}

function differing(
  segment: number,
  { scores, tolerance }: { readonly scores: ReadonlyMap<string, number>; readonly tolerance: number | null },
): CheckedSegment {
  if (tolerance === null) return { segment, verdict: 'differs' }
  const scoreOf = (path: string) => scores.get(path) ?? Number.NaN
  const stored = scoreOf(storedPath(segment))
  const difference = Math.abs(stored - scoreOf(againPath(segment)))
  if (!(difference <= tolerance)) return { segment, verdict: 'differs', difference }
  // The state before is free for the provider. A tolerance must not let it pass as the state after.
  const change = segment === 1 ? Number.POSITIVE_INFINITY : Math.abs(stored - scoreOf(storedPath(segment - 1)))
  return { segment, verdict: change > 0 && difference <= change / 2 ? 'close' : 'unclear', difference }
}

/** Returns what a check found, in one line. */
function reasonIn(report: CheckReport): string {
  const { segments, score, leastScore, trainedOn, checkedOn } = report
  const isLow = leastScore !== undefined && (score === null || score < leastScore)
  const low = isLow ? [`the score of the last state is ${score}, and the least that passes is ${leastScore}`] : []
  const wrong = segments.flatMap(({ segment, verdict, difference }) => {
    if (verdict === 'copied') return [`segment ${segment} stored the state before it again`]
    if (verdict === 'unclear') return [`segment ${segment} gives other bytes, and its score cannot tell it from a skipped one`]
    if (verdict !== 'differs') return []
    const by = difference === undefined ? '' : `, and its score by ${difference}`
    return [`segment ${segment}, run again on ${placesText(checkedOn)}, gives another state${by}`]
  })
  if (wrong.length === 0) return `the training on ${placesText(trainedOn)} is not good enough: ${low.join()}`
  return `the training on ${placesText(trainedOn)} was not what the job asks for, or its command is not repeatable: ${[...wrong, ...low].join('; ')}`
}

function placesText(leases: readonly string[]): string {
  return leases.length === 0 ? 'this computer' : `lease ${leases.join(', ')}`
}

/** Returns the segments whose stored state has the same bytes as the state before it. */
async function copiedSegments({ store }: Store, { trained, training }: CheckRun): Promise<number[]> {
  const copied: number[] = []
  let before: Hex32 | null = null
  for (let segment = 1; segment <= training.segments; segment++) {
    const state: Hex32 = await stateOf(store, { held: trained, segment })
    if (state === before) copied.push(segment)
    before = state
  }
  return copied
}

async function againStates({ store }: Store, { check: { drawn }, held }: Pick<Checking, 'check' | 'held'>): Promise<[number, Hex32][]> {
  const states: [number, Hex32][] = []
  for (const segment of drawn) states.push([segment, await stateOf(store, { held, segment })])
  return states
}

const storedPath = (segment: number) => `${checkPaths.stored}/${stateName(segment)}`
const againPath = (segment: number) => `${checkPaths.again}/${stateName(segment)}`

/** Returns the states that the scoring command gets: the last one, and with a tolerance both states of each segment that differs, and the one before it. */
async function scoredPaths({ store }: Store, { check, held }: Pick<Checking, 'check' | 'held'>): Promise<string[]> {
  const { training, trained } = check
  const paths = [storedPath(training.segments)]
  if (training.tolerance === null) return paths
  for (const [segment, file] of await againStates({ store }, { check, held }))
    if (file !== (await stateOf(store, { held: trained, segment })))
      paths.push(...(segment > 1 ? [storedPath(segment - 1)] : []), storedPath(segment), againPath(segment))
  return [...new Set(paths)]
}

function segmentsIn(paths: readonly string[]): number[] {
  return paths.flatMap((path) => (path.startsWith(`${checkPaths.stored}/`) ? [Number(path.split('-').at(-1))] : []))
}

async function readScores(disk: LeaseDisk, paths: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const scores = new Map<string, number>()
  for (const [index, path] of paths.entries()) {
    const text = new TextDecoder().decode(await disk.read(`${checkPaths.scores}/${index + 1}`, mostScoreBytes))
    const last = text.trim().split('\n').at(-1)?.trim() ?? ''
    const score = last === '' ? Number.NaN : Number(last)
    if (!Number.isFinite(score)) throw new AdapterError('inputInvalid', `the last line of score is no number for ${path}: ${last.slice(0, 80)}`)
    scores.set(path, score)
  }
  return scores
}

type Written = { readonly disk: LeaseDisk; readonly trained: HeldLease; readonly segment: number }

async function writeStored({ store }: Store, { disk, trained, segment }: Written): Promise<void> {
  await writeFile({ store }, { disk, path: storedPath(segment), file: await stateOf(store, { held: trained, segment }) })
}

async function writeFile(
  { store }: Store,
  { disk, path, file }: { readonly disk: LeaseDisk; readonly path: string; readonly file: Hex32 },
): Promise<void> {
  await disk.write(path, new Uint8Array(await readFile(await store.fetch(file))))
}
