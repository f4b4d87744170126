import type { AdmittedLease } from '@infinitio/db'
import { metrics } from '@infinitio/process'
import { type Arrived, DatagramStream, type Dropped } from '@infinitio/tunnel'
import { ByteBudget, type ByteRule } from '../terminal/byteBudget.ts'
import type { Tunnels } from '../tunnel/tunnels.ts'

/**
 * Why a packet was not forwarded. `rate`: its lease, or all leases together, sent too much. `foreign`: its receiver is not in the same cluster. `malformed`: it is
 * not a packet of WireGuard. `away`: its receiver has no tunnel to this gateway. `late`, `full`: it waited too long, or too many waited.
 */
type Lost = 'rate' | 'foreign' | 'malformed' | 'away' | Dropped

const forwarded = metrics.counter({
  name: 'infinitio_gateway_cluster_bytes_total',
  help: 'Bytes of encrypted packets forwarded between leases of clusters',
  labels: [],
})
const dropped = metrics.counter<'reason'>({
  name: 'infinitio_gateway_cluster_packets_dropped_total',
  help: 'Packets between leases of clusters that were not forwarded, by the reason',
  labels: ['reason'],
})

/** The facts of a lease that decide with which leases it may exchange packets. */
export type ClusterLease = Pick<AdmittedLease, 'leaseId' | 'nodeId' | 'holder' | 'cluster'>

type Member = {
  readonly lease: ClusterLease
  readonly budget: ByteBudget
  stream: DatagramStream | null
  isOpening: boolean
  retryAtMs: number
  told: string
}

/** The shortest packet of WireGuard: an empty one, which keeps a connection open. */
const leastPacketBytes = 32
/** If a machine refuses the stream of a lease, or the stream breaks, the next try comes after this many milliseconds. */
const retryAfterMs = 5_000
/** A lease may send as much at once as in this many milliseconds at its rate. */
const burstMs = 50
const leastBurstBytes = 64 * 1024

/**
 * Forwards the packets of WireGuard between the leases of a cluster whose machines do not reach each other directly. Opens one stream to the machine of each lease
 * of a cluster, so the tunnel proves from which lease a packet comes. Forwards it only to a lease of the same cluster and holder that is admitted at that moment;
 * nothing else can send into a cluster, and nothing that was allowed once stays allowed. The packets are encrypted from lease to lease. Bytes are limited per
 * lease and in all (ADR 247).
 */
export class ClusterRelay {
  readonly #tunnels: Pick<Tunnels, 'carry'>
  readonly #rule: ByteRule
  readonly #all: ByteBudget
  readonly #nowMs: () => number
  readonly #members = new Map<string, Member>()
  readonly #clusters = new Map<string, Set<Member>>()

  /** The limits are in Mbit/s: of all leases together, and of one. */
  constructor({
    tunnels,
    mbps,
    mbpsPerLease,
    nowMs = () => performance.now(),
  }: {
    tunnels: Pick<Tunnels, 'carry'>
    mbps: number
    mbpsPerLease: number
    nowMs?: () => number
  }) {
    this.#tunnels = tunnels
    this.#rule = ruleOf(mbpsPerLease)
    this.#all = new ByteBudget(ruleOf(mbps), nowMs())
    this.#nowMs = nowMs
  }

  /**
   * Must be called for each admitted lease, each time the leases were read. Opens the stream of a lease of a cluster if it has none. If the lease has another
   * holder now, its stream ends first.
   */
  see(lease: ClusterLease): void {
    if (lease.cluster === null) return
    const known = this.#members.get(lease.leaseId)
    if (known !== undefined && clusterOf(known.lease) !== clusterOf(lease)) this.end(lease.leaseId)
    const member = this.#members.get(lease.leaseId) ?? this.#add(lease)
    if (member.stream === null && !member.isOpening && this.#nowMs() >= member.retryAtMs) void this.#open(member)
  }

  /** Ends the stream of a lease that is over. From now on, nothing reaches it and nothing comes from it. */
  end(leaseId: string): void {
    const member = this.#members.get(leaseId)
    if (member === undefined) return
    const cluster = clusterOf(member.lease)
    this.#members.delete(leaseId)
    this.#clusters.get(cluster)?.delete(member)
    if (this.#clusters.get(cluster)?.size === 0) this.#clusters.delete(cluster)
    member.stream?.cut()
    this.#tellCluster(cluster)
  }

  /** Ends all streams. */
  close(): void {
    for (const leaseId of [...this.#members.keys()]) this.end(leaseId)
  }

  #add(lease: ClusterLease): Member {
    const member: Member = { lease, budget: new ByteBudget(this.#rule, this.#nowMs()), stream: null, isOpening: false, retryAtMs: 0, told: '' }
    const cluster = clusterOf(lease)
    this.#members.set(lease.leaseId, member)
    this.#clusters.set(cluster, (this.#clusters.get(cluster) ?? new Set()).add(member))
    return member
  }

  async #open(member: Member): Promise<void> {
    const { leaseId, nodeId } = member.lease
    member.retryAtMs = this.#nowMs() + retryAfterMs
    member.isOpening = true
    const carrier = await this.#tunnels.carry(nodeId, `/leases/${leaseId}/mesh`)
    member.isOpening = false
    if (carrier === null) return
    const stream = new DatagramStream(carrier, {
      onDatagram: (arrived) => this.#forward(member, arrived),
      onPeers: null,
      onDrop: (reason) => dropped.inc({ reason }),
    })
    if (this.#members.get(leaseId) !== member || stream.isOver) return stream.cut()
    member.stream?.cut()
    member.stream = stream
    member.told = ''
    carrier.stream.once('close', () => {
      if (member.stream !== stream) return
      member.stream = null
      this.#tellCluster(clusterOf(member.lease))
    })
    this.#tellCluster(clusterOf(member.lease))
  }

  #forward(from: Member, arrived: Arrived): void {
    const lost = this.#send(from, arrived)
    if (lost === null) forwarded.inc({}, arrived.bytes.length)
    else dropped.inc({ reason: lost })
  }

  /** Sends a packet on to the lease that it names. Returns null, or the reason why it was dropped. */
  #send(from: Member, { peer, bytes, ageMs }: Arrived): Lost | null {
    const nowMs = this.#nowMs()
    if (!from.budget.take(bytes.length, nowMs)) return 'rate'
    const to = this.#members.get(peer.toString())
    // `end` removes a lease from the members before its stream has closed, so the sender is looked up, too.
    const isMember = this.#members.get(from.lease.leaseId) === from
    if (to === undefined || to === from || !isMember || clusterOf(to.lease) !== clusterOf(from.lease)) return 'foreign'
    if (!isWireGuard(bytes)) return 'malformed'
    if (to.stream === null) return 'away'
    // Only packets that are forwarded use the budget of all leases, so that a lease without a cluster cannot spend what others need.
    if (!this.#all.take(bytes.length, nowMs)) return 'rate'
    to.stream.send({ peer: BigInt(from.lease.leaseId), bytes }, ageMs)
    return null
  }

  /** Tells each machine of a cluster which of the other members are reachable through this gateway, if that has changed. */
  #tellCluster(cluster: string): void {
    const reachable = [...(this.#clusters.get(cluster) ?? [])].filter(({ stream }) => stream !== null)
    for (const member of reachable) {
      const others = reachable.filter((one) => one !== member).map(({ lease }) => BigInt(lease.leaseId))
      if (member.told === others.join()) continue
      member.told = others.join()
      member.stream?.sendPeers(others)
    }
  }
}

/** Returns a name that is equal for leases of one cluster with the same holder, and for no others. Pure. */
function clusterOf({ cluster, holder }: ClusterLease): string {
  return `${cluster} ${holder}`
}

function ruleOf(mbps: number): ByteRule {
  const bytesPerSecond = mbps * 125_000
  return { bytesPerSecond, burstBytes: Math.max(leastBurstBytes, (bytesPerSecond * burstMs) / 1_000) }
}

/**
 * Returns true if these bytes begin like a packet of WireGuard: its type, 1 to 4, as a number of 32 bits. So a machine that sends anything else by mistake, such
 * as packets in the clear, sends it to nobody. Pure.
 */
export function isWireGuard(bytes: Buffer): boolean {
  if (bytes.length < leastPacketBytes) return false
  const type = bytes.readUInt32LE(0)
  return type >= 1 && type <= 4
}
