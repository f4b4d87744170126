import { access, rm } from 'node:fs/promises'
import path from 'node:path'
import { meshNetwork } from '@infinitio/domain'
import type { NetworkTools, Space } from '../networkPlace.ts'
import { measureScript, parseMeasured } from './measureScript.ts'
import { controlFolder, meshInside, meshLinkOf, meshMtu } from './meshLink.ts'
import { meshRules } from './meshRules.ts'
import { parseSpeeds, speedScript } from './speedScript.ts'
import { type MeshPeer, parseDump, peerChanges, type PeerState, toBase64 } from './wireguard.ts'

/**
 * The data that a lease needs to join the network of its cluster. `privateKey` is 32 bytes as `0x` hex. `peers` are the other members. `peers` is null if the
 * agent was restarted and does not know them yet. The interface then keeps its peers.
 */
export type MeshOrder = {
  readonly privateKey: string
  readonly publicKey: string
  readonly address: string
  readonly peers: readonly MeshPeer[] | null
}

/** The addresses whose round-trip times a lease measures, and the milliseconds for which it waits for each answer. */
export type MeasureOrder = { readonly addresses: readonly string[]; readonly waitMs: number }

/** The addresses of a bandwidth measurement in a cluster's network: the lease's own, those to which it sends, and those from which it receives. */
export type SpeedOrder = { readonly own: string; readonly to: readonly string[]; readonly from: readonly string[] }

/** The first of the UDP ports on which WireGuard interfaces of leases listen, and the number of these ports. */
const firstPort = 51_820
const ports = 64

/**
 * The WireGuard interfaces of leases in clusters. The agent creates an interface in the machine's network namespace, where its UDP socket stays. Then it moves
 * the interface into the lease, which gets no right to change it. Uses the kernel's WireGuard, or `wireguard-go` if the kernel has none. The process of
 * `wireguard-go` continues while the agent does not run.
 */
export class LeaseMeshes {
  readonly #tools: NetworkTools
  /** The rules that this process last loaded for the cluster interface of each lease. */
  readonly #loaded = new Map<string, string>()

  constructor(tools: NetworkTools) {
    this.#tools = tools
  }

  /**
   * Gives a lease a WireGuard interface with exactly these peers, or updates the existing one. `leader` is the container's first process. Safe to repeat.
   * Resolves with the UDP port and the state of the peers. Rejects if this machine has no WireGuard.
   */
  async join(containerName: string, { leader, ...order }: MeshOrder & { leader: number }): Promise<{ port: number; peers: PeerState[] }> {
    const link = meshLinkOf(containerName)
    const inside: Space = { process: leader }
    const there = await this.#state(link, inside)
    const isWhole = there !== null && there.publicKey === order.publicKey && (await this.#hasRoute(inside))
    if (!isWhole) await this.#build(containerName, { inside, order })
    const before = isWhole ? there : await this.#state(link, inside)
    if (before === null) throw new Error(`the interface ${link} is gone`)
    if (order.peers === null) return before
    await this.#loadRules(containerName, inside, { address: order.address, members: order.peers.map(({ address }) => address) })
    const changes = peerChanges(order.peers, before.peers)
    if (changes.length === 0) return before
    const [space, name] = await this.#where(link, inside)
    await this.#tools.run(space, [this.#tools.wg, 'set', name, ...changes])
    return (await this.#state(link, inside)) ?? before
  }

  /** Measures the round-trip time from inside a lease to each address, in milliseconds; null if nothing came back within `waitMs`, in two tries. */
  async measure({ leader, addresses, waitMs }: MeasureOrder & { leader: number }): Promise<Map<string, number | null>> {
    const printed = await this.#tools.run({ process: leader }, [process.execPath, '-e', measureScript, String(waitMs), ...addresses])
    return parseMeasured(printed)
  }

  /**
   * Measures the bandwidth from inside a lease, in Mbit/s by address: sends to `to`, and receives from `from`. Each pair is measured once, from the side that
   * sends. Takes up to 20 s, and leaves out each address whose machine does not measure at the same time.
   */
  async speeds({ leader, own, to, from }: SpeedOrder & { readonly leader: number }): Promise<Map<string, number>> {
    const command = [process.execPath, '-e', speedScript, own, to.join(), from.join()]
    return parseSpeeds(await this.#tools.run({ process: leader }, command))
  }

  /** Removes the interface of a lease. `leader` is null if the lease's container is gone. Safe to repeat. */
  async leave(containerName: string, { leader }: { leader: number | null }): Promise<void> {
    const link = meshLinkOf(containerName)
    this.#loaded.delete(containerName)
    // `wireguard-go` ends when its control socket is gone, and its interface disappears too.
    await rm(this.#control(link), { force: true })
    await this.#tools.ip('machine', ['link', 'delete', link]).catch(() => {})
    if (leader !== null) await this.#tools.ip({ process: leader }, ['link', 'delete', meshInside]).catch(() => {})
  }

  /** Describes everything on the machine that is left of a lease's network interface; returns an empty list if nothing is left. */
  async residue(containerName: string): Promise<string[]> {
    const link = meshLinkOf(containerName)
    const isThere = await isDone(this.#tools.ip('machine', ['link', 'show', 'dev', link]))
    return [...((await this.#isUserSpace(link)) ? [`the control socket of ${link}`] : []), ...(isThere ? [`the interface ${link}`] : [])]
  }

  async #build(containerName: string, { inside, order }: { inside: Space & { process: number }; order: MeshOrder }): Promise<void> {
    const link = meshLinkOf(containerName)
    await this.leave(containerName, { leader: inside.process })
    if (!(await isDone(this.#tools.ip('machine', ['link', 'add', link, 'type', 'wireguard'])))) await this.#tools.wireguardGo('machine', link)
    await this.#setKey(link, { privateKey: order.privateKey, port: await this.#freePort() })
    await this.#loadRules(containerName, inside, { address: order.address, members: [] })
    await this.#tools.ip('machine', ['link', 'set', 'dev', link, 'netns', String(inside.process), 'name', meshInside])
    await this.#tools.ipLines(inside, [
      `link set dev ${meshInside} addrgenmode none`,
      `link set dev ${meshInside} mtu ${meshMtu}`,
      `address add ${order.address}/32 dev ${meshInside}`,
      `link set dev ${meshInside} up`,
      `route add ${meshNetwork} dev ${meshInside} src ${order.address}`,
    ])
  }

  async #loadRules(containerName: string, inside: Space, of: Parameters<typeof meshRules>[0]): Promise<void> {
    const rules = meshRules(of)
    if (this.#loaded.get(containerName) === rules) return
    await this.#tools.loadRules(inside, rules)
    this.#loaded.set(containerName, rules)
  }

  async #setKey(link: string, { privateKey, port }: { privateKey: string; port: number }): Promise<void> {
    // `wg` opens its input as a file. The kernel allows this for a pipe, but not for the socket that Node.js gives a program as its input, so `cat` creates a
    // pipe.
    const command = 'cat | "$0" set "$1" listen-port "$2" private-key /dev/stdin'
    await this.#tools.run('machine', ['/bin/sh', '-c', command, this.#tools.wg, link, String(port)], `${toBase64(privateKey)}\n`)
  }

  async #state(link: string, inside: Space): Promise<ReturnType<typeof parseDump> | null> {
    const [space, name] = await this.#where(link, inside)
    const text = await this.#tools.run(space, [this.#tools.wg, 'show', name, 'dump']).catch(() => null)
    return text === null ? null : parseDump(text)
  }

  /** Returns where `wg` finds a lease's WireGuard interface after it was moved into the lease: the network namespace, and the name of the interface there. */
  async #where(link: string, inside: Space): Promise<[Space, string]> {
    return (await this.#isUserSpace(link)) ? ['machine', link] : [inside, meshInside]
  }

  async #hasRoute(inside: Space): Promise<boolean> {
    const ways = await this.#tools.ip(inside, ['-4', 'route', 'show', meshNetwork]).catch(() => '')
    return ways.includes(`dev ${meshInside}`)
  }

  async #freePort(): Promise<number> {
    const lines = (await this.#tools.run('machine', ['cat', '/proc/net/udp', '/proc/net/udp6'])).split('\n')
    const taken = new Set(lines.map((line) => Number.parseInt(/^\s*\d+: [0-9A-F]+:([0-9A-F]{4}) /.exec(line)?.[1] ?? '', 16)))
    const free = Array.from({ length: ports }, (_, at) => firstPort + at).find((port) => !taken.has(port))
    if (free === undefined) throw new Error(`the UDP ports ${firstPort} to ${firstPort + ports - 1} are in use`)
    return free
  }

  #isUserSpace(link: string): Promise<boolean> {
    return isDone(access(this.#control(link)))
  }

  #control(link: string): string {
    return path.join(controlFolder, `${link}.sock`)
  }
}

function isDone(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  )
}
