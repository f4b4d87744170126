import { z } from 'zod'
import { type Ask, askStruct, structFromWire, structToWire } from '../../index.ts'
import { structWire } from '../structWire.ts'
import { asOfWire } from '../marketData.ts'
import { hex32, queryInt, uint128, uint8, uint96 } from '../scalars.ts'

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

/** Why a bid that wanted the class did not come to an ask, in the order in which it is looked at; what comes last met everything before. */
const askExclusions = [
  'not_funded',
  'vram',
  'tier',
  'reliability',
  'other_node',
  'region',
  'refused',
  'too_short',
  'too_long',
  'own_bid',
  'private',
  'mandate',
  'fee',
  'given_up',
  'gpus',
  'availability',
  'calendar',
  'price',
] as const

/** A price that was tried in the replay, and what the ask would have been hired for besides what it was. */
const askPriceStepWire = z
  .strictObject({
    pricePerGpuSecond: uint96,
    leases: z.int(),
    gpuSeconds: uint128.describe('As booked; a lease may end early.'),
    pay: uint128.describe('GPU-seconds × price, before the fee, in PToken base units.'),
  })
  .meta({ id: 'AskPriceStep' })

/**
 * `GET /provider/nodes/{node}/demand`: what the open ask of a node met, by a replay of past bids against it with the matcher's own rules. Every bid is one of `hired`,
 * `elsewhere` (it fitted, and got what it got of others), `unfilled` (it fitted and got nothing) or `excluded`. A replay and not a promise.
 */
const askDemandWire = z
  .strictObject({
    asOf: asOfWire,
    node: hex32,
    classId: uint8,
    askHash: hex32,
    pricePerGpuSecond: uint96,
    from: z.int().describe('Unix seconds: bids that came from here on are counted.'),
    isCut: z.boolean().describe('True when older bids of the days asked for are not remembered: `from` is the first that is.'),
    bids: z.int().describe('Bids that wanted the class of the node.'),
    hired: z.int(),
    elsewhere: z.int(),
    unfilled: z.int(),
    excluded: z.array(z.strictObject({ reason: z.enum(askExclusions), bids: z.int() })).describe('Most first.'),
    paidElsewhere: z
      .strictObject({ bids: z.int(), lowest: uint96, median: uint96, highest: uint96 })
      .nullable()
      .describe('What bids of the class paid to others, the dearest of each; null when none did.'),
    steps: z.array(askPriceStepWire).describe("At the ask's own price first, then lower."),
  })
  .meta({ id: 'AskDemand' })

/** The demand for an ask's class, as it travels. */
export type AskDemandWire = z.infer<typeof askDemandWire>

/** Null while a node has no open ask: it may be paused between two questions of a page, which is no mistake of who asks. */
export const askDemandAnswerWire = z.strictObject({ demand: askDemandWire.nullable() }).meta({ id: 'AskDemandAnswer' })
export type AskDemandAnswerWire = z.infer<typeof askDemandAnswerWire>
export type AskExclusion = (typeof askExclusions)[number]

/** How many days are looked back on. */
export const askDemandQueryWire = z.strictObject({ days: queryInt(1, 7).optional() })
