import { type LeaseTermsWire, type MeshLinkWire, type MeshPeerWire, type MeshStatementWire, mostMbps } from '@infinitio/domain/wire'
import type { Logger } from '@infinitio/process'
import type { LeaseOnChain } from '@infinitio/sdk'
import type { SigningNode } from '../market/marketSession.ts'
import type { MeshPeer, PeerState } from '../network/mesh/wireguard.ts'
import type { Sandbox } from '../runtime/runtime.ts'
import { type AcceptedPeer, acceptedPeers, addressOf } from './acceptedPeers.ts'
import { endpointsOf, isConnected, nextEndpoint } from './endpointsOf.ts'
import type { MeshKeys } from './meshKeys.ts'

const measureEveryMs = 15_000
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
  readonly #logger: Logger
  #accepted: AcceptedPeer[] = []
  /** The members of the cluster to which this lease may connect. Null until this process has asked the market for them. */
  #peers: MeshPeer[] | null = null
  #states = new Map<string, PeerState>()
  readonly #acceptedAtMs = new Map<string, number>()
  #rtts = new Map<string, number | null>()
  #measuredAtMs = 0
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
    logger,
  }: {
    leaseId: string
    terms: LeaseTermsWire
    keys: MeshKeys
    node: SigningNode
    sandbox: Sandbox
    logger: Logger
  }) {
    this.leaseId = leaseId
    this.terms = terms
    this.keys = keys
    this.node = node
    this.#sandbox = sandbox
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
    this.#peers = this.#accepted.map(({ peer, address }) => {
      const { publicKey } = peer.statement
      const mayBePrivate = isDevelopment || peer.terms.provider === this.terms.provider
      const handshakeAt = this.#states.get(publicKey)?.handshakeAt ?? 0
      return { publicKey, address, endpoint: nextEndpoint(endpointsOf(peer, { mayBePrivate }), { handshakeAt, nowMs }) }
    })
    await this.open()
    await this.#measure(nowMs)
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
      const handshakeAt = this.#states.get(peer.statement.publicKey)?.handshakeAt ?? 0
      const rttMs = this.#rtts.get(address) ?? null
      const way = rttMs !== null || isConnected({ handshakeAt, nowMs }) ? ('direct' as const) : ('none' as const)
      const mbps = this.#speeds.get(address)
      return { leaseId: peer.leaseId, way, rttMs, at: Math.floor(this.#measuredAtMs / 1_000), ...(mbps === undefined ? {} : { mbps }) }
    })
  }

  async #measure(nowMs: number): Promise<void> {
    const isNew = this.#accepted.some(({ address }) => (this.#rtts.get(address) ?? null) === null)
    if (this.#accepted.length === 0 || (!isNew && nowMs - this.#measuredAtMs < measureEveryMs)) return
    const mesh = this.#sandbox.mesh?.() ?? null
    if (mesh === null) return
    this.#rtts = await mesh.measure(this.#accepted.map(({ address }) => address))
    this.#measuredAtMs = nowMs
  }

  /**
   * Begins to measure the bandwidth to the members that this lease reaches and has not measured, at most three times each. Of two members, the one with the
   * smaller number sends. During this, the connections continue. Logs a failure.
   */
  #measureSpeed(): void {
    const mesh = this.#sandbox.mesh?.() ?? null
    const isDue = ({ address }: AcceptedPeer) =>
      (this.#rtts.get(address) ?? null) !== null && !this.#speeds.has(address) && (this.#speedTries.get(address) ?? 0) < mostSpeedTries
    const due = this.#accepted.filter(isDue)
    if (mesh === null || due.length === 0 || this.#isMeasuringSpeed) return
    this.#isMeasuringSpeed = true
    for (const { address } of due) this.#speedTries.set(address, (this.#speedTries.get(address) ?? 0) + 1)
    const isLater = ({ peer }: AcceptedPeer) => BigInt(peer.leaseId) > BigInt(this.leaseId)
    const addresses = (list: readonly AcceptedPeer[]) => list.map(({ address }) => address)
    mesh
      .speeds({ own: addressOf(this.leaseId), to: addresses(due.filter(isLater)), from: addresses(due.filter((one) => !isLater(one))) })
      .then((found) => {
        // The market refuses the whole report of this machine for one larger value.
        for (const [address, mbps] of found) if (mbps <= mostMbps) this.#speeds.set(address, Math.round(mbps * 10) / 10)
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
  }
}
