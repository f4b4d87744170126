import { type LeaseTermsWire, type MeshLinkWire, type MeshPeerWire, type MeshStatementWire, mostMbps } from '@infinitio/domain/wire'
import type { Logger } from '@infinitio/process'
import type { LeaseOnChain } from '@infinitio/sdk'
import type { SigningNode } from '../market/marketSession.ts'
import type { MeshPeer, PeerState } from '../network/mesh/wireguard.ts'
import type { Sandbox } from '../runtime/runtime.ts'
import { type AcceptedPeer, acceptedPeers, addressOf } from './acceptedPeers.ts'
import { endpointsOf } from './endpointsOf.ts'
import type { MeshKeys } from './meshKeys.ts'
import { PairPath } from './pairPath.ts'
import type { LeaseRelay } from './relay/leaseRelay.ts'

const measureEveryMs = 15_000
/** How long a measurement waits for an answer, in milliseconds. `direct` is for a try of a direct path: if it fails, packets were lost for that long. */
const waitMs = { usual: 2_000, direct: 500 } as const
const readEveryMs = 15_000
/** How often the bandwidth to a member is tried. A try fails if the other machine does not measure at the same time. */
const mostSpeedTries = 3
/**
 * After an extension, the chain shows a lease's new terms earlier than the market does. So a member whose terms differ from the chain stays connected for this
 * many milliseconds.
 */
const patienceMs = 60_000

/** One lease of this machine as a member of its cluster: its keys, its network interface and its connections. */
export class MemberOfCluster {
  readonly leaseId: string
  readonly keys: MeshKeys
  readonly node: SigningNode
  terms: LeaseTermsWire
  statement: MeshStatementWire | null = null
  readonly #sandbox: Sandbox
  readonly #relay: LeaseRelay
  readonly #logger: Logger
  #accepted: AcceptedPeer[] = []
  /** The members of the cluster to which this lease may connect. Null until this process has asked the market for them. */
  #peers: MeshPeer[] | null = null
  #states = new Map<string, PeerState>()
  /** The path to each accepted member, by the id of its lease. */
  readonly #paths = new Map<string, PairPath>()
  readonly #acceptedAtMs = new Map<string, number>()
  #rtts = new Map<string, number | null>()
  #measuredAtMs = 0
  /** Bandwidths and tries by path and address, because each path has another bandwidth. */
  readonly #speeds = new Map<string, number>()
  readonly #speedTries = new Map<string, number>()
  #isMeasuringSpeed = false
  #read: { ids: string; atMs: number; slots: LeaseOnChain[] } | null = null

  constructor({
    leaseId,
    terms,
    keys,
    node,
    sandbox,
    relay,
    logger,
  }: {
    leaseId: string
    terms: LeaseTermsWire
    keys: MeshKeys
    node: SigningNode
    sandbox: Sandbox
    relay: LeaseRelay
    logger: Logger
  }) {
    this.leaseId = leaseId
    this.terms = terms
    this.keys = keys
    this.node = node
    this.#sandbox = sandbox
    this.#relay = relay
    this.#logger = logger
  }

  /**
   * Makes sure that the lease has its WireGuard interface, and reads the state of its connections. Resolves with the UDP port of the interface, or null if the
   * runtime has no network for clusters.
   */
  async open(): Promise<number | null> {
    const mesh = this.#sandbox.mesh?.() ?? null
    if (mesh === null) return null
    const { port, peers } = await mesh.join({ ...this.keys, address: addressOf(this.leaseId), peers: this.#peers })
    this.#states = new Map(peers.map((state) => [state.publicKey, state]))
    return port
  }

  /** Connects the lease with those of the given members of its cluster that it accepts, and disconnects it from all others. */
  async connect(
    peers: readonly MeshPeerWire[],
    { onChain, market, isDevelopment }: { onChain: readonly LeaseOnChain[]; market: { chainId: number; market: string }; isDevelopment: boolean },
  ): Promise<void> {
    const nowMs = Date.now()
    const accepted = await acceptedPeers(this, peers, { onChain, market })
    for (const { peer } of accepted) this.#acceptedAtMs.set(peer.leaseId, nowMs)
    const named = new Set(peers.map(({ leaseId }) => leaseId))
    const isPatient = ({ peer: { leaseId } }: AcceptedPeer): boolean =>
      named.has(leaseId) && !accepted.some(({ peer }) => peer.leaseId === leaseId) && nowMs - (this.#acceptedAtMs.get(leaseId) ?? 0) < patienceMs
    this.#noteChange([...accepted, ...this.#accepted.filter(isPatient)])
    const port = await this.open()
    if (port === null) return
    // Without local sockets the direct paths still work, and members that were refused must be disconnected in any case.
    await this.#relay
      .keep({ port, peers: this.#accepted.map(({ peer }) => peer.leaseId) })
      .catch((error: unknown) => this.#logger.warn({ err: error, leaseId: this.leaseId }, 'the way through the gateway cannot be opened'))
    for (const { peer } of this.#accepted) {
      const direct = endpointsOf(peer, { mayBePrivate: isDevelopment || peer.terms.provider === this.terms.provider })
      const ways = { direct, relay: this.#relay.endpointOf(peer.leaseId), local: this.#relay.localOf(peer.leaseId) }
      this.#pathOf(peer).see(ways, this.#states.get(peer.statement.publicKey), nowMs)
    }
    this.#peers = this.#accepted.map((one) => meshPeer(one, this.#pathOf(one.peer).next(nowMs)))
    await this.open()
    await this.#measure(nowMs)
    await this.#tryDirect(nowMs)
    this.#measureSpeed()
  }

  /** Returns the records of these leases on the chain. Uses the records of an earlier call for some seconds, unless the list of ids has changed. */
  async onChain(leaseIds: readonly string[], read: () => Promise<LeaseOnChain[]>): Promise<LeaseOnChain[]> {
    const ids = leaseIds.join()
    if (this.#read?.ids !== ids || Date.now() - this.#read.atMs > readEveryMs) this.#read = { ids, atMs: Date.now(), slots: await read() }
    return this.#read.slots
  }

  /** Returns the state of the connection to each accepted member of the cluster, as this machine measured it last. */
  links(): MeshLinkWire[] {
    const nowMs = Date.now()
    return this.#accepted.map(({ peer, address }) => {
      const rttMs = this.#rtts.get(address) ?? null
      const way = this.#pathOf(peer).way(nowMs)
      const mbps = this.#speeds.get(`${way} ${address}`)
      return { leaseId: peer.leaseId, way, rttMs, at: Math.floor(this.#measuredAtMs / 1_000), ...(mbps === undefined ? {} : { mbps }) }
    })
  }

  async #measure(nowMs: number): Promise<void> {
    const isNew = this.#accepted.some(({ address }) => (this.#rtts.get(address) ?? null) === null)
    if (this.#accepted.length === 0 || (!isNew && nowMs - this.#measuredAtMs < measureEveryMs)) return
    const mesh = this.#sandbox.mesh?.() ?? null
    if (mesh === null) return
    this.#rtts = await mesh.measure({ addresses: this.#accepted.map(({ address }) => address), waitMs: waitMs.usual })
    for (const { peer, address } of this.#accepted) this.#pathOf(peer).measured(this.#rtts.get(address) ?? null)
    this.#measuredAtMs = nowMs
  }

  /**
   * Tries a direct path to members whose packets go through a gateway. Sends an empty packet to a direct endpoint; if it arrives, the other member's WireGuard
   * answers on the same path. If nothing comes back, goes on through the gateway. The next packet through the gateway has the same effect, so a connection in use
   * is hardly interrupted.
   */
  async #tryDirect(nowMs: number): Promise<void> {
    const mesh = this.#sandbox.mesh?.() ?? null
    if (mesh === null || this.#isMeasuringSpeed) return
    const tries = this.#accepted.flatMap((one) => {
      const endpoint = this.#pathOf(one.peer).directToTry(nowMs)
      return endpoint === null ? [] : [{ one, endpoint }]
    })
    if (tries.length === 0) return
    const set = (changes: ReadonlyMap<AcceptedPeer, string | null>) => {
      const peers = this.#accepted.map((one) => meshPeer(one, changes.get(one) ?? null, changes.has(one)))
      return mesh.join({ ...this.keys, address: addressOf(this.leaseId), peers })
    }
    await set(new Map(tries.map(({ one, endpoint }) => [one, endpoint])))
    const rtts = await mesh.measure({ addresses: tries.map(({ one }) => one.address), waitMs: waitMs.direct })
    await this.open()
    const isRelayed = ({ peer }: AcceptedPeer) => this.#states.get(peer.statement.publicKey)?.endpoint === this.#relay.localOf(peer.leaseId)
    const failed = tries.filter(({ one }) => (rtts.get(one.address) ?? null) === null || isRelayed(one))
    for (const { one } of tries.filter((it) => !failed.includes(it)))
      this.#logger.info({ leaseId: this.leaseId, peer: one.peer.leaseId }, 'packets to the member go directly again')
    const back = failed.filter(({ one }) => !isRelayed(one))
    if (back.length > 0) await set(new Map(back.map(({ one }) => [one, this.#relay.localOf(one.peer.leaseId)])))
  }

  #pathOf({ leaseId }: Pick<MeshPeerWire, 'leaseId'>): PairPath {
    const path = this.#paths.get(leaseId) ?? new PairPath()
    this.#paths.set(leaseId, path)
    return path
  }

  /**
   * Begins to measure the bandwidth to the members that this lease reaches and has not measured on the present path, at most three times each. Of two members,
   * the one with the smaller number sends. During this, the connections continue. Logs a failure.
   */
  #measureSpeed(): void {
    const mesh = this.#sandbox.mesh?.() ?? null
    const nowMs = Date.now()
    const keyOf = ({ peer, address }: AcceptedPeer): string => `${this.#pathOf(peer).way(nowMs)} ${address}`
    const isDue = (one: AcceptedPeer) =>
      (this.#rtts.get(one.address) ?? null) !== null && !this.#speeds.has(keyOf(one)) && (this.#speedTries.get(keyOf(one)) ?? 0) < mostSpeedTries
    const due = this.#accepted.filter(isDue)
    if (mesh === null || due.length === 0 || this.#isMeasuringSpeed) return
    this.#isMeasuringSpeed = true
    const keys = new Map(due.map((one) => [one.address, keyOf(one)]))
    for (const key of keys.values()) this.#speedTries.set(key, (this.#speedTries.get(key) ?? 0) + 1)
    const isLater = ({ peer }: AcceptedPeer) => BigInt(peer.leaseId) > BigInt(this.leaseId)
    const addresses = (list: readonly AcceptedPeer[]) => list.map(({ address }) => address)
    mesh
      .speeds({ own: addressOf(this.leaseId), to: addresses(due.filter(isLater)), from: addresses(due.filter((one) => !isLater(one))) })
      .then((found) => {
        // The market refuses the whole report of this machine for one larger value.
        for (const [address, mbps] of found) if (mbps <= mostMbps) this.#speeds.set(keys.get(address) ?? address, Math.round(mbps * 10) / 10)
      })
      .catch((error: unknown) => this.#logger.warn({ err: error, leaseId: this.leaseId }, 'the bandwidth in the cluster cannot be measured'))
      .finally(() => {
        this.#isMeasuringSpeed = false
      })
  }

  #noteChange(accepted: AcceptedPeer[]): void {
    const ids = (list: readonly AcceptedPeer[]): string => list.map(({ peer }) => peer.leaseId).join(', ')
    if (ids(accepted) !== ids(this.#accepted))
      this.#logger.info({ leaseId: this.leaseId, peers: ids(accepted) }, 'the members of the cluster changed')
    this.#accepted = accepted
    for (const leaseId of this.#paths.keys()) if (!accepted.some(({ peer }) => peer.leaseId === leaseId)) this.#paths.delete(leaseId)
  }
}

/** Returns a member as WireGuard needs it. */
function meshPeer({ peer, address }: AcceptedPeer, endpoint: string | null, isNudged = false): MeshPeer {
  return { publicKey: peer.statement.publicKey, address, endpoint, ...(isNudged ? { isNudged } : {}) }
}
