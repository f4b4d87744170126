import { z } from 'zod'
import { asOfWire } from '../marketData.ts'
import { hex32, queryInt, uint128, uint8, uint96 } from '../scalars.ts'

/**
 * The reasons why an ask did not get a bid for its class, in the sequence in which they are checked. If a bid has one of these reasons, none of the reasons
 * before it applies.
 */
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

/** The result of a replay of past bids at one price: the leases that the ask would have got at that price, in addition to its real ones. */
const askPriceStepWire = z
  .strictObject({
    pricePerGpuSecond: uint96,
    leases: z.int(),
    gpuSeconds: uint128.describe('GPU-seconds as rented; a lease may end early.'),
    pay: uint128.describe('GPU-seconds × price, before the fee, in PToken base units.'),
  })
  .meta({ id: 'AskPriceStep' })

/**
 * `GET /provider/nodes/{node}/demand`: the demand for a node's open ask, from a replay of past bids with the matcher's rules. It is not a promise for the
 * future. Each bid has a result: `hired` (this ask would have got it), `elsewhere` (it fitted, but other asks filled it), `unfilled` (it fitted, but was not
 * filled) or `excluded`.
 */
const askDemandWire = z
  .strictObject({
    asOf: asOfWire,
    node: hex32,
    classId: uint8,
    askHash: hex32,
    pricePerGpuSecond: uint96,
    from: z.int().describe('Unix seconds from which bids are counted.'),
    isCut: z.boolean().describe('True if the market no longer remembers the older bids of the requested days; it counts from `from` on.'),
    bids: z.int().describe('Bids that wanted the class of the node.'),
    hired: z.int(),
    elsewhere: z.int(),
    unfilled: z.int(),
    excluded: z.array(z.strictObject({ reason: z.enum(askExclusions), bids: z.int() })).describe('Most first.'),
    paidElsewhere: z
      .strictObject({ bids: z.int(), lowest: uint96, median: uint96, highest: uint96 })
      .nullable()
      .describe('Prices that bids of the class paid to other asks, the highest of each bid; null if none did.'),
    steps: z.array(askPriceStepWire).describe('At the price of the ask first, then at lower prices.'),
    curve: z
      .array(askPriceStepWire)
      .describe("All leases of these days at up to 24 prices, the ask's own among them, lowest first. Renters could also have rented elsewhere."),
  })
  .meta({ id: 'AskDemand' })

/** The demand for a node's ask, as JSON. */
export type AskDemandWire = z.infer<typeof askDemandWire>

/**
 * The demand, or null when the node has no open ask. A missing ask is not an error, because the ask may be paused between two requests
 * of a page.
 */
export const askDemandAnswerWire = z.strictObject({ demand: askDemandWire.nullable() }).meta({ id: 'AskDemandAnswer' })
export type AskDemandAnswerWire = z.infer<typeof askDemandAnswerWire>
export type AskExclusion = (typeof askExclusions)[number]

/** The query of the demand: the number of past days to replay. */
export const askDemandQueryWire = z.strictObject({ days: queryInt(1, 7).optional() })

/** The query of `GET /market/{class}/demand`: a machine that is not on the market yet. */
export const classDemandQueryWire = z.strictObject({
  region: queryInt(0, 255).describe('Region of the machine.'),
  gpus: queryInt(1, 15).describe('Number of its GPUs.'),
})
export type ClassDemandQueryWire = z.input<typeof classDemandQueryWire>
/** The query of `GET /market/{class}/demand` after parsing, as the server uses it. */
export type ClassDemandQuery = z.output<typeof classDemandQueryWire>

/**
 * `GET /market/{class}/demand`: the demand of the last 7 days for a machine that is not on the market, from a replay of past bids with the matcher's rules. It
 * is not a promise for the future. Each bid has a result: `elsewhere` (it fitted, but other asks filled it), `unfilled` (it fitted, but was not filled) or
 * `excluded`.
 */
export const classDemandWire = askDemandWire
  .omit({ node: true, askHash: true, pricePerGpuSecond: true, hired: true, steps: true })
  .extend({
    regionId: uint8,
    gpus: z.int().describe('GPUs of the machine.'),
    bids: z.int().describe('Bids that wanted the class.'),
    curve: z
      .array(askPriceStepWire)
      .describe('Leases that the machine would have had at up to 23 prices, lowest first; empty if it would have had none.'),
  })
  .meta({ id: 'ClassDemand' })
export type ClassDemandWire = z.infer<typeof classDemandWire>
