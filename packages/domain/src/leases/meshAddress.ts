import type { LeaseId } from '../ids/marketIds.ts'

/** The first address of 100.64.0.0/10, the shared address space of RFC 6598. */
const firstAddress = 0x64400000n
const addresses = 2n ** 22n

/** The network that contains the addresses of all members of clusters. */
export const meshNetwork = '100.64.0.0/10'

/**
 * Returns the IPv4 address of a lease in the network of its cluster: the first address of 100.64.0.0/10 plus the lease's id modulo 4,194,304. Everybody can
 * calculate it, so nobody can assign a wrong address. Two leases have the same address if their ids differ by a multiple of 4,194,304. Pure.
 */
export function meshAddressOf(leaseId: LeaseId): string {
  const value = Number(firstAddress + (leaseId % addresses))
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255].join('.')
}
