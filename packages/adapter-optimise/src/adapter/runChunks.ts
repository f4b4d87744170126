import { chunkText } from '../trials/chunkText.ts'
import { type Halving, promoted, type Rung, rungsOf } from '../trials/rungs.ts'
import { type Goal, rankScores, type Score } from '../trials/scores.ts'
import type { TrialRunner } from './runTrials.ts'

/** One chunk (part of a search): its number, and its trials from `from` up to `to`, which is not included. */
export type TrialChunk = { readonly chunk: number; readonly from: number; readonly to: number }

/**
 * The state of one chunk (some trials of a search) during successive halving: its rungs (rounds), the last score of each trial, and `next`, the trials that
 * continue in the next rung.
 */
type Bracket = { readonly chunk: number; readonly rungs: readonly Rung[]; readonly scores: Map<number, Score>; next: readonly number[] }

/**
 * Runs successive halving for each chunk (some trials of a search) separately and returns the outputs in the order of the chunks. The same rung (round of
 * halving) of all chunks runs at once, which needs fewer processes. The outputs are the same as if each chunk ran separately, because a chunk never compares
 * its trials with those of another chunk.
 */
export async function runChunks({
  chunks,
  halving,
  goals,
  run,
  onChunk,
}: {
  readonly chunks: readonly TrialChunk[]
  readonly halving: Halving
  readonly goals: readonly Goal[]
  readonly run: TrialRunner
  readonly onChunk?: ((chunk: number, output: Uint8Array) => void) | undefined
}): Promise<ReadonlyMap<number, Uint8Array>> {
  const brackets = chunks.map(({ chunk, from, to }): Bracket => {
    const trials = Array.from({ length: to - from }, (_, at) => from + at)
    return { chunk, rungs: rungsOf(trials.length, halving), scores: new Map(), next: trials }
  })
  const outputs = new Map<number, Uint8Array>()
  for (let rung = 0; outputs.size < brackets.length; rung += 1) {
    const open = brackets.filter(({ chunk }) => !outputs.has(chunk))
    const scores = await run(open.flatMap(({ next, rungs }) => next.map((trial) => ({ trial, steps: rungs[rung]?.steps ?? 0 }))))
    const scoreOf = new Map(scores.map((score) => [score.trial, score]))
    for (const bracket of open) {
      if (goOn(bracket, { rung, scoreOf, goals })) continue
      const output = chunkText([...bracket.scores.values()])
      outputs.set(bracket.chunk, output)
      onChunk?.(bracket.chunk, output)
    }
  }
  return new Map(chunks.map(({ chunk }) => [chunk, outputs.get(chunk) ?? new Uint8Array()]))
}

/** Stores the scores of one rung (round of halving) and chooses the trials of the next one. Returns false if there are no more trials to run. */
function goOn(bracket: Bracket, { rung, scoreOf, goals }: { rung: number; scoreOf: ReadonlyMap<number, Score>; goals: readonly Goal[] }): boolean {
  const own = bracket.next.flatMap((trial) => scoreOf.get(trial) ?? [])
  for (const score of own) bracket.scores.set(score.trial, score)
  const after = bracket.rungs[rung + 1]
  bracket.next = after === undefined ? [] : promoted(rankScores(own, goals), after.trials)
  return bracket.next.length > 0
}
