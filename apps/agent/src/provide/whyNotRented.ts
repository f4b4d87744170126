import type { ProviderNodeWire, ProviderWire } from '@infinitio/domain/wire'
import type { AgentStatus } from '../control/controlMessages.ts'

/** A machine's price is too high when more than this share of the asks (listings) in its class is cheaper. In basis points: 5,000 is half. */
const dearBps = 5_000

const states: Record<ProviderNodeWire['state'], string | null> = {
  listed: null,
  rented: null,
  paused: 'you paused it: infinitio provide resume',
  suspect: 'the market has not heard from it or has no tunnel to it; it comes back by itself when the agent is connected',
  lost: 'the market gave it up after it was silent; it comes back by itself when the agent is connected',
  delisted: 'the operator took it off the list, or the bond is too small',
  retired: 'it was removed from the market, which is permanent: list the computer again from another --data folder',
}

/** Returns the reasons why nobody rents the machine now. Returns an empty list when the machine is rented or no reason is found. Pure. */
export function whyNotRented({
  agent,
  provider,
  node,
  nodeId,
  isUnsigned = false,
}: {
  agent: AgentStatus | null
  provider: ProviderWire | null
  node: Pick<ProviderNodeWire, 'state' | 'pricePercentile' | 'tier'> | null
  nodeId: string | null
  /**
   * True if this machine has no key that may sign asks for the node. The node then shows as paused because its ask has expired, not because its provider paused
   * it.
   */
  isUnsigned?: boolean
}): string[] {
  if (node?.state === 'rented') return []
  const isOffline = agent?.nodes.some(({ nodeId: one, tunnelUp }) => one === nodeId && !tunnelUp) ?? false
  const isShort = provider !== null && BigInt(provider.bonded) < BigInt(provider.requiredBond)
  const state =
    node === null ? null : isUnsigned && node.state === 'paused' ? 'its ask ran out and nothing here may sign another' : states[node.state]
  const isDear = node?.pricePercentile != null && node.pricePercentile > dearBps
  return [
    ...(agent === null ? ['the agent does not run'] : []),
    ...(isOffline ? ['the gateway cannot be reached: infinitio provide --check says why'] : []),
    ...(isShort ? ['the bond is too small: add to it'] : []),
    ...(state === null ? [] : [state]),
    ...(isDear ? [`${Math.round((node?.pricePercentile ?? 0) / 100)} % of its class are cheaper: infinitio price set`] : []),
    ...(node?.tier === 0 && node.state === 'listed' ? ['it is not verified yet (tier 0), which some renters leave out'] : []),
  ]
}
