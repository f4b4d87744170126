import { isIP, isIPv6 } from 'node:net'
import type { MeshPeerWire } from '@infinitio/domain/wire'
import { isPublicAddress } from '@infinitio/process'

/**
 * A connection between members of a cluster counts as lost after this many seconds without a handshake. In a handshake, WireGuard agrees on keys; a live
 * connection has one every two minutes.
 */
const lostAfterSeconds = 180

/**
 * Returns the addresses at which a member of a cluster may be reached, as `address:port`, best first. Uses addresses that are not public only if both machines
 * belong to one provider, or on a development chain. Otherwise another provider could make this machine send packets into its own network. Pure.
 */
export function endpointsOf(
  { statement, seenFrom }: Pick<MeshPeerWire, 'statement' | 'seenFrom'>,
  { mayBePrivate }: { mayBePrivate: boolean },
): string[] {
  const hosts = [...statement.hosts, ...(seenFrom === null ? [] : [seenFrom])].filter((host) => isUsable(host, mayBePrivate))
  return [...new Set(hosts)].map((host) => (isIPv6(host) ? `[${host}]:${statement.port}` : `${host}:${statement.port}`))
}

/** Returns true if the last handshake of a connection is recent enough. Pure. */
export function isConnected({ handshakeAt, nowMs }: { handshakeAt: number; nowMs: number }): boolean {
  return nowMs / 1_000 - handshakeAt < lostAfterSeconds
}

function isUsable(host: string, mayBePrivate: boolean): boolean {
  return mayBePrivate ? isIP(host) !== 0 : isPublicAddress(host)
}
