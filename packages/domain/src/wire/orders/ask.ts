import type { z } from 'zod'
import { type Ask, askStruct, structFromWire, structToWire } from '../../index.ts'
import { structWire } from '../structWire.ts'

/** An ask in JSON: a provider's signed order to sell GPU time of one node. */
export const askWire = structWire(askStruct).meta({ id: 'Ask' })
export type AskWire = z.infer<typeof askWire>

/** Returns the ask of a parsed wire shape, whose values are within their bounds. */
export function askFromWire(wire: AskWire): Ask {
  return structFromWire(askStruct, wire)
}

/** Returns the wire shape of an ask; the inverse of `askFromWire`. */
export function askToWire(ask: Ask): AskWire {
  return structToWire(askStruct, ask)
}
