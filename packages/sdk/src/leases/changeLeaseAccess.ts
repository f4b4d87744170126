import { leaseAccessTypedData } from '@infinitio/domain'
import { type ChainWire, leaseAccessOrderOf, type LeaseAccessOrderWire, type LeaseAccessWire, type LeaseWire } from '@infinitio/domain/wire'
import { getChain, getLease, putLeaseAccess } from '../generated/calls.ts'
import { signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'
import { signingDomainOf } from '../signing/signingDomainOf.ts'
import type { Transport } from '../transport/createTransport.ts'
import { refusal } from '../transport/refusal.ts'
import type { SignedLease } from './leaseMessages.ts'

/** How long the signature stays valid. A machine that is away for longer is lost, and its leases with it. */
const signedLifeSeconds = 3_600

/** Returns the SSH keys and ports that a lease is to have, from those that it has. */
export type AccessChange = (access: Pick<LeaseAccessWire, 'sshKeys' | 'ports'>) => Partial<Pick<LeaseAccessWire, 'sshKeys' | 'ports'>>

/** The holder signs all SSH keys and ports that a lease has from now on. `number` is the last change's plus 1. Good for an hour, from its start when that is later. */
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
 * Changes the SSH keys and ports of a live lease: reads what it has now, asks its holder's wallet once, and sends it. What `change` leaves out stays. Throws
 * `lease.not_holder`, `lease.over`, `lease.access_outdated`, the other refusals of `PUT /leases/{id}/access`, and what the wallet throws when it is declined.
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
