import { type AttackOutcome, readChanges, type SimulatedYear, simulate, tryAttacks } from '@infinitio/economy'

/** The page's request to the web worker that simulates the economy. `changes` are changed parameters in the form `name=value`, as on the command line. */
export type SimulationQuestion = {
  readonly providers: number
  readonly years: number
  readonly seed: number
  readonly changes: readonly string[]
}

/**
 * A message from the web worker that simulates the economy. It sends `year` after each simulated year, `attacks` before it tries the attacks, and `done` with
 * their results. If a changed parameter is not valid, it sends only `wrong`.
 */
export type SimulationMessage =
  | { readonly kind: 'year'; readonly year: SimulatedYear }
  | { readonly kind: 'attacks' }
  | { readonly kind: 'done'; readonly attacks: readonly AttackOutcome[] }
  | { readonly kind: 'wrong'; readonly problem: string }

/** How much the incentive programmes get, in basis points of renters' payments. */
const programmeBps = 62n

const tell = (message: SimulationMessage) => self.postMessage(message)

self.addEventListener('message', ({ data: { providers, years, seed, changes } }: MessageEvent<SimulationQuestion>) => {
  const read = readChanges(changes)
  if ('problem' in read) return tell({ kind: 'wrong', problem: read.problem })
  simulate({ providers, years, seed, ...read, onYear: (year) => tell({ kind: 'year', year }) })
  tell({ kind: 'attacks' })
  tell({ kind: 'done', attacks: tryAttacks({ parameters: read.parameters, programmeBps }) })
})
