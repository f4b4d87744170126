import type { Parameter } from '../space/parseSpace.ts'
import type { Sampler } from '../space/sampleTrial.ts'
import { type Goal, rankScores, type Ranked, type Score } from '../trials/scores.ts'

/** A row of a result: the rank, the trial, its parameters and values, its last steps and its state. */
export type SearchRow = Readonly<Record<string, string | number | boolean | null>>

/**
 * Sorts all trials of a search, the best first. Among trials with values, those with more steps come first, because values after different numbers of steps cannot
 * be compared. Trials without values follow.
 */
export function rankTrials(scores: readonly Score[], goals: readonly Goal[]): readonly Ranked[] {
  const steps = [...new Set(scores.map((score) => score.steps))].toSorted((one, other) => other - one)
  const most = steps[0]
  const groups = steps.flatMap((count) =>
    rankScores(
      scores.filter((score) => score.steps === count),
      goals,
    ),
  )
  const [whole, rest] = [groups.filter(({ outcome }) => outcome.kind === 'values'), groups.filter(({ outcome }) => outcome.kind !== 'values')]
  return [...whole.map((one) => ({ ...one, front: one.front && one.steps === most })), ...rest]
}

/** Returns the result of a search: JSON with a row for each trial, in the order of their ranks. */
export function resultText(
  ranked: readonly Ranked[],
  { space, sample, goals }: { space: readonly Parameter[]; sample: Sampler; goals: readonly Goal[] },
): Uint8Array {
  const names = goals.length === 1 ? ['value'] : goals.map((_, at) => `value_${at + 1}`)
  const rows = ranked.map(({ trial, steps, outcome, front }, at) => {
    const sampled = sample(trial)
    return {
      rank: at + 1,
      trial,
      ...Object.fromEntries(space.map(({ name }, place) => [name, sampled[place]?.shown ?? null])),
      ...Object.fromEntries(names.map((name, place) => [name, outcome.kind === 'values' ? (outcome.values[place] ?? null) : null])),
      steps,
      state: outcome.kind === 'values' ? 'done' : outcome.kind,
      ...(goals.length === 1 ? {} : { front }),
    }
  })
  return new TextEncoder().encode(`${JSON.stringify({ goals, rows }, null, 1)}\n`)
}

/** Returns the rows of a result, the best first. */
export function searchRows(result: Uint8Array): readonly SearchRow[] {
  return (JSON.parse(new TextDecoder().decode(result)) as { readonly rows: readonly SearchRow[] }).rows
}

/** Returns a result as CSV (RFC 4180). The first line has the names of the columns. A trial without values has empty cells. */
export function searchCsv(result: Uint8Array): string {
  const rows = searchRows(result)
  const names = Object.keys(rows[0] ?? {})
  return [names, ...rows.map((row) => names.map((name) => String(row[name] ?? '')))].map((cells) => `${cells.join(',')}\r\n`).join('')
}
