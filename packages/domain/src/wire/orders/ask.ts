import type { z } from 'zod'
import { askStruct, structFromWire, structToWire, type Ask } from '../../index.ts'
import { structWire } from '../structWire.ts'

/** An ask as it travels: a provider's signed order to sell GPU time of one node. */
export const askWire = structWire(askStruct).meta({ id: 'Ask' })
export type AskWire = z.infer<typeof askWire>

/** The ask that a wire shape spells. The wire shape was parsed, so every value is within its bounds. */
export function askFromWire(wire: AskWire): Ask {
  return structFromWire(askStruct, wire)
}

/** The wire shape; the inverse of `askFromWire`. */
export function askToWire(ask: Ask): AskWire {
  return structToWire(askStruct, ask)
}
