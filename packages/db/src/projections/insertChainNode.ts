import type { Queryable } from '../client/queryable.ts'
import type { ChainNodeRow } from './chainNodeRow.ts'

/** Adds a registered node. Throws when it exists: a node id is registered once. Index: chain_nodes (node_id). */
export async function insertChainNode(tx: Queryable, node: ChainNodeRow): Promise<void> {
  await tx.query(
    `insert into chain_nodes (node_id, provider, node_key, host_key, box_key, class_id, region_id, gpus, vram_gib, cpu_cores, ram_gib, disk_gib,
       network_mbps, tier, reliability_bps, retired, registered_at, updated_block)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
    [
      node.nodeId,
      node.provider,
      node.nodeKey,
      node.hostKey,
      node.boxKey,
      node.classId,
      node.regionId,
      node.gpus,
      node.vramGib,
      node.cpuCores,
      node.ramGib,
      node.diskGib,
      node.networkMbps,
      node.tier,
      node.reliabilityBps,
      node.retired,
      node.registeredAt,
      node.updatedBlock,
    ],
  )
}
