/** What the chain says about one node. Sizes in GiB, network in Mbit/s, reliability in basis points (0 until attested). */
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
