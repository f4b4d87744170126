import { z } from 'zod'
import { endReasons } from '../../leases/endReason.ts'
import { leaseRelayKind } from '../orders/relays.ts'
import { address, errorCode, hex32, uint128 } from '../scalars.ts'

/** The kind of an event and its values, which are enough to describe the event in any language. Money is in PToken base units, times in Unix seconds. */
export const leaseEventDetailWire = z
  .discriminatedUnion('event', [
    z.strictObject({ event: z.literal('settled'), escrow: uint128 }),
    z.strictObject({ event: z.literal('ready'), readyAt: z.int() }),
    z.strictObject({ event: z.literal('extended'), end: z.int(), escrowAdded: uint128 }),
    z.strictObject({ event: z.literal('credited'), seconds: z.int(), refund: uint128.describe('0 while the lease is active.') }),
    z.strictObject({ event: z.literal('tokenised'), owner: address }),
    z.strictObject({
      event: z.literal('moved'),
      owner: address.nullable().describe('New owner of the token; null if the token was burned because the lease closes.'),
    }),
    z.strictObject({ event: z.literal('compensated'), amount: uint128 }),
    z.strictObject({ event: z.literal('paid'), providerGets: uint128 }),
    z.strictObject({
      event: z.literal('ended'),
      end: z.int(),
      reason: z.enum(endReasons),
      refund: uint128.describe('Refund of this end, in PToken base units.'),
    }),
    z.strictObject({ event: z.literal('closed'), pay: uint128, refund: uint128.describe('Refund of the whole lease, in PToken base units.') }),
    z.strictObject({ event: z.literal('relay'), relay: leaseRelayKind }),
    z.strictObject({
      event: z.literal('access'),
      number: z.int().describe('Number of this change, counted from 1. The list has the newest 100 changes by the present holder.'),
      sshKeys: z.int().describe('Number of SSH keys that can log in after this change.'),
      ports: z.array(z.int()).describe('The ports that have a URL after this change.'),
    }),
  ])
  .meta({ id: 'LeaseEventDetail' })
export type LeaseEventDetailWire = z.infer<typeof leaseEventDetailWire>

/** One event of a lease on the chain, one that is not in a block yet, or a change of its SSH keys and ports, which never goes to the chain. */
export const leaseEventWire = z
  .strictObject({
    kind: z.enum(['settled', 'ready', 'extended', 'credited', 'transferred', 'compensated', 'paid', 'ended', 'closed', 'relay', 'access']),
    at: z.int(),
    txHash: hex32.nullable(),
    blockNumber: z.int().nullable(),
    state: z.enum(['pending', 'final', 'failed']),
    text: z.string().describe('The event as an English sentence, without the values of `detail`.'),
    detail: leaseEventDetailWire,
    code: errorCode.nullable(),
  })
  .meta({ id: 'LeaseEvent' })
export type LeaseEventWire = z.infer<typeof leaseEventWire>
