import {
  type Ask,
  askStruct,
  type Bid,
  bidStruct,
  type Mandate,
  mandateStruct,
  type PTokenUnits,
  type Struct,
  structToChain,
  type StructValue,
  type UnixSeconds,
} from '@infinitio/domain'
import { concat, encodePacked, type Hex, size } from 'viem'

/**
 * One pair of ask and bid to settle. If the node key signed the ask, `mandate` is the provider's signing permission for that key, with its signature; if the
 * wallet signed the ask, it is null. A `start` of 0 means a spot lease, which starts in the block that settles it. `relayFee` is in base units, within the
 * bid's maximum.
 */
export type SettleItem = {
  readonly ask: Ask
  readonly askSignature: `0x${string}`
  readonly bid: Bid
  readonly bidSignature: `0x${string}`
  readonly mandate: { readonly mandate: Mandate; readonly signature: `0x${string}` } | null
  readonly gpus: number
  readonly start: UnixSeconds
  readonly relayFee: PTokenUnits
}

/**
 * Encodes a pair for `Market.settle`, as SettleItemLib of the contracts reads it. The sequence: `gpus`, `start`, `relayFee`, the sizes of both signatures, the
 * ask, the bid, both signatures, and then the mandate with its signature, if any. Throws when a value does not fit its type.
 */
export function settleItemToChain({ ask, askSignature, bid, bidSignature, mandate, gpus, start, relayFee }: SettleItem): Hex {
  const head = encodePacked(
    ['uint8', 'uint40', 'uint96', 'uint16', 'uint16'],
    [gpus, Number(start), relayFee, size(askSignature), size(bidSignature)],
  )
  const mandated = mandate === null ? [] : [packOrder(mandateStruct, mandate.mandate), mandate.signature]
  return concat([head, packOrder(askStruct, ask), packOrder(bidStruct, bid), askSignature, bidSignature, ...mandated])
}

/** Encodes an order for `Market.settle`: its fields in sequence, each with as many bytes as its type. Throws when a value does not fit its type. */
function packOrder<S extends Struct>(struct: S, order: StructValue<S>): Hex {
  const tuple: Readonly<Record<string, unknown>> = structToChain(struct, order)
  return encodePacked(
    struct.fields.map(({ type }) => type as string),
    struct.fields.map(({ name }) => tuple[name]),
  )
}
