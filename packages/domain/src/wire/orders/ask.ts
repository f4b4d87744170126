import type { z } from 'zod'
import { type Ask, askStruct, structFromWire, structToWire } from '../../index.ts'
import { structWire } from '../structWire.ts'

/** An ask in JSON: a provider's signed order to sell GPU time of one node. */
export const askWire = structWire(askStruct).meta({ id: 'Ask' })
export type AskWire = z.infer<typeof askWire>

/** Converts an ask from its parsed JSON form. The schema has already checked the bounds. */
export function askFromWire(wire: AskWire): Ask {
  return structFromWire(askStruct, wire)
}

/** Converts an ask to its JSON form; the inverse of `askFromWire`. */
export function askToWire(ask: Ask): AskWire {
  return structToWire(askStruct, ask)
}
