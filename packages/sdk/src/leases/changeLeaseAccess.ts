import { leaseAccessTypedData } from '@infinitio/domain'
import { type ChainWire, leaseAccessOrderOf, type LeaseAccessOrderWire, type LeaseAccessWire, type LeaseWire } from '@infinitio/domain/wire'
import { getChain, getLease, putLeaseAccess } from '../generated/calls.ts'
import { signingDomainOf, signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'
import type { Transport } from '../transport/createTransport.ts'
import { refusal } from '../transport/refusal.ts'
import type { SignedLease } from './leaseMessages.ts'

/** Lifetime of the signature, in seconds. */
const signedLifeSeconds = 3_600

/** Returns the new SSH keys and ports of a lease, calculated from the current ones. */
export type AccessChange = (access: Pick<LeaseAccessWire, 'sshKeys' | 'ports'>) => Partial<Pick<LeaseAccessWire, 'sshKeys' | 'ports'>>

/**
 * Signs the complete new list of SSH keys and ports of a lease, as its holder. `number` is the number of the last change plus 1. The signature is valid for one
 * hour from now, or from the lease's start if that is later.
 */
export async function signLeaseAccess(
  signer: TypedDataSigner,
  args: { lease: SignedLease; access: LeaseAccessWire; chain: Pick<ChainWire, 'chainId' | 'addresses' | 'chainNow'> },
): Promise<LeaseAccessOrderWire> {
  const { lease, access, chain } = args
  const order = { ...access, expiry: Math.max(chain.chainNow, lease.terms.start) + signedLifeSeconds }
  const data = leaseAccessTypedData(leaseAccessOrderOf(lease, order), signingDomainOf(chain))
  return { ...order, signature: await signTypedData(signer, data) }
}

/**
 * Changes the SSH keys and ports of a live lease: reads them, asks the holder's wallet for one signature, and sends the change. Fields that `change` omits do
 * not change. Throws `lease.not_holder`, `lease.over`, `lease.access_outdated`, the other codes of `PUT /leases/{id}/access`, and the wallet's error if the
 * user declines.
 */
export async function changeLeaseAccess(
  transport: Transport,
  { leaseId, signer, change }: { leaseId: string; signer: TypedDataSigner; change: AccessChange },
): Promise<LeaseAccessWire> {
  const [lease, chain] = await Promise.all([getLease(transport, leaseId), getChain(transport)])
  if (!isOfHolder(lease)) throw refusal('lease.not_holder', { detail: `lease ${leaseId}` })
  const { number, ...now } = lease.access
  const access = { ...now, ...change(now), number: number + 1 }
  return putLeaseAccess(transport, { leaseId, ...(await signLeaseAccess(signer, { lease, access, chain })) })
}

function isOfHolder(lease: LeaseWire): lease is LeaseWire & { access: LeaseAccessWire } {
  return lease.role === 'renter' && lease.access !== null
}
