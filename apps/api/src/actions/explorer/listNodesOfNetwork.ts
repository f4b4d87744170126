import { listNetworkNodes, type NetworkNodeRow } from '@infinitio/db'
import { type NetworkNodesWire, type NetworkNodeWire, type networkNodesQueryWire, usualPageItems } from '@infinitio/domain/wire'
import type { z } from 'zod'
import type { Services } from '../../services/services.ts'

/** Returns a page of registered nodes in the order of their ids. `cursor` is the last id of the previous page. */
export async function listNodesOfNetwork({ db, clock }: Services, query: z.output<typeof networkNodesQueryWire>): Promise<NetworkNodesWire> {
  const limit = query.limit ?? usualPageItems
  const { region, country, city, provider, id = '0x', cursor } = query
  // Ids that start alike are neighbours in the order of the list.
  const found = await listNetworkNodes(db, {
    now: BigInt(clock.read().now),
    regionId: region ?? null,
    country: country ?? null,
    city: city ?? null,
    provider: provider ?? null,
    afterNodeId: cursor ?? lastIdBefore(id),
    limit: limit + 1,
  })
  const rows = found.filter(({ nodeId }) => nodeId.startsWith(id))
  const page = rows.slice(0, limit)
  return { items: page.map(nodeToWire), nextCursor: rows.length > limit ? (page.at(-1)?.nodeId ?? null) : null }
}

/** Returns the id directly before the ids that start with `start`, or null if they are the first ids. */
function lastIdBefore(start: string): string | null {
  const first = BigInt(start.padEnd(66, '0'))
  return first === 0n ? null : `0x${(first - 1n).toString(16).padStart(64, '0')}`
}

function nodeToWire(row: NetworkNodeRow): NetworkNodeWire {
  const { nodeId, name, simulated, provider, className, regionName, country, city, gpus, rentedGpus, tier, state, retired } = row
  return {
    node: nodeId,
    name: name ?? `node ${nodeId.slice(2, 10)}`,
    simulated: simulated ?? false,
    provider,
    className: className ?? '',
    regionName: regionName ?? '',
    ...{ country, city, gpus, rentedGpus, tier },
    state: retired ? 'retired' : state,
  }
}
