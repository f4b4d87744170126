import {
  address,
  cancelLeaseTypedData,
  endTypedData,
  type Hex32,
  leaseId,
  type LeaseId,
  leaseKey,
  leaseRestHash,
  marketMessageTypedData,
  pTokenUnits,
  readyTypedData,
  readyUntil,
  type TypedData,
  unixSeconds,
} from '@infinitio/domain'
import { type ChainWire, leaseTermsFromWire, type LeaseTermsWire, type LeaseWire, type RelayRequestWire } from '@infinitio/domain/wire'
import { signingDomainOf, signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'

/** Default lifetime of a signed message about a lease, in seconds. */
const signedLifeSeconds = 600

/** The fields of a lease that its signed messages need: its number and its terms from `getLease`. */
export type SignedLease = Pick<LeaseWire, 'leaseId' | 'terms'>

/** Returns the fields that identify a lease inside a message to be signed: its number, and a hash of its number and terms. */
export function aboutLease({ leaseId: id, terms }: SignedLease): { leaseId: LeaseId; leaseKey: Hex32 } {
  const number = leaseId(BigInt(id))
  return { leaseId: number, leaseKey: leaseKey(number, leaseTermsFromWire(terms)) }
}

/**
 * Signs the end of a lease, as its holder. With `accept`, the chain pays and refunds at once. Without it, pay that has not vested waits one hour, in which a
 * credit can reduce it. The signature is valid for ten minutes unless `lifeSeconds` is set.
 */
export async function signEnd(
  signer: TypedDataSigner,
  args: { lease: SignedLease; accept: boolean; chain: Pick<ChainWire, 'chainId' | 'addresses' | 'chainNow'>; lifeSeconds?: number },
): Promise<RelayRequestWire> {
  const expiry = args.chain.chainNow + (args.lifeSeconds ?? signedLifeSeconds)
  const data = endTypedData({ ...aboutLease(args.lease), accept: args.accept, expiry: unixSeconds(BigInt(expiry)) }, signingDomainOf(args.chain))
  return { kind: 'end', leaseId: args.lease.leaseId, accept: args.accept, expiry, signature: await signTypedData(signer, data) }
}

/**
 * Signs the end of a lease, as its provider. The renter pays only for the used time. The renter gets the rest back at once, and any compensation that is due
 * from the provider's bond. The signature is valid for ten minutes.
 */
export async function signEndByProvider(
  signer: TypedDataSigner,
  args: { lease: SignedLease; chain: Pick<ChainWire, 'chainId' | 'addresses' | 'chainNow'> },
): Promise<RelayRequestWire> {
  const expiry = args.chain.chainNow + signedLifeSeconds
  const message = { ...aboutLease(args.lease), expiry: unixSeconds(BigInt(expiry)) }
  const data = marketMessageTypedData('EndByProvider', message, signingDomainOf(args.chain))
  return { kind: 'endByProvider', leaseId: args.lease.leaseId, expiry, signature: await signTypedData(signer, data) }
}

/** Signs the cancellation of a lease that is not ready, as its holder. The signature is valid for ten minutes. */
export async function signCancelLease(
  signer: TypedDataSigner,
  args: { lease: SignedLease; chain: Pick<ChainWire, 'chainId' | 'addresses' | 'chainNow'> },
): Promise<RelayRequestWire> {
  const expiry = args.chain.chainNow + signedLifeSeconds
  const message = { ...aboutLease(args.lease), expiry: unixSeconds(BigInt(expiry)) }
  const data = cancelLeaseTypedData(message, signingDomainOf(args.chain))
  return { kind: 'cancelLease', leaseId: args.lease.leaseId, expiry, signature: await signTypedData(signer, data) }
}

/**
 * Signs, as the holder, the message that claims a full refund because the machine was not ready in time (a no-show). The signature is valid for ten minutes.
 */
export async function signNoShow(
  signer: TypedDataSigner,
  args: { lease: SignedLease; chain: Pick<ChainWire, 'chainId' | 'addresses' | 'chainNow'> },
): Promise<RelayRequestWire> {
  const expiry = args.chain.chainNow + signedLifeSeconds
  const message = { ...aboutLease(args.lease), expiry: unixSeconds(BigInt(expiry)) }
  const data = marketMessageTypedData('NoShow', message, signingDomainOf(args.chain))
  return { kind: 'noShow', leaseId: args.lease.leaseId, expiry, signature: await signTypedData(signer, data) }
}

/** The EIP-712 data to sign for ending a lease, and the message for the API. The message is complete once the signature is added. */
export type EndForm = {
  readonly data: TypedData
  readonly relay:
    | { readonly kind: 'end'; readonly leaseId: string; readonly accept: boolean; readonly expiry: number }
    | {
        readonly kind: 'cancelLease' | 'noShow'
        readonly leaseId: string
        readonly expiry: number
      }
}

/**
 * Returns the data to sign that ends a lease in its present state: the end of a running lease, the cancellation of a lease that is not ready, or a no-show if
 * the lease can no longer become ready. The signature is valid for ten minutes.
 */
export function endFormOf({
  lease,
  accept,
  chain,
}: {
  lease: Pick<LeaseWire, 'leaseId' | 'state' | 'terms'>
  accept: boolean
  chain: Pick<ChainWire, 'chainId' | 'addresses' | 'chainNow'>
}): EndForm {
  const { leaseId } = lease
  const expiry = chain.chainNow + signedLifeSeconds
  const about = { ...aboutLease(lease), expiry: unixSeconds(BigInt(expiry)) }
  const domain = signingDomainOf(chain)
  if (lease.state !== 'booked') return { data: endTypedData({ ...about, accept }, domain), relay: { kind: 'end', leaseId, accept, expiry } }
  return isNoShow(lease.terms, chain.chainNow)
    ? { data: marketMessageTypedData('NoShow', about, domain), relay: { kind: 'noShow', leaseId, expiry } }
    : { data: cancelLeaseTypedData(about, domain), relay: { kind: 'cancelLease', leaseId, expiry } }
}

/** Signs the data of `endFormOf` as the holder of the lease. Depending on the lease's state, it ends the lease, cancels it, or reports a no-show. */
export async function signEndOrCancel(
  signer: TypedDataSigner,
  args: { lease: Pick<LeaseWire, 'leaseId' | 'state' | 'terms'>; accept: boolean; chain: ChainWire },
): Promise<RelayRequestWire> {
  const { data, relay } = endFormOf(args)
  return { ...relay, signature: await signTypedData(signer, data) }
}

/**
 * Returns true if a booked lease can no longer become ready at `chainNow` (Unix seconds): it is later than 600 s after the lease's start, or later than the end
 * of a lease that is shorter than that. The holder then reports a no-show, which may bring compensation.
 */
export function isNoShow(terms: LeaseTermsWire, chainNow: number): boolean {
  return BigInt(chainNow) > readyUntil(leaseTermsFromWire(terms))
}

/**
 * Signs, with the node's key, that the container or process of a lease runs and can be used. `signedAtSeconds` is the block time; the contract accepts the
 * signature for 120 s after it.
 */
export async function signReady(
  signer: TypedDataSigner,
  args: { lease: SignedLease; signedAtSeconds: number; chain: Pick<ChainWire, 'chainId' | 'addresses'> },
): Promise<RelayRequestWire> {
  const { leaseId: id } = args.lease
  const terms = leaseTermsFromWire(args.lease.terms)
  const { provider, start } = terms
  const signedAt = unixSeconds(BigInt(args.signedAtSeconds))
  const ready = { leaseId: leaseId(BigInt(id)), provider, restHash: leaseRestHash(terms), start, signedAt }
  const signature = await signTypedData(signer, readyTypedData(ready, signingDomainOf(args.chain)))
  return { kind: 'ready', leaseId: id, signedAt: args.signedAtSeconds, signature }
}

/** The EIP-712 data to sign for a later end, and the message for the API. The message is complete once the signature is added. */
export type ExtendForm = {
  readonly data: TypedData
  readonly relay: { readonly kind: 'extend'; readonly leaseId: string; readonly end: number; readonly relayFee: string; readonly expiry: number }
}

/** A lease, its later `end` in Unix seconds, and the chain for which the signature is valid. */
type LaterEnd = { readonly lease: SignedLease; readonly end: number; readonly chain: Pick<ChainWire, 'chainId' | 'addresses' | 'chainNow'> }

/**
 * Returns the data to sign for a later `end` of a running lease, at the same price and without a relay fee. `end` is the new end in Unix seconds, not a number
 * of seconds to add. The signature is valid for ten minutes.
 */
export function extendFormOf({ lease, end, chain }: LaterEnd): ExtendForm {
  const expiry = chain.chainNow + signedLifeSeconds
  const times = { end: unixSeconds(BigInt(end)), relayFee: pTokenUnits(0n), expiry: unixSeconds(BigInt(expiry)) }
  const data = marketMessageTypedData('Extend', { ...aboutLease(lease), ...times }, signingDomainOf(chain))
  return { data, relay: { kind: 'extend', leaseId: lease.leaseId, end, relayFee: '0', expiry } }
}

/** Signs the data of `extendFormOf` as the holder of the lease. */
export async function signExtend(signer: TypedDataSigner, args: LaterEnd): Promise<Extract<RelayRequestWire, { kind: 'extend' }>> {
  const { data, relay } = extendFormOf(args)
  return { ...relay, signature: await signTypedData(signer, data) }
}

/**
 * Signs, as the holder, the transfer of a lease that has not started, with its rights and refunds, to another account. `nonce` is an unused ask nonce of the
 * holder. `relayFee` goes to the account that sends the transaction, in base units (default 0). The signature is valid for ten minutes.
 */
export async function signTransferLease(
  signer: TypedDataSigner,
  args: { lease: SignedLease; to: string; nonce: bigint; relayFee?: bigint; chain: Pick<ChainWire, 'chainId' | 'addresses' | 'chainNow'> },
): Promise<RelayRequestWire> {
  const expiry = args.chain.chainNow + signedLifeSeconds
  const to = address(args.to.toLowerCase())
  const relayFee = args.relayFee ?? 0n
  const fields = { to, relayFee: pTokenUnits(relayFee), nonce: args.nonce, expiry: unixSeconds(BigInt(expiry)) }
  const data = marketMessageTypedData('TransferLease', { ...aboutLease(args.lease), ...fields }, signingDomainOf(args.chain))
  const { leaseId } = args.lease
  const signature = await signTypedData(signer, data)
  return { kind: 'transferLease', leaseId, to, relayFee: relayFee.toString(), nonce: args.nonce.toString(), expiry, signature }
}
