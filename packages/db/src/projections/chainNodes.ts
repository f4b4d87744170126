// Nodes and providers on the chain. The follower (role infinitio_follower) fills the tables `chain_nodes` and `chain_providers` from the chain.
import type { Queryable } from '../client/queryable.ts'

/** A node as the chain stores it. Sizes in GiB, network in Mbit/s, reliability in basis points (0 until attested). */
export interface ChainNodeRow {
  nodeId: string
  provider: string
  nodeKey: string
  hostKey: string
  boxKey: string
  classId: number
  regionId: number
  gpus: number
  vramGib: number
  cpuCores: number
  ramGib: bigint
  diskGib: bigint
  networkMbps: bigint
  tier: number
  reliabilityBps: number
  retired: boolean
  registeredAt: bigint
  updatedBlock: bigint
}

/** Adds a registered node. Throws if it exists, because a node id is registered once. Index: chain_nodes (node_id). */
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

/** The fields of a node that can change after its registration. An absent field does not change. */
export type ChainNodeChange = Partial<Pick<ChainNodeRow, 'cpuCores' | 'ramGib' | 'diskGib' | 'networkMbps' | 'tier' | 'reliabilityBps' | 'retired'>>

/** Changes one node. Throws when it is unknown. Index: chain_nodes (node_id). Locks its row. */
export async function updateChainNode(
  tx: Queryable,
  { nodeId, change, updatedBlock }: { nodeId: string; change: ChainNodeChange; updatedBlock: bigint },
): Promise<void> {
  const rows = await tx.query(
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

/** Stores whether a provider is listed (its bond is large enough for its nodes). Index: chain_providers (provider). Locks its row. */
export async function saveChainProvider(
  tx: Queryable,
  { provider, listed, updatedBlock }: { provider: string; listed: boolean; updatedBlock: bigint },
): Promise<void> {
  await tx.query(
    `insert into chain_providers (provider, listed, updated_block) values ($1, $2, $3)
     on conflict (provider) do update set listed = excluded.listed, updated_block = excluded.updated_block`,
    [provider, listed, updatedBlock],
  )
}
