import { AdapterError } from '@infinitio/tasks'
import { type Halving, type Rung, rungsOf } from './rungs.ts'
import type { Outcome, Score } from './scores.ts'

const lineForm = /^(\d+) (\d+) (infinite|failed|fuel|[0-9a-f]{16}(?: [0-9a-f]{16})*)$/

/**
 * Returns the output of a chunk (some trials) as text: a line for each trial, sorted by its number. A line has the trial's number, the steps of its last call,
 * and the bits of its values or the reason why it has none.
 */
export function chunkText(scores: readonly Score[]): Uint8Array {
  const lines = scores
    .toSorted((one, other) => one.trial - other.trial)
    .map(({ trial, steps, outcome }) => `${trial} ${steps} ${outcomeText(outcome)}\n`)
  return new TextEncoder().encode(lines.join(''))
}

/**
 * Reads the output of a chunk with the trials from `from` up to, but without, `to`. Throws an AdapterError for bytes that no machine with this adapter writes.
 * The result ranks trials with more steps first, so a cheat could claim more steps. Therefore this also checks the steps of each trial, and the number of
 * trials in each rung (round of halving).
 */
export function readChunkText(
  bytes: Uint8Array,
  { from, to, goals, halving }: { from: number; to: number; goals: number; halving: Halving },
): readonly Score[] {
  const lines = new TextDecoder().decode(bytes).split('\n')
  if (lines.pop() !== '' || lines.length !== to - from) throw wrong(from)
  const scores = lines.map((line, at) => {
    const [, trial, steps, outcome = ''] = lineForm.exec(line) ?? []
    if (Number(trial) !== from + at) throw wrong(from)
    return { trial: from + at, steps: Number(steps), outcome: readOutcome(outcome, goals) ?? raise(from) }
  })
  if (!isHalved(scores, rungsOf(to - from, halving))) throw wrong(from)
  return scores
}

function isHalved(scores: readonly Score[], rungs: readonly Rung[]): boolean {
  const known = new Set(rungs.map(({ steps }) => steps))
  const reached = (rung: Rung) => scores.filter(({ steps }) => steps >= rung.steps).length
  return scores.every(({ steps }) => known.has(steps)) && rungs.every((rung) => reached(rung) <= rung.trials)
}

function outcomeText(outcome: Outcome): string {
  return outcome.kind === 'values' ? outcome.values.map(bitsOf).join(' ') : outcome.kind
}

function readOutcome(text: string, goals: number): Outcome | null {
  if (text === 'infinite' || text === 'failed' || text === 'fuel') return { kind: text }
  const values = text.split(' ').map(numberOf)
  return values.length === goals && values.every(Number.isFinite) ? { kind: 'values', values } : null
}

function bitsOf(value: number): string {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  return view.getBigUint64(0).toString(16).padStart(16, '0')
}

function numberOf(bits: string): number {
  const view = new DataView(new ArrayBuffer(8))
  view.setBigUint64(0, BigInt(`0x${bits}`))
  return view.getFloat64(0)
}

function raise(trial: number): never {
  throw wrong(trial)
}

function wrong(trial: number): AdapterError {
  return new AdapterError('adapterFault', `The output of the chunk that begins with trial ${trial} is none of this adapter.`)
}
