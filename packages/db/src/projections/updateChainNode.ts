import type { Queryable } from '../client/queryable.ts'
import type { ChainNodeRow } from './chainNodeRow.ts'

/** The fields of a node that can change after its registration; a field that is absent stays. */
export type ChainNodeChange = Partial<Pick<ChainNodeRow, 'cpuCores' | 'ramGib' | 'diskGib' | 'networkMbps' | 'tier' | 'reliabilityBps' | 'retired'>>

/** Changes one node. Throws when it is unknown. Index: chain_nodes (node_id). Locks its row. */
export async function updateChainNode(
  tx: Queryable,
  { nodeId, change, updatedBlock }: { nodeId: string; change: ChainNodeChange; updatedBlock: bigint },
): Promise<void> {
  const rows = await tx.query<{ node_id: string }>(
    `update chain_nodes set cpu_cores = coalesce($2, cpu_cores), ram_gib = coalesce($3, ram_gib), disk_gib = coalesce($4, disk_gib),
       network_mbps = coalesce($5, network_mbps), tier = coalesce($6, tier), reliability_bps = coalesce($7, reliability_bps),
       retired = coalesce($8, retired), updated_block = $9
     where node_id = $1 returning node_id`,
    [
      nodeId,
      change.cpuCores ?? null,
      change.ramGib ?? null,
      change.diskGib ?? null,
      change.networkMbps ?? null,
      change.tier ?? null,
      change.reliabilityBps ?? null,
      change.retired ?? null,
      updatedBlock,
    ],
  )
  if (rows.length !== 1) throw new Error(`node ${nodeId} is not in chain_nodes`)
}
