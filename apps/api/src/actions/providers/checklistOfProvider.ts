import type { MachineReading } from '@infinitio/db'
import type { GpuReadingWire, ProviderCheckWire, ProviderNodeWire } from '@infinitio/domain/wire'

/** An agent that was heard within so many seconds is there. */
export const heardWithinSeconds = 120

type CheckedNode = Pick<ProviderNodeWire, 'node' | 'name' | 'gpus' | 'vramGib' | 'state' | 'lastSeenAt' | 'ask'>

/** What the house knows of a provider; nothing of it is the provider's word alone but what its machines measure. */
export type ProviderFacts = {
  readonly nodes: readonly CheckedNode[]
  /** The newest reading of each machine. */
  readonly readings: readonly MachineReading[]
  /** Nodes that a gateway has a tunnel to. */
  readonly tunnels: readonly string[]
  readonly bonded: bigint
  readonly requiredBond: bigint
  /** Leases on the account's nodes, of all times. */
  readonly leases: readonly { readonly readyAt: bigint | null }[]
  readonly earned: bigint
  readonly nowSeconds: number
}

/**
 * The steps from a machine to its first pay, in their order, each with how many machines (or the account, 1) have taken it and of the others the first ten by
 * name. A machine without GPU memory of its own has no GPU to be seen. Retired machines are left out. Pure.
 */
export function checklistOfProvider(facts: ProviderFacts): ProviderCheckWire[] {
  const { nodes, readings, tunnels, bonded, requiredBond, leases, earned, nowSeconds } = facts
  const live = nodes.filter(({ state }) => state !== 'retired')
  const gpusSeen = new Map(readings.map(({ nodeId, gpus }) => [nodeId, gpusOf(gpus)]))
  const withTunnel = new Set(tunnels)
  const each = (kind: ProviderCheckWire['kind'], isDone: (node: CheckedNode) => boolean, among = live): ProviderCheckWire => {
    const missing = among.filter((node) => !isDone(node))
    return { kind, done: among.length - missing.length, of: among.length, missing: missing.slice(0, 10).map(({ name }) => name) }
  }
  const once = (kind: ProviderCheckWire['kind'], isDone: boolean): ProviderCheckWire => ({ kind, done: isDone ? 1 : 0, of: 1, missing: [] })
  return [
    live.length === 0
      ? once('agent', false)
      : each('agent', ({ lastSeenAt }) => lastSeenAt !== null && nowSeconds - lastSeenAt <= heardWithinSeconds),
    ...(live.some(hasGpu) ? [each('gpu', ({ node, gpus }) => (gpusSeen.get(node) ?? 0) >= gpus, live.filter(hasGpu))] : []),
    live.length === 0 ? once('tunnel', false) : each('tunnel', ({ node }) => withTunnel.has(node)),
    once('bond', live.length > 0 && bonded >= requiredBond),
    live.length === 0 ? once('ask', false) : each('ask', ({ ask, state }) => ask !== null || state === 'rented'),
    once(
      'lease',
      leases.some(({ readyAt }) => readyAt !== null),
    ),
    once('payout', earned > 0n),
  ]
}

const hasGpu = ({ vramGib }: CheckedNode): boolean => vramGib > 0

/** A reading was written by this server from a checked report, so its shape is trusted. */
function gpusOf(json: string | null): number {
  return json === null ? 0 : (JSON.parse(json) as GpuReadingWire[]).length
}
