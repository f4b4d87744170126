import type { LeaseWire } from '@infinitio/domain/wire'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

/** Returns the title of a lease: the name that its renter gave it, else the name of its machine and the number of the lease. */
export function leaseTitle({ name, leaseId, node }: Pick<LeaseWire, 'name' | 'leaseId' | 'node'>): string {
  return name === '' ? `${givenName(node.name)} #${leaseId}` : name
}
