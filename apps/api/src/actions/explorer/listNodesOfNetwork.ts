import { listNetworkNodes, type NetworkNodeRow } from '@infinitio/db'
import type { NetworkNodesWire, NetworkNodeWire, networkNodesQueryWire } from '@infinitio/domain/wire'
import type { z } from 'zod'
import type { Services } from '../../services/services.ts'

const usualLimit = 25

/** Returns a page of registered nodes in the order of their ids. `cursor` is the last id of the previous page. */
export async function listNodesOfNetwork({ db, clock }: Services, query: z.output<typeof networkNodesQueryWire>): Promise<NetworkNodesWire> {
  const limit = query.limit ?? usualLimit
  const { region, country, city, provider, cursor } = query
  const rows = await listNetworkNodes(db, {
    now: BigInt(clock.read().now),
    regionId: region ?? null,
    country: country ?? null,
    city: city ?? null,
    provider: provider ?? null,
    afterNodeId: cursor ?? null,
    limit: limit + 1,
  })
  const page = rows.slice(0, limit)
  return { items: page.map(nodeToWire), nextCursor: rows.length > limit ? (page.at(-1)?.nodeId ?? null) : null }
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
