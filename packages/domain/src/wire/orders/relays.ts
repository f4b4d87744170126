import { z } from 'zod'
import { cancelLeaseStruct, endStruct, marketMessageStructs } from '../../index.ts'
import { errorCode, hex32, leaseId, signature, uint8, uint40, uint256, uuid } from '../scalars.ts'
import { structShape } from '../structWire.ts'

const { Authorize, AutoExtend, CancelAsk, CancelBid, Deposit, EndByProvider, Extend, NoShow, RaiseFloor, Revoke, TransferLease, Withdraw } =
  marketMessageStructs

/** A permit of the PToken contract (EIP-2612) that allows the Market to take exactly the amount of the deposit. */
const permitWire = z.strictObject({ deadline: uint256, v: uint8, r: hex32, s: hex32 })

/** Messages that an account signs about its own money, orders and session keys. They do not belong to a lease. Each has the account as a field. */
const accountRelays = [
  signed('withdraw', structShape(Withdraw)),
  signed('cancelAsk', structShape(CancelAsk)),
  signed('cancelBid', structShape(CancelBid)),
  signed('raiseFloor', structShape(RaiseFloor)),
  signed('deposit', { ...structShape(Deposit), permit: permitWire }),
  signed('authorize', structShape(Authorize)),
  signed('revoke', structShape(Revoke)),
] as const

/** Makes the schema of a signed message. The field `leaseKey` (a hash of a lease's id and terms) is left out, because the API calculates it itself. */
function signed<const Kind extends string, Shape extends Record<string, z.ZodType>>(kind: Kind, shape: Shape) {
  const { leaseKey: _, ...sent } = shape
  return z.strictObject({ kind: z.literal(kind), ...(sent as Omit<Shape, 'leaseKey'>), signature })
}

/**
 * `POST /relays`: a signed message that the engine sends to the chain. The signers:
 * - `ready`: the node key.
 * - `endByProvider`: the provider.
 * - `noShow`, `transferLease`: the holder of the lease.
 * - a message with the field `account`: that account.
 * - all others: the holder or the holder's session key.
 * The engine sends `autoExtend` once for each extension, in the last ten minutes of the lease.
 */
export const relayRequestWire = z
  .discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('ready'), leaseId, signedAt: uint40, signature }),
      signed('end', structShape(endStruct)),
      signed('cancelLease', structShape(cancelLeaseStruct)),
      signed('extend', structShape(Extend)),
      signed('autoExtend', structShape(AutoExtend)),
      signed('endByProvider', structShape(EndByProvider)),
      signed('noShow', structShape(NoShow)),
      signed('transferLease', structShape(TransferLease)),
      ...accountRelays,
    ],
    { error: 'api.invalid_field' },
  )
  .meta({ id: 'RelayRequest' })
export type RelayRequestWire = z.infer<typeof relayRequestWire>

/** Kinds of relays about a lease. A relay is a signed message that the engine sends to the chain. */
export const leaseRelayKind = z.enum(['ready', 'end', 'cancelLease', 'extend', 'autoExtend', 'endByProvider', 'noShow', 'transferLease'])
const accountRelayKinds = ['withdraw', 'cancelAsk', 'cancelBid', 'raiseFloor', 'deposit', 'authorize', 'revoke', 'faucet'] as const
/** The kinds of all relays (signed messages that the engine sends to the chain), including the faucet's. */
export const relayKind = z.enum([...leaseRelayKind.options, ...accountRelayKinds])

/** `POST /relays` answers 202. */
export const relayAcceptedWire = z.strictObject({ relayId: uuid }).meta({ id: 'RelayAccepted' })
export type RelayAcceptedWire = z.infer<typeof relayAcceptedWire>

/** The answer of `GET /relays/{id}`: the state of a signed message that the market sends to the chain. */
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
