import { z } from 'zod'
import { address, errorCode, hex32, leaseId, signature, uint8, uint32, uint40, uint64, uint96, uint128, uint256, uuid } from './scalars.ts'

const sessionAmount = uint64.describe('Decimal string, 1e-9 PToken.')

/** PToken's own permit (EIP-2612) for the Market, over exactly the amount of the deposit. */
const permitWire = z.strictObject({ deadline: uint256, v: uint8, r: hex32, s: hex32 })

/** What an account signs about its own money, orders and session keys, whatever lease it has: it names the account itself. */
const accountRelays = [
  z.strictObject({
    kind: z.literal('withdraw'),
    account: address,
    amount: uint128,
    to: address,
    relayFee: uint96,
    nonce: uint64,
    expiry: uint40,
    signature,
  }),
  z.strictObject({ kind: z.literal('cancelAsk'), account: address, relayFee: uint96, nonce: uint64, expiry: uint40, signature }),
  z.strictObject({ kind: z.literal('cancelBid'), account: address, relayFee: uint96, nonce: uint64, expiry: uint40, signature }),
  z.strictObject({ kind: z.literal('raiseFloor'), account: address, relayFee: uint96, floor: uint64, expiry: uint40, signature }),
  z.strictObject({
    kind: z.literal('deposit'),
    account: address,
    amount: uint128,
    relayFee: uint96,
    nonce: uint64,
    expiry: uint40,
    permit: permitWire,
    signature,
  }),
  z.strictObject({
    kind: z.literal('authorize'),
    account: address,
    key: address,
    totalLeft: sessionAmount,
    dayCap: sessionAmount,
    sessionExpiry: uint40,
    relayFee: uint96,
    nonce: uint64,
    expiry: uint40,
    signature,
  }),
  z.strictObject({ kind: z.literal('revoke'), account: address, key: address, relayFee: uint96, nonce: uint64, expiry: uint40, signature }),
] as const

/**
 * `POST /relays`: a signed statement the engine carries to the chain. `ready` is signed by the node key, `endByProvider` by the provider,
 * those that name an account by that account, `noShow` and `transferLease` by the holder, the others by the holder or its session key.
 * `autoExtend` is a standing order: it is carried to the chain once a step, in the last ten minutes of the lease.
 */
export const relayRequestWire = z
  .discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('ready'), leaseId, signedAt: uint40, signature }),
      z.strictObject({ kind: z.literal('end'), leaseId, accept: z.boolean(), expiry: uint40, signature }),
      z.strictObject({ kind: z.literal('cancelLease'), leaseId, expiry: uint40, signature }),
      z.strictObject({ kind: z.literal('extend'), leaseId, end: uint40, relayFee: uint96, expiry: uint40, signature }),
      z.strictObject({
        kind: z.literal('autoExtend'),
        leaseId,
        stepSeconds: uint32,
        maxTotalSeconds: uint32,
        relayFee: uint96,
        nonce: uint64,
        expiry: uint40,
        signature,
      }),
      z.strictObject({ kind: z.literal('endByProvider'), leaseId, expiry: uint40, signature }),
      z.strictObject({ kind: z.literal('noShow'), leaseId, expiry: uint40, signature }),
      z.strictObject({ kind: z.literal('transferLease'), leaseId, to: address, relayFee: uint96, nonce: uint64, expiry: uint40, signature }),
      ...accountRelays,
    ],
    { error: 'api.invalid_field' },
  )
  .meta({ id: 'RelayRequest' })
export type RelayRequestWire = z.infer<typeof relayRequestWire>

/** Kinds of relays about a lease. */
export const leaseRelayKind = z.enum(['ready', 'end', 'cancelLease', 'extend', 'autoExtend', 'endByProvider', 'noShow', 'transferLease'])
const accountRelayKinds = ['withdraw', 'cancelAsk', 'cancelBid', 'raiseFloor', 'deposit', 'authorize', 'revoke', 'faucet'] as const
/** Kinds of all relays, what the faucet gives included. */
export const relayKind = z.enum([...leaseRelayKind.options, ...accountRelayKinds])

/** `POST /relays` answers 202. */
export const relayAcceptedWire = z.strictObject({ relayId: uuid }).meta({ id: 'RelayAccepted' })
export type RelayAcceptedWire = z.infer<typeof relayAcceptedWire>

/** `GET /relays/{id}`. */
export const relayWire = z
  .strictObject({
    relayId: uuid,
    kind: relayKind,
    leaseId: leaseId.nullable(),
    state: z.enum(['queued', 'sent', 'mined', 'failed']),
    code: errorCode.nullable(),
    txHash: hex32.nullable(),
    final: z.boolean(),
    createdAt: z.int(),
  })
  .meta({ id: 'Relay' })
export type RelayWire = z.infer<typeof relayWire>
