import type { MachineReading } from '@infinitio/db'
import type { GpuReadingWire, ProviderCheckWire, ProviderNodeWire } from '@infinitio/domain/wire'

/** An agent that sent a heartbeat in the last 120 s counts as connected. */
export const heardWithinSeconds = 120

type CheckedNode = Pick<ProviderNodeWire, 'node' | 'name' | 'gpus' | 'vramGib' | 'state' | 'lastSeenAt' | 'ask'>

/** The data from which a provider's checklist is calculated. The telemetry (`readings`) is reported by the provider's agents. */
export type ProviderFacts = {
  readonly nodes: readonly CheckedNode[]
  /** The newest telemetry row of each machine. */
  readonly readings: readonly MachineReading[]
  /** Ids of the nodes with an open tunnel to a gateway. */
  readonly tunnels: readonly string[]
  readonly bonded: bigint
  readonly requiredBond: bigint
  /** The newest leases on the account's nodes, also those that are over. */
  readonly leases: readonly { readonly readyAt: bigint | null }[]
  readonly earned: bigint
  readonly nowSeconds: number
}

/**
 * Lists the steps from setting up a machine to its first pay, in order. A step about machines counts the machines that completed it, and names up to ten that
 * did not. A step of the whole account counts 0 or 1; so does a step about machines if the account has no machine. The GPU step counts only machines with GPU
 * memory, and is left out if there are none. Leaves out retired machines. Pure.
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

/** This server wrote the JSON itself after it had checked the report, so its format needs no check here. */
function gpusOf(json: string | null): number {
  return json === null ? 0 : (JSON.parse(json) as GpuReadingWire[]).length
}
