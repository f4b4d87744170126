import { type Struct, type StructValue, structToChain } from '@infinitio/domain'
import { encodePacked, type Hex } from 'viem'

/**
 * The fields of an order one after the other, each in as many bytes as its type has: how `Market.settle` takes orders. Throws when a value does not
 * fit its type.
 */
export function packOrder<S extends Struct>(struct: S, order: StructValue<S>): Hex {
  const tuple: Readonly<Record<string, unknown>> = structToChain(struct, order)
  return encodePacked(
    struct.fields.map(({ type }) => type as string),
    struct.fields.map(({ name }) => tuple[name]),
  )
}
