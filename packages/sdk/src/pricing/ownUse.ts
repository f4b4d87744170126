import { type Bps, bps } from '@infinitio/domain'
import type { ProviderNodeWire, ProviderWire } from '@infinitio/domain/wire'

/** So many leases the API answers at most, newest first: when there are more, nothing is known of the time before the oldest. */
const mostLeases = 100

/**
 * The part of a provider's GPUs of a class, on nodes that are offered or leased, that was leased in the last `windowSeconds`: leased GPU-seconds by
 * those there were. Null when it has none. Of more than 100 leases the window is as long as those reach back.
 */
export function ownUse(
  {
    nodes,
    leases,
    chainNow,
  }: Pick<ProviderWire, 'leases' | 'chainNow'> & { readonly nodes: readonly Pick<ProviderNodeWire, 'node' | 'ask' | 'classId' | 'state' | 'gpus'>[] },
  { classId, windowSeconds }: { classId: number; windowSeconds: bigint },
): Bps | null {
  const own = nodes.filter((node) => node.classId === classId && (node.ask !== null || node.state === 'rented'))
  const gpus = own.reduce((sum, node) => sum + node.gpus, 0)
  if (gpus === 0) return null
  const oldest = leases.length < mostLeases ? 0 : Math.min(...leases.map(({ settled }) => settled.at))
  const from = Math.max(chainNow - Number(windowSeconds), oldest)
  if (from >= chainNow) return null
  const ids = new Set(own.map(({ node }) => node))
  const leased = leases.reduce((sum, { terms, endsAt, closed }) => {
    // One that was cancelled keeps the end that was paid for; it gave its time back when it closed.
    const seconds = Math.min(endsAt, closed?.at ?? chainNow, chainNow) - Math.max(terms.start, from)
    return ids.has(terms.node) && seconds > 0 ? sum + seconds * terms.gpus : sum
  }, 0)
  return bps(BigInt(Math.min(10_000, Math.floor((leased * 10_000) / (gpus * (chainNow - from))))))
}
