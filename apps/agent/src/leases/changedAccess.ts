import { type Address, hashLeaseAccess, type Hex32, type LeaseAccess, type SigningDomain } from '@infinitio/domain'
import { leaseAccessOrderOf, type LeaseAccessOrderWire, type LeaseTermsWire } from '@infinitio/domain/wire'
import { refusal } from '@infinitio/sdk'
import { recoverAddress } from 'viem'
import type { StoredLease } from './leaseStore.ts'

/** The access to a lease that the market has stated: its holder, the last signed change of keys and ports, and the SSH keys of teammates. */
export type MarketAccess = {
  readonly terms: LeaseTermsWire
  readonly holder: string
  readonly order: LeaseAccessOrderWire | null
  readonly guestKeys: readonly string[]
}

/**
 * The data with which a machine judges a signed change of a lease's keys and ports: the market's signing domain, and the time of the block clock in Unix
 * seconds.
 */
export type AccessJudge = { readonly domain: SigningDomain; readonly nowSeconds: number }

/**
 * Returns the keys and ports of a lease: those that its holder signed last. If the holder has signed none, returns those of the order with which the lease was
 * rented. SSH keys of an earlier holder do not count. Pure.
 */
export function accessOf({ access, holder, renter, sshKeys, ports }: StoredLease): LeaseAccess {
  const holds = holder ?? renter
  if (access !== null && access.signer === holds) return access
  return { sshKeys: holds === renter ? sshKeys : [], ports }
}

/**
 * Returns the keys and ports that a machine must store for a lease. If the market delivers a change with a higher number than the stored one, that is the new
 * change; otherwise it is the stored one. The machine checks the signature of a new change itself, because the market could replay or forge a change. Throws
 * `auth.signature_wrong_signer` if the lease's holder did not sign it, and `lease.instruction_expired` if it has expired.
 */
export async function takeAccess(
  stored: Pick<StoredLease, 'leaseId' | 'access'>,
  { terms, holder, order }: MarketAccess,
  { domain, nowSeconds }: AccessJudge,
): Promise<StoredLease['access']> {
  const { leaseId, access } = stored
  if (order === null || order.number <= (access?.number ?? 0)) return access
  const hash = hashLeaseAccess(leaseAccessOrderOf({ leaseId, terms }, order), domain)
  const signer = await signerOf(hash, order.signature)
  if (signer !== holder) throw refusal('auth.signature_wrong_signer', { detail: `keys and ports of lease ${leaseId}` })
  if (order.expiry <= nowSeconds) throw refusal('lease.instruction_expired', { detail: `keys and ports of lease ${leaseId}` })
  return { number: order.number, sshKeys: order.sshKeys, ports: order.ports, signer }
}

async function signerOf(hash: Hex32, signature: string): Promise<string | null> {
  const signer: Address | null = await recoverAddress({ hash, signature: signature as `0x${string}` }).then(
    (address) => address.toLowerCase() as Address,
    () => null,
  )
  return signer
}
