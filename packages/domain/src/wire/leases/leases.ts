import { z } from 'zod'
import { isolationLevels } from '../../nodes/isolation.ts'
import { nodeStates } from '../../nodes/nodeState.ts'
import { leaseEnergyWire } from './energy.ts'
import { leaseAccessWire } from './leaseAccess.ts'
import { leaseEventWire } from './leaseEvents.ts'
import { leaseTermsWire } from './leaseTerms.ts'
import { feeShape, feeSum } from '../feeShape.ts'
import { leaseRelayKind } from '../orders/relays.ts'
import { address, errorCode, hex32, intBetween, leaseId, line, simulatedFlag, uint128, uint64, uint96, uuid } from '../scalars.ts'
import { leaseSecretsWire } from './sealedSecrets.ts'
import { workloadWire } from './workloads.ts'

const wanted = z.strictObject({ state: z.literal('wanted') }).describe('It is asked for once the machine is ready.')
const pulling = z.strictObject({ state: z.literal('pulling'), percent: intBetween(0, 100) })
const here = z.strictObject({ state: z.literal('here') }).describe('Sessions, script and command run in it.')
const refused = z.strictObject({
  state: z.literal('refused'),
  reason: line(400)
    .refine((text) => text.isWellFormed())
    .describe('In the words of the registry or the engine.'),
  retrying: z.boolean().describe('False: it is not asked for again, and the lease goes on without it.'),
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
 * before the end of the lease. `withdrawing`: the revocation is not on the chain yet, but no further step is made. `done`: no further step fits within the
 * order's limit, or the order expired.
 */
export const leaseAutoExtendWire = z
  .strictObject({
    state: z.enum(['on', 'withdrawing', 'done']),
    nonce: uint64.describe('Cancelling this ask nonce of the holder takes it back for everyone.'),
    stepSeconds: z.int(),
    maxTotalSeconds: z.int().describe('From the start of the lease.'),
    expiry: z.int().describe('Unix seconds from which it counts no more.'),
    most: uint128.describe('What the lease locks at most by it: the escrow of its longest form and the relay fee, in PToken base units.'),
    locked: uint128.describe('Of that, what is locked up to its end as it is.'),
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
    name: z.string().describe('What who booked it called it, for that account alone; else `lease-<id>`.'),
    role: z
      .enum(['renter', 'former_renter', 'user', 'watcher', 'provider'])
      .describe('Of who asks: `renter` holds the lease, `former_renter` booked it and gave it away, it is shared with `user` and `watcher`.'),
    terms: leaseTermsWire,
    node: z.strictObject({
      name: z.string(),
      simulated: simulatedFlag,
      isolation: z.enum(isolationLevels).nullable().describe('How far the lease is separated from the machine; null: not known.'),
      className: z.string(),
      regionName: z.string(),
      country: z.string().nullable(),
      city: z.string().nullable(),
      gpus: z.int().describe('Of the whole machine; those of the lease are in `terms`.'),
      vramGib: z.int().describe('Per GPU.'),
      cpuCores: z.int().describe('Of the whole machine, as RAM and disk: other leases may use them too.'),
      ramGib: z.int(),
      diskGib: z.int(),
      state: z.enum(nodeStates),
    }),
    state: z.enum(['booked', 'active', 'ended', 'closed']),
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
    escrow: uint128.describe('What the holder locked, extensions included.'),
    ...feeShape({ payer: 'renter', charge: 'flat' }),
    holder: address.describe('Whose rights and refunds the lease carries: the renter, or the owner of its token.'),
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
        refund: uint128.describe('What comes back if it ended now with no notice; what came back once it was ended.'),
        claimable: uint128.describe("Vested and not yet paid out, before the provider's fee."),
      })
      .describe("The contract's arithmetic at the block clock; totals once closed."),
    paid: z.strictObject({ paidSeconds: z.int(), pay: uint128, ...feeShape({ charge: 'share' }), refund: uint128 }),
    ssh: z
      .strictObject({
        name: z.string().describe('`lease-` and the number of the lease that its workload came from first.'),
        command: z.string(),
        knownHosts: z.array(z.string()),
        gatewayHost: z.string(),
        gatewayPort: z.int(),
        otherGateways: z
          .array(z.strictObject({ host: z.string(), port: z.int() }))
          .describe('Where the lease is reached as well, when that gateway is away.'),
      })
      .nullable()
      .describe('For the renter and who may use it, while the lease lives; null for a holder by transfer who added no SSH key yet.'),
    access: leaseAccessWire.nullable().describe('SSH keys and ports now; for the renter and who may use it.'),
    workload: workloadWire.nullable().describe('For the renter and who may use it.'),
    faults: z.int().nullish().describe('Recorded faults, for `GET /leases/{id}/faults`.'),
    image: leaseImageWire.describe('How far its own image is. Billing begins with ready, before the image is here.'),
    secrets: leaseSecretsWire.describe('How far its secrets are. Its script and command start when they are opened.'),
    autoExtend: leaseAutoExtendWire.nullable().describe('For who holds it; null when there is none.'),
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
  .strictObject({ items: z.array(leaseWire), chainNow: z.int(), nextCursor: z.string().nullable() })
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
