import type { Hex32 } from '../hashing/hex32.ts'
import { defineStruct, type Struct, type StructValue } from '../structs/defineStruct.ts'
import { type SigningDomain, typedDataDigest } from '../structs/signingDomain.ts'
import { hashStruct } from '../structs/structType.ts'

/** The fields by which a signed message names a lease: its id, and the `leaseKey` of its terms. */
const aboutLease = { leaseId: 'lease', leaseKey: 'bytes32' } as const

/**
 * Messages that an account, or the holder or provider of a lease, signs and that anyone may send to the contract.
 * - `nonce` is the position of a bit in the signer's nonce space, as in an ask. Using a message sets its bit. Only an AutoExtend can be used several times,
 *   until `cancelAsk(nonce)` sets its bit.
 * - `relayFee` is paid from the signer's balance to the account that sends the message.
 * - The amounts of a session (`totalLeft`, `dayCap`) are in 1e-9 PToken.
 * The fields are equal to the type strings of `OrderLib`. Vectors: `vectors/messages.json`.
 */
export const marketMessageStructs = {
  Extend: /* @__PURE__ */ defineStruct('Extend', { ...aboutLease, end: 'time', relayFee: 'price', expiry: 'time' }),
  AutoExtend: /* @__PURE__ */ defineStruct('AutoExtend', {
    ...aboutLease,
    stepSeconds: 'seconds',
    maxTotalSeconds: 'seconds',
    relayFee: 'price',
    nonce: 'nonce',
    expiry: 'time',
  }),
  EndByProvider: /* @__PURE__ */ defineStruct('EndByProvider', { ...aboutLease, expiry: 'time' }),
  NoShow: /* @__PURE__ */ defineStruct('NoShow', { ...aboutLease, expiry: 'time' }),
  TransferLease: /* @__PURE__ */ defineStruct('TransferLease', { ...aboutLease, to: 'account', relayFee: 'price', nonce: 'nonce', expiry: 'time' }),
  Deposit: /* @__PURE__ */ defineStruct('Deposit', { account: 'account', amount: 'amount', relayFee: 'price', nonce: 'nonce', expiry: 'time' }),
  Withdraw: /* @__PURE__ */ defineStruct('Withdraw', {
    account: 'account',
    amount: 'amount',
    to: 'account',
    relayFee: 'price',
    nonce: 'nonce',
    expiry: 'time',
  }),
  Authorize: /* @__PURE__ */ defineStruct('Authorize', {
    account: 'account',
    key: 'account',
    totalLeft: 'sessionAmount',
    dayCap: 'sessionAmount',
    sessionExpiry: 'time',
    relayFee: 'price',
    nonce: 'nonce',
    expiry: 'time',
  }),
  Revoke: /* @__PURE__ */ defineStruct('Revoke', { account: 'account', key: 'account', relayFee: 'price', nonce: 'nonce', expiry: 'time' }),
  CancelAsk: /* @__PURE__ */ defineStruct('CancelAsk', { account: 'account', relayFee: 'price', nonce: 'nonce', expiry: 'time' }),
  CancelBid: /* @__PURE__ */ defineStruct('CancelBid', { account: 'account', relayFee: 'price', nonce: 'nonce', expiry: 'time' }),
  RaiseFloor: /* @__PURE__ */ defineStruct('RaiseFloor', { account: 'account', relayFee: 'price', floor: 'nonce', expiry: 'time' }),
} as const satisfies Record<string, Struct>

/** Name of a signed message of the market. */
export type MarketMessageKind = keyof typeof marketMessageStructs

/** The type of each signed message of the market, by its name. */
export type MarketMessages = { readonly [Kind in MarketMessageKind]: StructValue<(typeof marketMessageStructs)[Kind]> }

/** Returns the EIP-712 digest of a message, which its signer signs. Asserts that each value fits its signed type. */
export function hashMarketMessage<Kind extends MarketMessageKind>(kind: Kind, message: MarketMessages[Kind], domain: SigningDomain): Hex32 {
  return typedDataDigest(domain, hashStruct(marketMessageStructs[kind], message))
}
