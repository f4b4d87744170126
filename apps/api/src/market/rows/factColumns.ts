import type { MarketNode } from '../machines/marketNode.ts'

/** Facts of a machine that searches compare with a least value, each a column of whole numbers below 2^32. A new one is one line here. */
export const facts = {
  ramGib: ({ ramGib }: MarketNode) => ramGib,
  diskGib: ({ diskGib }: MarketNode) => diskGib,
  networkMbps: ({ networkMbps }: MarketNode) => networkMbps,
}

/** The name of a fact that has a column. */
export type FactName = keyof typeof facts
/** One column for each fact. */
export type FactColumns = { readonly [Name in FactName]: Uint32Array }

const names = Object.keys(facts) as FactName[]

/** Makes a column of each fact for so many machines. */
export function createFactColumns(capacity: number): FactColumns {
  return Object.fromEntries(names.map((name) => [name, new Uint32Array(capacity)])) as FactColumns
}

/** Writes the facts of a machine into its slot. A number that a column cannot hold becomes the largest or the smallest that it can. */
export function writeFacts(columns: FactColumns, slot: number, node: MarketNode): void {
  for (const name of names) columns[name][slot] = Math.min(Math.max(facts[name](node), 0), 4_294_967_295)
}
