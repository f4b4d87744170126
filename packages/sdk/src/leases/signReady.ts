import { leaseId, leaseRestHash, readyTypedData, unixSeconds } from '@infinitio/domain'
import { type ChainWire, leaseTermsFromWire, type RelayRequestWire } from '@infinitio/domain/wire'
import type { SignedLease } from './signedLease.ts'
import { signingDomainOf } from '../signing/signingDomainOf.ts'
import { signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'

/** A node key states that the sandbox of a lease is up. `signedAtSeconds` is the block clock; the contract takes it for 120 s. */
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
