import { z } from 'zod'
import { keyCurves, ledgerAssets } from '../../services/serviceIds.ts'
import { nextPageCursor, pageCursor, pageLimit } from '../pages.ts'
import { address, hex32, uint128, uint96 } from '../scalars.ts'
import { checkQualityWire } from './checkQuality.ts'
import { checkStandingWire } from './checkStanding.ts'

const limit = pageLimit({ most: 100 })
const at = (when: string) => z.int().describe(`${when} Unix seconds.`)
const asset = z.enum(ledgerAssets).describe('The asset that pays.')
const amount = (what: string) => uint96.describe(`${what} In base units of the asset (1e-18).`)
const price = (what: string) => uint96.describe(`${what} In PToken base units for a million tokens.`)

/** The id of a service: 20 bytes of lower-case hex. */
export const serviceIdText = z
  .string()
  .regex(/^0x[0-9a-f]{40}$/, { error: 'service.unknown' })
  .describe('The ID of a service.')
const channelIdText = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/)
  .describe('The ID of a channel.')

/** The offer of an AI service: the facts of its published terms. */
export const serviceOfferWire = z
  .strictObject({
    model: z.string().describe('The name of its model.'),
    url: z.string().describe('URL of the service.'),
    contact: z.string().describe('Where to report abuse.'),
    inputPrice: price('The price of input.'),
    cachedPrice: price('The price of cached input.'),
    outputPrice: price('The price of output.'),
    step: amount('The most that one request may be ahead of its answer.'),
    leastDeposit: amount('The smallest channel that it accepts.'),
    startPrice: amount('Extra price of a request for which the service must rent a machine.'),
    responseKey: address.describe('The key that signs its receipts.'),
    boxKey: hex32
      .nullable()
      .describe(
        'The X25519 key to which clients encrypt prompts; null if it reads only unencrypted ones. Before you encrypt, read it from the chain.',
      ),
    contextTokens: z.int().nullable().describe('The most tokens of a prompt and its answer together, as the seller states; null if it does not.'),
    quantization: z.string().nullable().describe('The quantisation of the weights, as the seller states, such as `fp8`; null if it does not.'),
    region: z.string().nullable().describe('The region of its machines, as the seller states; null if it does not.'),
    acceptsG: z.boolean().describe('True if clients may also pay in G tokens, at the rate of the chain. Prices stay in PT.'),
    settlesProven: z.boolean().describe('True if it also settles vouchers of keys on BabyJubJub, many of them by one proof.'),
    cachedPrefix: z
      .strictObject({
        leastTokens: z.int().describe('The least tokens of such a beginning, by the receipt of the earlier request.'),
        withinSeconds: z.int().describe('The most seconds since the channel paid the earlier request.'),
      })
      .nullable()
      .describe(
        'Its rule for cached input: the beginning of a prompt counts as cached if it was the whole prompt of a request that the same channel paid lately. Null if it has no rule. Then, and in addition to the rule, the service decides which tokens count as cached.',
      ),
  })
  .meta({ id: 'ServiceOffer' })
export type ServiceOfferWire = z.infer<typeof serviceOfferWire>

/** The terms of a service that sells bytes: a cache of files, or a service that loads pages. */
const serviceFilesWire = z
  .strictObject({
    kind: z.enum(['cache', 'fetch']).describe('`cache` sells files by their SHA-256, `fetch` loads public pages of hosts that its operator allows.'),
    url: z.string().describe('URL of the service.'),
    contact: z.string().describe('Where to report abuse.'),
    requestPrice: uint96.describe('The price of a million requests, in PToken base units. One request gets up to 4 MiB.'),
    bytePrice: uint96.describe('The price of a million bytes, in PToken base units.'),
    step: amount('The most that 64 MiB cost.'),
    leastDeposit: amount('The smallest channel that it accepts.'),
    responseKey: address.describe('The key that signs its receipts.'),
  })
  .meta({ id: 'ServiceFiles' })
/** The terms of a service that sells bytes, as the API returns them. */
export type ServiceFilesWire = z.infer<typeof serviceFilesWire>

/** A registered AI service, with the facts that the chain stores. */
export const serviceWire = z
  .strictObject({
    service: serviceIdText,
    payee: address.describe('The wallet that is paid.'),
    operator: address.nullable().describe('The key that also signs settlements and terms.'),
    royaltyTo: address.nullable().describe('The owner of the model, if it takes a royalty.'),
    royaltyBps: z.int().describe('The royalty, in hundredths of a per cent of a claim without its fee.'),
    lockSeconds: z.int().describe('Seconds from an exit until a channel can be finished.'),
    model: hex32
      .nullable()
      .describe('The number of the model in its grant. Anyone can grant any number: compare `royaltyTo` with the owner of the model.'),
    bond: amount('The bond, in PToken.'),
    bondOutAt: at('When a leaving bond can be collected; null while it stays.').nullable(),
    terms: z
      .string()
      .regex(/^0x([0-9a-f]{2})*$/)
      .describe('The whole terms in hex.'),
    termsHash: hex32.describe('The Keccak-256 hash of the terms.'),
    termsAt: at('When these terms were published.'),
    offer: serviceOfferWire.nullable().describe('The terms, read; null for a service that sells bytes, and if this release cannot read them.'),
    files: serviceFilesWire.nullable().describe('The terms of a service that sells bytes, read; null for another service.'),
    channels: z.int().describe('Open channels.'),
    inChannels: amount('PToken in its open channels that it has not settled: the most that it can still settle from them.'),
    settled: amount('PToken that it settled from channels, with fees.'),
    royalty: amount('The part of it that the owner of the model got, in PToken.'),
    registeredAt: at('When it was registered.'),
    checks: checkStandingWire.nullable().describe('Its standing by the checks of validators; null while the chain does not answer.'),
    quality: checkQualityWire
      .nullable()
      .describe('Its speed and its share of answered questions, as validators measured them; null while the chain does not answer.'),
    hidden: z
      .strictObject({ reason: z.string().describe('The public reason.'), at: at('When it was hidden.') })
      .nullable()
      .describe('Why the operator of this market hides the service from its pages; null if it is shown. It stays registered on the chain.'),
  })
  .meta({ id: 'Service' })
export type ServiceWire = z.infer<typeof serviceWire>

/** The query of `GET /services`. */
export const servicesQueryWire = z.strictObject({
  payee: address.optional().describe('Only services of this payee.'),
  royaltyTo: address.optional().describe('Only services that pay a royalty to this account.'),
  cursor: pageCursor,
  limit,
})
/** The query of `GET /services` as a client writes it in the URL. */
export type ServicesQueryWire = { payee?: string; royaltyTo?: string; cursor?: string; limit?: number }

/** The answer of `GET /services`. */
export const servicesWire = z.strictObject({ items: z.array(serviceWire), nextCursor: nextPageCursor }).meta({ id: 'ServicesPage' })
export type ServicesWire = z.infer<typeof servicesWire>

/** A channel: a payer's deposit for one AI service. `serial` counts how often it was closed. Amounts are totals over all times that it was open. */
export const channelWire = z
  .strictObject({
    channel: channelIdText,
    payer: address,
    key: address.describe('The key that signs its vouchers.'),
    curve: z.enum(keyCurves).describe('The curve of its key.'),
    service: serviceIdText,
    asset,
    deposited: amount('Sum of all deposits.'),
    settled: amount('Sum that the service settled.'),
    seq: z.int().describe('The number of the newest settled voucher.'),
    serial: z.int().describe('How often it was closed.'),
    exitAt: at('When it can be finished; null if no exit was started.').nullable(),
    lockSeconds: z.int().describe('Seconds from an exit until it can be finished.'),
    offeredModel: z
      .string()
      .nullable()
      .describe('The name of the model in the terms of its service, or the router and its host. For a service that sells bytes, `cache` or `fetch`.'),
    royaltyTo: address.nullable().describe('The owner of the model, if the service pays a royalty.'),
    royalty: amount('The part of `settled` that the owner of the model got.'),
    openedAt: at('When it was first filled.'),
  })
  .meta({ id: 'Channel' })
export type ChannelWire = z.infer<typeof channelWire>

const allowance = z.strictObject({
  key: address,
  asset,
  left: uint128.describe('Amount that the key may still move into channels. In 1e-6 of the asset, like all amounts here.'),
  dayCap: uint128.describe('The most that it may move per day.'),
  spentToday: uint128.describe('Amount that it moved today.'),
  unsettled: uint128.describe('The most that one channel may hold.'),
  until: at('End of its right.'),
})

/** The query of `GET /services/payers/{account}`. */
export const payerQueryWire = z.strictObject({ cursor: pageCursor, limit })
/** The query of `GET /services/payers/{account}` as a client writes it in the URL. */
export type PayerQueryWire = { cursor?: string; limit?: number }

/** The answer of `GET /services/payers/{account}`. */
export const payerWire = z
  .strictObject({
    now: at('Time of the newest block.'),
    pots: z
      .array(
        z.strictObject({ asset, free: amount('Amount that can be withdrawn or moved into channels.'), fees: amount('Fees that wait to be swept.') }),
      )
      .describe('The pots of the account that were ever used.'),
    allowances: z.array(allowance).describe('Amounts that keys may move out of its pots.'),
    channels: z.array(channelWire).describe('Its channels, newest first.'),
    nextCursor: nextPageCursor,
    days: z
      .array(
        z.strictObject({
          day: z.int().describe('Days since 1970-01-01, in UTC.'),
          channel: channelIdText,
          service: serviceIdText,
          key: address,
          asset,
          settled: amount('Amount that was settled on this day.'),
        }),
      )
      .describe('Amounts that its channels settled on each of the last 30 days, newest first. At most 500 rows.'),
  })
  .meta({ id: 'Payer' })
export type PayerWire = z.infer<typeof payerWire>

/** The answer of `GET /services/models/demand`: the demand for models by the use that services settled. */
export const modelDemandWire = z
  .strictObject({
    now: at('Time of the newest block.'),
    from: at('The use since then counts: the beginning of yesterday, in UTC.'),
    items: z
      .array(
        z.strictObject({
          model: z.string().describe('The name of the model in the terms of its services.'),
          demand: uint128.describe('M, its share of all demand: half by visits, half by PToken. In 1e-18.'),
          settled: uint128.describe('PToken that its services settled, in base units (1e-18).'),
          visits: z.int().describe('Requests that count: at most one for each 0.00001 PToken of a channel.'),
        }),
      )
      .describe('The highest demand first, at most 100 models.'),
  })
  .meta({ id: 'ModelDemand' })
export type ModelDemandWire = z.infer<typeof modelDemandWire>
