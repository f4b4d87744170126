import type { LeaseWire } from '@infinitio/domain/wire'

/** What a lease is called: the name its renter gave it, else its node's name and number. */
export function leaseTitle({ name, leaseId, node }: Pick<LeaseWire, 'name' | 'leaseId' | 'node'>): string {
  return name === '' ? `${node.name} #${leaseId}` : name
}
