import type { Address } from '../ids/address.ts'
import type { Hex32 } from '../ids/hex32.ts'
import type { LeaseId } from '../ids/leaseId.ts'
import type { DurationSeconds } from '../units/durationSeconds.ts'
import type { PTokenUnits } from '../units/pTokenUnits.ts'
import type { UnixSeconds } from '../units/unixSeconds.ts'
import { type SigningDomain, typedDataDigest } from './signingDomain.ts'
import { hashStruct, type StructType, structType } from './structType.ts'

/** The lease that a signed form means: its number and `leaseKey` of its terms. */
type AboutLease = { readonly leaseId: LeaseId; readonly leaseKey: Hex32; readonly expiry: UnixSeconds }
/** The account that signs, and the exact fee that it pays to the sender. */
type ByAccount = { readonly account: Address; readonly relayFee: PTokenUnits; readonly expiry: UnixSeconds }

/**
 * What an account, or for a lease its holder or provider, signs so that anyone may send it. `nonce` is one of the signer's ask bits:
 * used up by every message but AutoExtend, which `cancelAsk(nonce)` withdraws. `relayFee` goes from the signer's balance to the sender.
 * Session amounts (`totalLeft`, `dayCap`) are in 1e-9 PToken.
 */
export type MarketMessages = {
  readonly Extend: AboutLease & { readonly end: UnixSeconds; readonly relayFee: PTokenUnits }
  readonly AutoExtend: AboutLease & {
    readonly stepSeconds: DurationSeconds
    readonly maxTotalSeconds: DurationSeconds
    readonly relayFee: PTokenUnits
    readonly nonce: bigint
  }
  readonly EndByProvider: AboutLease
  readonly NoShow: AboutLease
  readonly TransferLease: AboutLease & { readonly to: Address; readonly relayFee: PTokenUnits; readonly nonce: bigint }
  readonly Deposit: ByAccount & { readonly amount: PTokenUnits; readonly nonce: bigint }
  readonly Withdraw: ByAccount & { readonly amount: PTokenUnits; readonly to: Address; readonly nonce: bigint }
  readonly Authorize: ByAccount & {
    readonly key: Address
    readonly totalLeft: bigint
    readonly dayCap: bigint
    readonly sessionExpiry: UnixSeconds
    readonly nonce: bigint
  }
  readonly Revoke: ByAccount & { readonly key: Address; readonly nonce: bigint }
  readonly CancelAsk: ByAccount & { readonly nonce: bigint }
  readonly CancelBid: ByAccount & { readonly nonce: bigint }
  readonly RaiseFloor: ByAccount & { readonly floor: bigint }
}

/** Name of a signed message of the market. */
export type MarketMessageKind = keyof MarketMessages

/** Their signed forms; twins of `OrderLib`'s type strings. Vectors: `vectors/messages.json`. */
export const marketMessageTypes = {
  Extend: structType('Extend', 'uint256 leaseId,bytes32 leaseKey,uint40 end,uint96 relayFee,uint40 expiry'),
  AutoExtend: structType(
    'AutoExtend',
    'uint256 leaseId,bytes32 leaseKey,uint32 stepSeconds,uint32 maxTotalSeconds,uint96 relayFee,uint64 nonce,uint40 expiry',
  ),
  EndByProvider: structType('EndByProvider', 'uint256 leaseId,bytes32 leaseKey,uint40 expiry'),
  NoShow: structType('NoShow', 'uint256 leaseId,bytes32 leaseKey,uint40 expiry'),
  TransferLease: structType('TransferLease', 'uint256 leaseId,bytes32 leaseKey,address to,uint96 relayFee,uint64 nonce,uint40 expiry'),
  Deposit: structType('Deposit', 'address account,uint256 amount,uint96 relayFee,uint64 nonce,uint40 expiry'),
  Withdraw: structType('Withdraw', 'address account,uint256 amount,address to,uint96 relayFee,uint64 nonce,uint40 expiry'),
  Authorize: structType(
    'Authorize',
    'address account,address key,uint64 totalLeft,uint64 dayCap,uint40 sessionExpiry,uint96 relayFee,uint64 nonce,uint40 expiry',
  ),
  Revoke: structType('Revoke', 'address account,address key,uint96 relayFee,uint64 nonce,uint40 expiry'),
  CancelAsk: structType('CancelAsk', 'address account,uint96 relayFee,uint64 nonce,uint40 expiry'),
  CancelBid: structType('CancelBid', 'address account,uint96 relayFee,uint64 nonce,uint40 expiry'),
  RaiseFloor: structType('RaiseFloor', 'address account,uint96 relayFee,uint64 floor,uint40 expiry'),
} as const satisfies Record<MarketMessageKind, StructType>

/** Digest that is signed. Asserts that each value fits the type it is signed as. */
export function hashMarketMessage<Kind extends MarketMessageKind>(kind: Kind, message: MarketMessages[Kind], domain: SigningDomain): Hex32 {
  return typedDataDigest(domain, hashStruct(marketMessageTypes[kind], message))
}
