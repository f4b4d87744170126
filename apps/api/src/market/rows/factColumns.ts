import type { MarketNode } from '../machines/marketNode.ts'

/**
 * The properties of a machine for which a search can require a minimum. Each property is stored as a column of whole numbers below 2^32. To add a property, add
 * one line.
 */
export const facts = {
  ramGib: ({ ramGib }: MarketNode) => ramGib,
  diskGib: ({ diskGib }: MarketNode) => diskGib,
  networkMbps: ({ networkMbps }: MarketNode) => networkMbps,
  reliabilityBps: ({ reliabilityBps }: MarketNode) => reliabilityBps ?? 0,
  tier: ({ tier }: MarketNode) => tier,
}

/** The name of a property that has a column. */
export type FactName = keyof typeof facts
/** One column for each property. */
export type FactColumns = { readonly [Name in FactName]: Uint32Array }

const names = Object.keys(facts) as FactName[]

/** Creates one column for each property. Each column has room for `capacity` machines. */
export function createFactColumns(capacity: number): FactColumns {
  return Object.fromEntries(names.map((name) => [name, new Uint32Array(capacity)])) as FactColumns
}

/** Writes the properties of a machine into its slot. A number outside the range of a column becomes the largest or smallest number of that range. */
export function writeFacts(columns: FactColumns, slot: number, node: MarketNode): void {
  for (const name of names) columns[name][slot] = Math.min(Math.max(facts[name](node), 0), 4_294_967_295)
}
