import { type AttackOutcome, readChanges, type SimulatedYear, simulate, tryAttacks } from '@infinitio/economy'

/** What a page asks its worker: changes as `name=value`, as the command takes them. */
export type SimulationQuestion = {
  readonly providers: number
  readonly years: number
  readonly seed: number
  readonly changes: readonly string[]
}

/** What the worker says: each year when it is over, that attacks are tried, and what they came to; or what is wrong with a change. */
export type SimulationMessage =
  | { readonly kind: 'year'; readonly year: SimulatedYear }
  | { readonly kind: 'attacks' }
  | { readonly kind: 'done'; readonly attacks: readonly AttackOutcome[] }
  | { readonly kind: 'wrong'; readonly problem: string }

/** Three tenths of what comes into the surplus, as the published table has it: basis points of what renters pay. */
const programmeBps = 62n

const tell = (news: SimulationMessage) => self.postMessage(news)

self.addEventListener('message', ({ data: { providers, years, seed, changes } }: MessageEvent<SimulationQuestion>) => {
  const read = readChanges(changes)
  if ('problem' in read) return tell({ kind: 'wrong', problem: read.problem })
  simulate({ providers, years, seed, ...read, onYear: (year) => tell({ kind: 'year', year }) })
  tell({ kind: 'attacks' })
  tell({ kind: 'done', attacks: tryAttacks({ parameters: read.parameters, programmeBps }) })
})
