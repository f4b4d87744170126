import type { Address } from '../ids/address.ts'
import { type Ask, askType } from './ask.ts'
import { type Bid, bidType } from './bid.ts'
import { type Mandate, mandateType } from './mandate.ts'
import { type MarketMessageKind, type MarketMessages, marketMessageTypes } from './marketMessage.ts'
import type { CancelLease, CancelOrder, End, Ready } from './relayedMessages.ts'
import { type SnapshotKeySeed, type SnapshotOrder, snapshotKeySeedType, snapshotOrderType } from '../snapshots/snapshotOrder.ts'
import { cancelLeaseType, cancelOrderType, endType, readyType } from './relayedMessages.ts'
import { type SigningDomain, signingName, signingVersion } from './signingDomain.ts'
import type { StructType } from './structType.ts'

/** EIP-712 data in the shape wallets and viem's `signTypedData` take. */
export type TypedData = {
  readonly domain: { readonly name: string; readonly version: string; readonly chainId: number; readonly verifyingContract: Address }
  readonly types: Record<string, { name: string; type: string }[]>
  readonly primaryType: string
  readonly message: Record<string, unknown>
}

/** What a provider's wallet signs to list a node. */
export const askTypedData = (ask: Ask, domain: SigningDomain) => typedData(askType, ask, domain)
/** What a renter's wallet signs to book. */
export const bidTypedData = (bid: Bid, domain: SigningDomain) => typedData(bidType, bid, domain)
/** What a provider's wallet signs to let a node key sign asks. */
export const mandateTypedData = (mandate: Mandate, domain: SigningDomain) => typedData(mandateType, mandate, domain)
/** What a node key signs when the sandbox is up. */
export const readyTypedData = (ready: Ready, domain: SigningDomain) => typedData(readyType, ready, domain)
/** What a holder signs to end a lease. */
export const endTypedData = (end: End, domain: SigningDomain) => typedData(endType, end, domain)
/** What a holder signs to cancel a lease that is not ready. */
export const cancelLeaseTypedData = (cancel: CancelLease, domain: SigningDomain) => typedData(cancelLeaseType, cancel, domain)
/** What an order's owner signs to take it out of the book. */
export const cancelOrderTypedData = (cancel: CancelOrder, domain: SigningDomain) => typedData(cancelOrderType, cancel, domain)
/** What a renter signs to have a disk copied. */
export const snapshotOrderTypedData = (order: SnapshotOrder, domain: SigningDomain) => typedData(snapshotOrderType, order, domain)
/** What a renter signs to make its key for snapshots. */
export const snapshotKeySeedTypedData = (seed: SnapshotKeySeed, domain: SigningDomain) => typedData(snapshotKeySeedType, seed, domain)

/** What an account signs for a message that anyone may send. */
export const marketMessageTypedData = <Kind extends MarketMessageKind>(kind: Kind, message: MarketMessages[Kind], domain: SigningDomain) =>
  typedData(marketMessageTypes[kind], message, domain)

function typedData(type: StructType, message: object, { chainId, market }: SigningDomain): TypedData {
  return {
    domain: { name: signingName, version: signingVersion, chainId, verifyingContract: market },
    types: { [type.name]: type.fields.map((field) => ({ ...field })) },
    primaryType: type.name,
    message: { ...message },
  }
}
