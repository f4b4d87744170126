import { z } from 'zod'
import { leaseStates } from '../../leases/leaseProgress.ts'
import { isolationLevels } from '../../nodes/isolation.ts'
import { nodeStates } from '../../nodes/nodeState.ts'
import { leaseEnergyWire } from './energy.ts'
import { leaseAccessWire } from './leaseAccess.ts'
import { leaseEventWire } from './leaseEvents.ts'
import { leaseTermsWire } from './leaseTerms.ts'
import { feeShape, feeSum } from '../feeShape.ts'
import { leaseRelayKind } from '../orders/relays.ts'
import { nextPageCursor, pageTotal } from '../pages.ts'
import { address, errorCode, hex32, intBetween, leaseId, line, simulatedFlag, uint128, uint64, uint96, uuid } from '../scalars.ts'
import { leaseSecretsWire } from './sealedSecrets.ts'
import { workloadWire } from './workloads.ts'

const wanted = z.strictObject({ state: z.literal('wanted') }).describe('The image is requested when the machine is ready.')
const pulling = z.strictObject({ state: z.literal('pulling'), percent: intBetween(0, 100) })
const here = z.strictObject({ state: z.literal('here') }).describe('The image is loaded. Sessions, script and command run in it.')
const refused = z.strictObject({
  state: z.literal('refused'),
  reason: line(400)
    .refine((text) => text.isWellFormed())
    .describe('Reason from the registry or the container engine.'),
  retrying: z.boolean().describe('False: the machine does not try again, and the lease continues without it.'),
})

/** The download progress of a lease's image, as its node's agent reports it. */
export const leaseImageReportWire = z.discriminatedUnion('state', [wanted, pulling, here, refused])
export type LeaseImageReportWire = z.infer<typeof leaseImageReportWire>

/** The download progress of an image for the parties of a lease. `none`: its workload has no image, or the lease has ended. */
export const leaseImageWire = z
  .discriminatedUnion('state', [z.strictObject({ state: z.literal('none') }), wanted, pulling, here, refused.extend({ code: errorCode })])
  .meta({ id: 'LeaseImage' })
export type LeaseImageWire = z.infer<typeof leaseImageWire>

/**
 * The holder's newest auto-extend order, until it is revoked or the lease ends. A step is one extension. `on`: the next step follows in the last ten minutes
 * before the end of the lease. `withdrawing`: the holder has revoked the order; the revocation is not on the chain yet, but the market makes no further step.
 * `done`: no further step fits within the order's limit, or the order expired.
 */
export const leaseAutoExtendWire = z
  .strictObject({
    state: z.enum(['on', 'withdrawing', 'done']),
    nonce: uint64.describe('If the holder cancels this ask nonce on the chain, the order is void for everyone.'),
    stepSeconds: z.int(),
    maxTotalSeconds: z.int().describe('Longest total length, from the start of the lease, in seconds.'),
    expiry: z.int().describe('Unix seconds from which it counts no more.'),
    most: uint128.describe(
      'The most that the lease locks with this order: the escrow of its longest length and the relay fee, in PToken base units.',
    ),
    locked: uint128.describe('The part of it that is locked now, in PToken base units.'),
    nextAt: z.int().nullable().describe('Unix seconds from which the next step is added; null when none is.'),
  })
  .meta({ id: 'LeaseAutoExtend' })
export type LeaseAutoExtendWire = z.infer<typeof leaseAutoExtendWire>

/** The reason why a lease ended: one of a closed list. */
export const endReasonWire = z.enum(['renter_ended', 'time_up', 'budget_reached', 'provider_ended', 'node_lost', 'no_show', 'cancelled'])
export type EndReasonWire = z.infer<typeof endReasonWire>

/** One step in the life of a lease, with its time in Unix seconds and its transaction. `final` is true once the chain can no longer drop the block. */
const step = z.strictObject({ at: z.int(), txHash: hex32, final: z.boolean() })

/** A lease in the form in which its holder, former renter, teammates and provider get it. Money is in PToken base units. */
export const leaseWire = z
  .strictObject({
    leaseId,
    name: z.string().describe('The name that the renter gave it, shown only to this account; otherwise `lease-<id>`.'),
    role: z
      .enum(['renter', 'former_renter', 'user', 'watcher', 'provider'])
      .describe('Role of the caller: `renter` holds the lease, `former_renter` rented and transferred it, `user` and `watcher` are teammates.'),
    terms: leaseTermsWire,
    node: z.strictObject({
      name: z.string(),
      simulated: simulatedFlag,
      runtime: z.string().nullable().describe('How the machine runs leases; null: not known.'),
      isolation: z.enum(isolationLevels).nullable().describe('How far the lease is separated from the machine; null: not known.'),
      className: z.string(),
      regionName: z.string(),
      country: z.string().nullable(),
      city: z.string().nullable(),
      gpus: z.int().describe('GPUs of the whole machine; `terms` has those of the lease.'),
      vramGib: z.int().describe('Memory of each GPU, in GiB.'),
      cpuCores: z.int().describe('Processor cores of the whole machine; other leases may use them too, like RAM and disk.'),
      ramGib: z.int(),
      diskGib: z.int(),
      state: z.enum(nodeStates),
    }),
    state: z.enum(leaseStates),
    askHash: hex32,
    bidHash: hex32,
    settled: step,
    ready: step.nullable(),
    endsAt: z.int().describe('Unix seconds: the paid end, or the end after a notice.'),
    ended: step
      .extend({ accepted: z.boolean(), reason: endReasonWire })
      .nullable()
      .describe('Its transaction; the lease ends at `endsAt`, later after a notice.'),
    closed: step.nullable(),
    endReason: endReasonWire.nullable(),
    lost: z
      .strictObject({ since: z.int(), at: z.int() })
      .nullable()
      .describe('Its node gave no sign of life from `since` on and was given up at `at`: nothing after `since` is billed once the chain knows.'),
    escrow: uint128.describe('Amount that the holder locked, with extensions.'),
    ...feeShape({ payer: 'renter', charge: 'flat' }),
    holder: address.describe('The account with the rights and refunds of the lease: the renter, or the owner of its token.'),
    heldByTransfer: z.boolean().describe('True when another account than the one that booked it holds it.'),
    compensation: uint128.describe("Paid to the holder out of the provider's bond."),
    creditSeconds: z.int().describe('Seconds that validators took off the bill.'),
    now: z
      .strictObject({
        chainNow: z.int(),
        billableSeconds: z.int(),
        pay: uint128,
        ...feeShape({ charge: 'share' }),
        spent: uint128.describe("Pay and the renter's fee."),
        refund: uint128.describe('Refund if the lease ended now without notice; after its end, the actual refund.'),
        claimable: uint128.describe("Vested and not yet paid out, before the provider's fee."),
      })
      .describe("The contract's arithmetic at the block clock; totals once closed."),
    paid: z.strictObject({ paidSeconds: z.int(), pay: uint128, ...feeShape({ charge: 'share' }), refund: uint128 }),
    ssh: z
      .strictObject({
        name: z.string().describe('`lease-` and the number of the first lease of its workload, before moves.'),
        command: z.string(),
        knownHosts: z.array(z.string()),
        gatewayHost: z.string(),
        gatewayPort: z.int(),
        otherGateways: z
          .array(z.strictObject({ host: z.string(), port: z.int() }))
          .describe('Further gateways for the lease, if the first one does not respond.'),
      })
      .nullable()
      .describe('For the holder and teammates with the right `use`, while the lease is live; null for a holder by transfer without an SSH key.'),
    access: leaseAccessWire.nullable().describe('SSH keys and ports now; for the renter and who may use it.'),
    workload: workloadWire.nullable().describe('Only for the holder and teammates with the right `use`; otherwise null.'),
    faults: z.int().nullish().describe('Recorded faults, for `GET /leases/{id}/faults`.'),
    image: leaseImageWire.describe(
      'Progress of its container image. Billing begins when the machine is ready, which can be before the image is loaded.',
    ),
    secrets: leaseSecretsWire.describe('State of its secrets. Its script and command start when the machine has opened them.'),
    autoExtend: leaseAutoExtendWire.nullable().describe('Auto-extend, shown only to the holder; null if it is off.'),
    relays: z.array(
      z.strictObject({
        relayId: uuid,
        kind: leaseRelayKind,
        state: z.enum(['queued', 'sent', 'mined', 'failed']),
        code: errorCode.nullable(),
      }),
    ),
    events: z.array(leaseEventWire),
  })
  .meta({ id: 'Lease' })
export type LeaseWire = z.infer<typeof leaseWire>

/** The answer of `GET /leases`. */
export const leasePageWire = z
  .strictObject({ items: z.array(leaseWire), chainNow: z.int(), total: pageTotal, nextCursor: nextPageCursor })
  .meta({ id: 'LeasePage' })
export type LeasePageWire = z.infer<typeof leasePageWire>

/** `GET /leases/{id}/receipt`: the exact amounts of the contract's event that closed the lease. */
export const leaseReceiptWire = z
  .strictObject({
    leaseId,
    bidHash: hex32,
    renter: address,
    provider: address,
    node: hex32,
    nodeName: z.string(),
    reason: endReasonWire,
    final: z.boolean(),
    gpus: z.int(),
    pricePerGpuSecond: uint96,
    feeBps: z.int(),
    start: z.int(),
    readyAt: z.int().nullable(),
    end: z.int(),
    closedAt: z.int(),
    billedSeconds: z.int().describe('Seconds paid for, per GPU.'),
    escrow: uint128,
    pay: uint128.describe('pricePerGpuSecond × gpus × billedSeconds.'),
    ...feeShape({}),
    providerGets: uint128,
    refund: uint128.describe(`escrow − ${feeSum({ payer: 'renter', charge: 'share' }).replaceAll('+', '−')}.`),
    spent: uint128.describe(`${feeSum({ payer: 'renter' })}.`),
    extensions: z.array(
      z
        .strictObject({ at: z.int(), txHash: hex32, end: z.int(), escrowAdded: uint128, ...feeShape({ payer: 'renter', charge: 'flat' }) })
        .describe('Escrow is in `escrow` too.'),
    ),
    creditSeconds: z.int(),
    compensation: uint128.describe("Paid to the holder out of the provider's bond, on top of the refund."),
    transactions: z.array(
      z.strictObject({ what: z.enum(['settled', 'ready', 'ended', 'closed']), txHash: hex32, blockNumber: z.int().nullable(), at: z.int() }),
    ),
    energy: leaseEnergyWire.nullable().describe("Measured by the provider's agent: not the contract's, and no part of the bill."),
  })
  .meta({ id: 'LeaseReceipt' })
export type LeaseReceiptWire = z.infer<typeof leaseReceiptWire>

/**
 * `POST /leases/{id}/terminal-token`: a token for one use within one minute. The client sends it as the first message of the WebSocket, never in
 * the URL.
 */
export const terminalTokenRequestWire = z.strictObject({ kind: z.enum(['terminal', 'logs', 'files']) }).meta({ id: 'TerminalTokenRequest' })
export type TerminalTokenRequestWire = z.infer<typeof terminalTokenRequestWire>
/** A terminal token, and the URL of the WebSocket to open with it. */
export const terminalTokenWire = z.strictObject({ token: z.string(), url: z.string(), expiresAt: z.int() }).meta({ id: 'TerminalToken' })
export type TerminalTokenWire = z.infer<typeof terminalTokenWire>
