/** What a provider says of a node when it registers it. Keys: address of the node key; raw 32-byte public keys of SSH host (ed25519) and box (X25519). */
export type NodeRegistration = {
  nodeKey: `0x${string}`
  hostKey: `0x${string}`
  boxKey: `0x${string}`
  classId: number
  regionId: number
  gpus: number
  vramGib: number
  cpuCores: number
  ramGib: number
  diskGib: number
  networkMbps: number
}
