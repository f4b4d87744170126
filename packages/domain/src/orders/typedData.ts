import type { Address } from '../ids/address.ts'
import { type FleetChange, fleetChangeStruct } from '../fleet-changes/fleetChange.ts'
import { leaseAccessForm, type LeaseAccessOrder, leaseAccessStruct } from '../leases/leaseAccess.ts'
import { type Ask, askStruct } from './ask.ts'
import { type Bid, bidStruct } from './bid.ts'
import { type Mandate, mandateStruct } from './mandate.ts'
import { type MarketMessageKind, type MarketMessages, marketMessageStructs } from './marketMessage.ts'
import type { CancelLease, CancelOrder, End, Ready } from './relayedMessages.ts'
import { type SnapshotKeySeed, type SnapshotOrder, snapshotKeySeedStruct, snapshotOrderStruct } from '../snapshots/snapshotOrder.ts'
import { cancelLeaseStruct, cancelOrderStruct, endStruct, readyStruct } from './relayedMessages.ts'
import { type Review, type ReviewAnswer, reviewAnswerStruct, reviewStruct } from '../reviews/review.ts'
import { type SigningDomain, signingName, signingVersion } from '../structs/signingDomain.ts'
import type { StructType } from '../structs/structType.ts'

/** EIP-712 data in the form that wallets and viem's `signTypedData` expect. */
export type TypedData = {
  readonly domain: { readonly name: string; readonly version: string; readonly chainId: number; readonly verifyingContract: Address }
  readonly types: Record<string, { name: string; type: string }[]>
  readonly primaryType: string
  readonly message: Record<string, unknown>
}

/** Returns the data that a provider's wallet signs to list a node. */
export const askTypedData = (ask: Ask, domain: SigningDomain) => typedData(askStruct, ask, domain)
/** Returns the data that a renter's wallet signs to rent. */
export const bidTypedData = (bid: Bid, domain: SigningDomain) => typedData(bidStruct, bid, domain)
/** Returns the data that a provider's wallet signs to let a node key sign asks. */
export const mandateTypedData = (mandate: Mandate, domain: SigningDomain) => typedData(mandateStruct, mandate, domain)
/** Returns the data that a provider's wallet signs to change many listings. */
export const fleetChangeTypedData = (change: FleetChange, domain: SigningDomain) => typedData(fleetChangeStruct, change, domain)
/** Returns the data that a node key signs when the sandbox is ready. */
export const readyTypedData = (ready: Ready, domain: SigningDomain) => typedData(readyStruct, ready, domain)
/** Returns the data that a holder signs to end a lease. */
export const endTypedData = (end: End, domain: SigningDomain) => typedData(endStruct, end, domain)
/** Returns the data that a holder signs to cancel a lease that is not ready. */
export const cancelLeaseTypedData = (cancel: CancelLease, domain: SigningDomain) => typedData(cancelLeaseStruct, cancel, domain)
/** Returns the data that the owner of an order signs to cancel the order in the order book. */
export const cancelOrderTypedData = (cancel: CancelOrder, domain: SigningDomain) => typedData(cancelOrderStruct, cancel, domain)
/** Returns the data that a holder signs to change the SSH keys and ports of a lease. */
export const leaseAccessTypedData = (order: LeaseAccessOrder, domain: SigningDomain) => typedData(leaseAccessStruct, leaseAccessForm(order), domain)
/** Returns the data that a party of a lease signs to review the other party. */
export const reviewTypedData = (review: Review, domain: SigningDomain) => typedData(reviewStruct, review, domain)
/** Returns the data that the reviewed party signs to answer a review. */
export const reviewAnswerTypedData = (answer: ReviewAnswer, domain: SigningDomain) => typedData(reviewAnswerStruct, answer, domain)
/** Returns the data that a renter signs to order a copy of a lease's disk. */
export const snapshotOrderTypedData = (order: SnapshotOrder, domain: SigningDomain) => typedData(snapshotOrderStruct, order, domain)
/** Returns the data that a renter signs to derive its key for snapshots. */
export const snapshotKeySeedTypedData = (seed: SnapshotKeySeed, domain: SigningDomain) => typedData(snapshotKeySeedStruct, seed, domain)

/** Returns the data that an account signs for a message that anyone may send. */
export const marketMessageTypedData = <Kind extends MarketMessageKind>(kind: Kind, message: MarketMessages[Kind], domain: SigningDomain) =>
  typedData(marketMessageStructs[kind], message, domain)

function typedData(type: StructType, message: object, { chainId, market }: SigningDomain): TypedData {
  return {
    domain: { name: signingName, version: signingVersion, chainId, verifyingContract: market },
    types: { [type.name]: type.fields.map((field) => ({ ...field })) },
    primaryType: type.name,
    message: { ...message },
  }
}
