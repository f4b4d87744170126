import { type AbiParameter, encodePacked, type Hex } from 'viem'
import { marketAbi } from '../generated/marketAbi.ts'

/** The orders that a settle carries, each with the contract's function that hashes it and so has its fields. */
const hashedBy = { ask: 'hashAsk', bid: 'hashBid', mandate: 'hashMandate' } as const

type OrderKind = keyof typeof hashedBy

const fields: Readonly<Record<OrderKind, readonly AbiParameter[]>> = {
  ask: fieldsOf('ask'),
  bid: fieldsOf('bid'),
  mandate: fieldsOf('mandate'),
}

/**
 * The fields of an order one after the other, each in as many bytes as its type has: how `Market.settle` takes orders. Throws when a value does not
 * fit its type.
 */
export function packOrder(kind: OrderKind, order: object): Hex {
  const values = order as Readonly<Record<string, unknown>>
  const types = fields[kind].map(({ type }) => type)
  return encodePacked(
    types,
    fields[kind].map(({ name }) => values[name ?? '']),
  )
}

function fieldsOf(kind: OrderKind): readonly AbiParameter[] {
  const hash = marketAbi.find((item) => item.type === 'function' && item.name === hashedBy[kind])
  const [order] = hash !== undefined && 'inputs' in hash ? hash.inputs : []
  if (order === undefined || !('components' in order)) throw new Error(`the Market's ABI has no ${hashedBy[kind]}`)
  return order.components
}
