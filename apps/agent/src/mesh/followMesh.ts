import { isUplink } from '../network/leaseNetwork.ts'
import { networkInterfaces } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { leaseFlags, leaseId, leaseKey } from '@infinitio/domain'
import {
  leaseTermsFromWire,
  type LeaseTermsWire,
  type MeshPeersWire,
  type MeshReportWire,
  type MeshStatementWire,
  meshStatementText,
} from '@infinitio/domain/wire'
import type { Logger } from '@infinitio/process'
import { readLeasesOnChain } from '@infinitio/sdk'
import type { LeaseKeeper } from '../leases/leaseKeeper.ts'
import type { Desired } from '../leases/toDesiredLeases.ts'
import type { MarketSession, SigningNode } from '../market/marketSession.ts'
import { Quietly } from '../market/quietly.ts'
import { sendOrOlder } from '../market/sendOrOlder.ts'
import type { AgentEnv } from '../settings/env.ts'
import { MemberOfCluster } from './memberOfCluster.ts'
import { type MeshKeyMaker, meshKeyMaker } from './meshKeys.ts'
import type { MeshRelays } from './relay/meshRelays.ts'

/** The inputs for the network of clusters. A cluster is a group of leases, perhaps on machines of different agents, that share a private network. */
export type MeshParts = {
  readonly env: Pick<AgentEnv, 'RPC_URL' | 'CONTAINER_MESH_HOST'>
  readonly market: MarketSession
  readonly keeper: LeaseKeeper
  readonly nodes: ReadonlyMap<string, SigningNode>
  /** The relays of leases through gateways, for members that do not reach each other directly. */
  readonly relays: MeshRelays
  readonly logger: Logger
}

const lookEveryMs = 3_000

/**
 * Connects the leases of this agent that are members of a cluster with the other members. Runs until `stop`. The caller must pass each new list of leases from
 * the market to `note`. Logs failures and continues: while the market or the chain does not respond, the connections stay as they are.
 */
export function followMesh(parts: MeshParts): { note(desired: Desired): void; stop(): void } {
  const mesh = new Mesh(parts)
  const stopped = new AbortController()
  void (async () => {
    while (!stopped.signal.aborted) {
      await mesh.turn()
      await delay(lookEveryMs, null, { signal: stopped.signal }).catch(() => {})
    }
  })()
  return { note: (desired) => mesh.note(desired), stop: () => stopped.abort() }
}

class Mesh {
  readonly #parts: MeshParts
  readonly #quietly: Quietly
  readonly #keys = new Map<string, Promise<MeshKeyMaker>>()
  readonly #members = new Map<string, MemberOfCluster>()
  #desired: ReadonlyMap<string, LeaseTermsWire> = new Map()

  constructor(parts: MeshParts) {
    this.#parts = parts
    this.#quietly = new Quietly(parts.logger)
  }

  note({ terms }: Desired): void {
    this.#desired = new Map([...terms].filter(([, { flags }]) => (flags & leaseFlags.cluster) !== 0))
  }

  async turn(): Promise<void> {
    for (const id of this.#members.keys()) {
      if (this.#desired.has(id)) continue
      this.#members.delete(id)
      this.#parts.relays.end(id)
    }
    const members = await Promise.all([...this.#desired].map(([id, terms]) => this.#memberOf(id, terms)))
    const up = members.filter((member) => member !== null)
    if (up.length === 0) return
    await this.#quietly.run('connecting the members of clusters', () => this.#meet(up))
  }

  async #meet(members: readonly MemberOfCluster[]): Promise<void> {
    const hosts = ownHosts({ host: this.#parts.env.CONTAINER_MESH_HOST ?? null })
    const report: MeshReportWire['members'] = []
    for (const member of members) {
      const port = await this.#quietly.run(`the network of the cluster of lease ${member.leaseId}`, () => member.open())
      report.push({
        leaseId: member.leaseId,
        statement: port === null ? null : await this.#statement(member, { port, hosts }),
        links: member.links(),
      })
    }
    const { clusters } = await reportMembers(report, (members) => this.#parts.market.call((client) => client.meetPeers({ members })))
    for (const { leaseId: id, peers } of clusters) {
      const member = members.find((one) => one.leaseId === id)
      if (member !== undefined) await this.#quietly.run(`the members of the cluster of lease ${id}`, () => this.#connect(member, peers))
    }
  }

  async #connect(member: MemberOfCluster, peers: MeshPeersWire['clusters'][number]['peers']): Promise<void> {
    const { market, env } = this.#parts
    const { chainId, addresses, developmentChain } = await market.chain()
    const leaseIds = [member.leaseId, ...peers.map(({ leaseId: id }) => id)]
    const onChain = await member.onChain(leaseIds, () => readLeasesOnChain({ rpcUrl: env.RPC_URL, addresses, leaseIds }))
    await member.connect(peers, { onChain, market: { chainId, market: addresses.market }, isDevelopment: developmentChain })
  }

  /** Returns the object that manages a lease's membership in its cluster. Null while the lease's sandbox is not running on this machine. */
  async #memberOf(id: string, terms: LeaseTermsWire): Promise<MemberOfCluster | null> {
    const lease = this.#parts.keeper.find(id)
    const node = this.#parts.nodes.get(terms.node)
    if (lease === null || node === undefined) return null
    const known = this.#members.get(id)
    if (known !== undefined) {
      known.terms = terms
      return known
    }
    const maker = this.#keys.get(node.nodeId) ?? meshKeyMaker(node.account)
    this.#keys.set(node.nodeId, maker)
    const keys = (await maker)(leaseKey(leaseId(BigInt(id)), leaseTermsFromWire(terms)))
    const relay = this.#parts.relays.of({ leaseId: id, nodeId: node.nodeId })
    const member = new MemberOfCluster({ leaseId: id, terms, keys, node, sandbox: lease.sandbox, relay, logger: this.#parts.logger })
    this.#members.set(id, member)
    return member
  }

  /**
   * Returns a member's statement, which tells the other members of its cluster its key and addresses. The node signs it. Signs a new one only if the port or
   * the hosts have changed.
   */
  async #statement(member: MemberOfCluster, { port, hosts }: { port: number; hosts: string[] }): Promise<MeshStatementWire> {
    const { statement } = member
    if (statement !== null && statement.port === port && statement.hosts.join() === hosts.join()) return statement
    const { chainId, addresses } = await this.#parts.market.chain()
    const signedAt = Math.floor(Date.now() / 1_000)
    const said = { leaseId: member.leaseId, publicKey: member.keys.publicKey, port, hosts, signedAt }
    const message = meshStatementText(said, { chainId, market: addresses.market })
    member.statement = { ...said, signature: await member.node.account.signMessage({ message }) }
    return member.statement
  }
}

type Members = MeshReportWire['members']

/**
 * Sends a report with `meet` and returns its answer. A market of an older version does not know bandwidths or connections through a gateway, and refuses the
 * report because of a field. It then gets the report without bandwidths, and with all connections as `direct`. Throws the errors of `meet`.
 */
export async function reportMembers<T>(members: Members, meet: (members: Members) => Promise<T>): Promise<T> {
  const isNewer = members.some(({ links }) => links.some(({ mbps, way }) => mbps !== undefined || way === 'tunnel'))
  const older = isNewer ? members.map((member) => ({ ...member, links: member.links.map(olderLink) })) : null
  return await sendOrOlder({ request: members, older }, meet)
}

function olderLink({ mbps: _, way, ...link }: Members[number]['links'][number]): Members[number]['links'][number] {
  return { ...link, way: way === 'tunnel' ? 'direct' : way }
}

const mostHosts = 8

/** Returns the addresses at which other machines may reach this one: first the address in the settings, then those of its network interfaces. */
function ownHosts({ host }: { host: string | null }): string[] {
  const found = Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
    isUplink(name)
      ? []
      : (addresses ?? []).filter(({ internal, address }) => !internal && !address.startsWith('fe80:')).map(({ address }) => address),
  )
  return [...new Set([...(host === null ? [] : [host]), ...found])].slice(0, mostHosts)
}
