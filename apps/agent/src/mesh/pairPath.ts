import type { MeshLinkWire } from '@infinitio/domain/wire'
import type { PeerState } from '../network/mesh/wireguard.ts'
import { isConnected } from './endpointsOf.ts'

/** Milliseconds for which one endpoint of a member is tried before the next one. WireGuard repeats a handshake after 5 s. */
const tryMs = 6_000
/** The connection to a member counts as lost after this many measurements in a row without an answer. */
const mostMissed = 2
/** While packets go through a gateway, a direct endpoint is tried after this many milliseconds. */
const tryDirectEveryMs = 60_000

/**
 * The endpoints of a member of a cluster. `direct`: those at which its machine may be reached directly, best first. `local`: the local socket of this agent that
 * sends the member's packets through a gateway. `relay`: the same socket while a gateway reaches the member, otherwise null.
 */
export type Ways = { readonly direct: readonly string[]; readonly relay: string | null; readonly local: string | null }

/**
 * The path of the packets to one member of a cluster: directly, or through a gateway. WireGuard itself decides the path while a connection works: it sends to the
 * endpoint from which the member's last packet came. This class chooses an endpoint while there is no connection, and decides when to try a direct one again.
 */
export class PairPath {
  #ways: Ways = { direct: [], relay: null, local: null }
  #endpoint: string | null = null
  #handshakeAt = 0
  #missed = 0
  #lostAtMs: number | null = null
  #triedAtMs = Number.NEGATIVE_INFINITY
  #tries = 0

  /** Notes the endpoints of the member, and the state of the connection as WireGuard reports it; undefined if WireGuard does not have the member yet. */
  see(ways: Ways, state: PeerState | undefined, nowMs: number): void {
    this.#ways = ways
    this.#endpoint = state?.endpoint ?? null
    this.#handshakeAt = state?.handshakeAt ?? 0
    this.#lostAtMs = this.#isConnected(nowMs) ? null : (this.#lostAtMs ?? nowMs)
  }

  /** Notes a measured round-trip time; null without an answer. */
  measured(rttMs: number | null): void {
    this.#missed = rttMs === null ? this.#missed + 1 : 0
  }

  /**
   * Returns the endpoint to set, or null to leave the present one. Without a connection, each direct endpoint is tried for some seconds, and between two of them
   * the way through a gateway. A new member is first tried directly, and a member whose connection was lost first through a gateway.
   */
  next(nowMs: number): string | null {
    const { direct, relay } = this.#ways
    if (this.#lostAtMs === null) return null
    const isNew = this.#handshakeAt === 0
    const all = relay === null ? direct : direct.length === 0 ? [relay] : direct.flatMap((one) => (isNew ? [one, relay] : [relay, one]))
    return all[Math.floor((nowMs - this.#lostAtMs) / tryMs) % all.length] ?? null
  }

  /** Returns the path on which packets go now. */
  way(nowMs: number): MeshLinkWire['way'] {
    if (!this.#isConnected(nowMs)) return 'none'
    return this.#endpoint !== null && this.#endpoint === this.#ways.local ? 'tunnel' : 'direct'
  }

  /** If packets go through a gateway and a try is due, returns the direct endpoint to try, another one each time. Else null. */
  directToTry(nowMs: number): string | null {
    const { direct, relay } = this.#ways
    if (relay === null || direct.length === 0 || this.way(nowMs) !== 'tunnel' || nowMs - this.#triedAtMs < tryDirectEveryMs) return null
    this.#triedAtMs = nowMs
    this.#tries += 1
    return direct[this.#tries % direct.length] ?? null
  }

  #isConnected(nowMs: number): boolean {
    return !this.#isSocketGone && this.#missed < mostMissed && isConnected({ handshakeAt: this.#handshakeAt, nowMs })
  }

  /** Returns true if WireGuard sends to a local socket of an earlier process of this agent. */
  get #isSocketGone(): boolean {
    const { direct, local } = this.#ways
    return this.#endpoint?.startsWith('127.') === true && this.#endpoint !== local && !direct.includes(this.#endpoint)
  }
}
