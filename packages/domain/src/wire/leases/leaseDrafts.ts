import { z } from 'zod'
import { horizonSeconds } from '../../calendar/horizon.ts'
import { parseDuration } from '../../format/formatDuration.ts'
import { leaseAccessLimits } from '../../leases/leaseAccess.ts'
import { bidWire } from '../orders/bid.ts'
import { listingWire } from '../listings.ts'
import { address, hex32, intBetween, signature, text, uint40, uint128, uuid } from '../scalars.ts'
import { sshKeyLine, workloadWire } from './workloads.ts'

/** EIP-712 data in the form that the wallet call `eth_signTypedData_v4` takes; numbers above 2^53 are decimal strings. */
const typedDataWire = z
  .strictObject({
    domain: z
      .strictObject({ name: z.string(), version: z.string(), chainId: z.int(), verifyingContract: address })
      .describe('The contract and the chain that the signature is for.'),
    types: z
      .record(z.string(), z.array(z.strictObject({ name: z.string(), type: z.string() })))
      .describe('The fields of each struct, by the name of the struct.'),
    primaryType: z.string().describe('Name of the struct that is signed.'),
    message: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'TypedData' })

const longestHours = horizonSeconds / 3_600

/** The length of a lease in words: whole minutes, up to the longest lease. */
const duration = z.string({ error: 'api.invalid_field' }).refine(
  (value) => {
    const seconds = parseDuration(value) ?? 0
    return seconds > 0 && seconds % 60 === 0 && seconds <= horizonSeconds
  },
  { error: `must be whole minutes, hours or days, at most ${longestHours}h, such as "30m", "2h" or "1d"` },
)

/** Asks `POST /leases` to prepare a lease on the machine with a given id, or on the cheapest machine that fits and is free now. */
const rentWishWire = z
  .strictObject({
    step: z.literal('draft').describe('`draft` returns the message to sign.'),
    node: hex32.optional().describe('Id of the machine to rent; by default the cheapest that fits.'),
    gpu: text(60).optional().describe('Parts of names of GPU classes, such as `h100` or `a100-80gb,h100`.'),
    region: text(60).optional().describe('Parts of names of regions, such as `europe`.'),
    gpus: intBetween(1, 15).optional().describe('Number of GPUs; 1 when left out.'),
    hours: intBetween(1, longestHours).optional().describe('Length of the lease in hours. You can end it earlier. Set either `hours` or `duration`.'),
    duration: duration.optional().describe('Length of the lease with its unit, such as `30m`, `2h` or `1d`, in place of `hours`.'),
    maxPrice: z
      .string({ error: 'api.invalid_field' })
      .regex(/^(0|[1-9][0-9]{0,8})(\.[0-9]{1,18})?$/, { error: 'api.invalid_field' })
      .optional()
      .describe('Highest price in PT per GPU-hour, such as `2.10`.'),
    simulated: z.boolean().optional().describe('True: simulated machines may be chosen too; false by default.'),
    sshKeys: z
      .array(sshKeyLine)
      .max(leaseAccessLimits.sshKeys, { error: 'api.invalid_field' })
      .optional()
      .describe('Public keys that may log in to a plain shell. Without keys and without `workload`, nobody can log in by SSH.'),
    workload: workloadWire.optional().describe('The workload to run, in place of `sshKeys`.'),
    cluster: z
      .boolean()
      .optional()
      .describe('True: the lease is in the private network of your cluster leases with the same workload; false by default.'),
  })
  .refine(({ hours, duration: span }) => (hours === undefined) !== (span === undefined), {
    path: ['hours'],
    error: 'must be a number of hours such as 2, or send "duration" such as "30m" in its place, not both',
  })
  .meta({ id: 'RentWish' })
/** The lease that a renter asks for. The market answers with a draft of the order, which the renter then signs. */
export type RentWishWire = z.infer<typeof rentWishWire>

/** The order of the draft, signed by the renter. */
const signedRentWire = z
  .strictObject({
    step: z.literal('signed').describe('`signed` sends the signed message.'),
    order: bidWire.describe('The `message` of the draft.'),
    signature,
    name: text(60).optional().describe('A name for the lease, for your own lists.'),
  })
  .meta({ id: 'SignedRent' })

/** The body of `POST /leases`. */
export const rentLeaseWire = z.discriminatedUnion('step', [rentWishWire, signedRentWire], { error: 'api.invalid_field' }).meta({ id: 'RentLease' })
export type RentLeaseWire = z.infer<typeof rentLeaseWire>

/** The data to sign for renting, and the costs of the lease. Amounts are PToken base units. */
const rentDraftWire = z
  .strictObject({
    step: z.literal('sign').describe('`sign`: the answer has the message to sign.'),
    typedData: typedDataWire.describe('The data to sign.'),
    machine: z
      .strictObject({ node: hex32, name: z.string(), className: z.string(), regionName: z.string() })
      .describe('The machine that the order rents.'),
    pricePerGpuSecond: listingWire.shape.ask.shape.pricePerGpuSecond,
    quote: listingWire.shape.quote.describe('`total` is the most that the lease can cost, `least` the least once it is ready.'),
    workloadHash: hex32,
    expiresAt: uint40.describe('Unix seconds of the chain; a later order is refused.'),
    warnings: z
      .array(z.strictObject({ code: z.enum(['noSshKey']), text: z.string() }))
      .describe('Consequences of the request to consider before you sign. `noSshKey`: nobody can log in by SSH.'),
  })
  .meta({ id: 'RentDraft' })
/** The order to sign, with the price of the lease. */
export type RentDraftWire = z.infer<typeof rentDraftWire>

/** The answer of `POST /leases`: the draft of an order to sign, or the placed order. */
export const rentAnswerWire = z
  .discriminatedUnion('step', [
    rentDraftWire,
    z.strictObject({
      step: z.literal('placed').describe('`placed`: the market accepted the signed message.'),
      orderHash: hex32.describe('See `GET /orders/{hash}`.'),
    }),
  ])
  .meta({ id: 'RentAnswer' })
export type RentAnswerWire = z.infer<typeof rentAnswerWire>

const endKind = z.enum(['end', 'cancelLease', 'noShow'])

/** The body of `POST /leases/{leaseId}/end`. */
export const endLeaseWire = z
  .discriminatedUnion(
    'step',
    [
      z.strictObject({
        step: z.literal('draft').describe('`draft` returns the message to sign.'),
        accept: z.boolean().optional().describe('False holds back the pay of the last hour, for which validators can refund time; true by default.'),
      }),
      z.strictObject({
        step: z.literal('signed').describe('`signed` sends the signed message.'),
        kind: endKind,
        accept: z.boolean().optional(),
        expiry: uint40,
        signature,
      }),
    ],
    { error: 'api.invalid_field' },
  )
  .meta({ id: 'EndLease' })
export type EndLeaseWire = z.infer<typeof endLeaseWire>

/** The answer of `POST /leases/{leaseId}/end`. */
export const endAnswerWire = z
  .discriminatedUnion('step', [
    z.strictObject({
      step: z.literal('sign').describe('`sign`: the answer has the message to sign.'),
      kind: endKind.describe('`cancelLease` for a lease that is not ready, `noShow` if its machine did not become ready in time, otherwise `end`.'),
      accept: z.boolean(),
      typedData: typedDataWire.describe('The data to sign.'),
      expiry: uint40,
    }),
    z.strictObject({
      step: z.literal('placed').describe('`placed`: the market accepted the signed message.'),
      relayId: uuid.describe('See `GET /relays/{relayId}`.'),
    }),
  ])
  .meta({ id: 'EndAnswer' })
export type EndAnswerWire = z.infer<typeof endAnswerWire>

const longestSeconds = longestHours * 3_600

/** The body of `POST /leases/{leaseId}/extend`. */
export const extendLeaseWire = z
  .discriminatedUnion(
    'step',
    [
      z.strictObject({
        step: z.literal('draft').describe('`draft` returns the message to sign.'),
        hours: intBetween(1, longestHours).optional().describe('Hours to add to the present end. Set one of `hours`, `duration` and `seconds`.'),
        duration: duration.optional().describe('Time to add to the present end, with its unit, such as `30m` or `2h`.'),
        seconds: intBetween(1, longestSeconds).optional().describe('Seconds to add to the present end.'),
      }),
      z.strictObject({
        step: z.literal('signed').describe('`signed` sends the signed message.'),
        end: uint40.describe('The `end` of the draft.'),
        expiry: uint40,
        signature,
      }),
    ],
    { error: 'api.invalid_field' },
  )
  .meta({ id: 'ExtendLease' })
export type ExtendLeaseWire = z.infer<typeof extendLeaseWire>

/** The answer of `POST /leases/{leaseId}/extend`. Amounts are PToken base units. */
export const extendAnswerWire = z
  .discriminatedUnion('step', [
    z.strictObject({
      step: z.literal('sign').describe('`sign`: the answer has the message to sign.'),
      end: uint40.describe('Unix seconds of the later end.'),
      escrowAdded: uint128.describe('The extension locks this amount, with all fees. The unused part is returned.'),
      typedData: typedDataWire.describe('The data to sign.'),
      expiry: uint40,
    }),
    z.strictObject({
      step: z.literal('placed').describe('`placed`: the market accepted the signed message.'),
      relayId: uuid.describe('See `GET /relays/{relayId}`.'),
    }),
  ])
  .meta({ id: 'ExtendAnswer' })
export type ExtendAnswerWire = z.infer<typeof extendAnswerWire>
