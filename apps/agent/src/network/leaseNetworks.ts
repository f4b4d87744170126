import { access, readlink } from 'node:fs/promises'
import path from 'node:path'
import { guardLines, guardRules, machineRules } from './guardRules.ts'
import { closeOtherFirewalls, openOtherFirewalls, passPackets, rulesInOthers } from './forwardOnMachine.ts'
import { type LeaseNetwork, drawUplinkAddresses, leaseLine, leaseNetworkOf } from './leaseNetwork.ts'
import { LeaseMeshes } from './mesh/leaseMeshes.ts'
import { guardEnds, guardSettings, insideEnd, lineInside, machineEnd } from './lines.ts'
import { type NetworkPlace, NetworkTools, guardsFolder } from './networkPlace.ts'
import { type MachineState, readMachine } from './readMachine.ts'

/**
 * Makes and removes the networks of leases (ADR 47). Packets of a lease pass two links: from the container to a separate namespace, the guard, which has the
 * firewall rules, and from the guard to the machine. The container starts without a network and gets its link last, so that none of its processes ever runs
 * without the rules.
 */
export class LeaseNetworks {
  readonly #tools: NetworkTools
  /** Manages the WireGuard interfaces of leases that are members of clusters. */
  readonly mesh: LeaseMeshes
  /** The firewall rules that this process last loaded into each guard (the network namespace between the machine and a lease), by the guard's name. */
  readonly #loaded = new Map<string, string>()

  constructor(place: NetworkPlace) {
    this.#tools = new NetworkTools(place)
    this.mesh = new LeaseMeshes(this.#tools)
  }

  /**
   * Gives a container its network, or updates a network that exists already. `leader` is the container's first process. Safe to repeat. Rejects when a rule
   * cannot be set up; then the container has no network.
   */
  async open(containerName: string, { leader }: { leader: number }): Promise<void> {
    const network = leaseNetworkOf(containerName)
    try {
      await isNotTheMachine(leader)
      const machine = await readMachine(this.#tools)
      if (await this.#isWhole(network, { machine, leader })) await this.#refresh(network, machine)
      else await this.#build(network, { machine, leader })
    } catch (error) {
      // Report the error of the failed step, and not an error of `close`. What `close` could not remove is found later by `residue`.
      await this.close(containerName).catch(() => {})
      throw new Error(`the network of ${containerName} cannot be set up, so it has none: ${(error as Error).message}`, { cause: error })
    }
  }

  /**
   * Updates only the rules of a lease's network and does not change its links. Use it when a sandbox kernel (gVisor) has taken the addresses and routes from
   * the links. Returns false when a link is gone.
   */
  async keep(containerName: string): Promise<boolean> {
    const network = leaseNetworkOf(containerName)
    const machine = await readMachine(this.#tools)
    if (!machine.uplinks.has(network.uplink) || !(await this.#hasGuard(network))) return false
    await this.#refresh(network, machine)
    return true
  }

  /** Removes everything that `open` made. Safe to repeat. */
  async close(containerName: string): Promise<void> {
    const network = leaseNetworkOf(containerName)
    this.#loaded.delete(network.guard)
    await this.mesh.leave(containerName, { leader: null })
    if (await this.#hasGuard(network)) {
      // Remove the link now, because the kernel would remove it only when it finds the namespace unused. If this fails, the link is removed together with the
      // namespace.
      await this.#tools.ip({ guard: network.guard }, ['link', 'delete', guardLines.lease]).catch(() => {})
      await this.#tools.ip('machine', ['netns', 'delete', network.guard])
    }
    // The kernel may remove this link at the same moment, together with its other end, so ignore an error. If the link remains, `residue` finds it.
    if (await this.#hasUplink(network)) await this.#tools.ip('machine', ['link', 'delete', network.uplink]).catch(() => {})
    if (!(await this.#hasNft())) return
    await closeOtherFirewalls(this.#tools, network.uplink)
    if (await this.#hasTable(network)) await this.#tools.nft('machine', ['delete', 'table', 'inet', network.table])
  }

  /** Describes everything that is left of a lease's network; returns an empty list if nothing is left. */
  async residue(containerName: string): Promise<string[]> {
    const network = leaseNetworkOf(containerName)
    const hasNft = await this.#hasNft()
    return [
      ...(await this.mesh.residue(containerName)),
      ...((await this.#hasGuard(network)) ? [`the network namespace ${network.guard}`] : []),
      ...((await this.#hasUplink(network)) ? [`the line ${network.uplink}`] : []),
      ...(hasNft && (await this.#hasTable(network)) ? [`the rules ${network.table}`] : []),
      ...(hasNft && (await rulesInOthers(this.#tools, network.uplink)).length > 0 ? [`rules about ${network.uplink} in another firewall`] : []),
    ]
  }

  async #build(network: LeaseNetwork, { machine, leader }: { machine: MachineState; leader: number }): Promise<void> {
    await this.close(network.guard)
    const others = [...machine.uplinks].filter(([line]) => line !== network.uplink).map(([, address]) => address)
    const addresses = drawUplinkAddresses({ containerName: network.guard, taken: new Set(others) })
    await this.#tools.loadRules('machine', machineRules({ network, addresses }))
    await openOtherFirewalls(this.#tools, network.uplink)
    await passPackets(this.#tools, machine)
    await this.#tools.ip('machine', ['netns', 'add', network.guard])
    await this.#loadGuard(network, machine)
    await this.#tools.shell({ guard: network.guard }, guardSettings)
    await this.#tools.ip('machine', ['link', 'add', network.uplink, 'type', 'veth', 'peer', 'name', guardLines.up, 'netns', network.guard])
    await this.#tools.ipLines('machine', machineEnd(network.uplink, { addresses, machine }))
    await this.#tools.ipLines({ guard: network.guard }, guardEnds({ addresses, machine, leader }))
    await this.#tools.ipLines({ process: leader }, insideEnd(machine))
  }

  /** Updates the firewall rules of a lease's network to the present state of the machine's own network. Does not change the links. */
  async #refresh(network: LeaseNetwork, machine: MachineState): Promise<void> {
    if (this.#loaded.get(network.guard) !== guardRules(machine)) await this.#loadGuard(network, machine)
    // When an administrator reloads the machine's firewall, all its rules are deleted, including those for this lease. So they are loaded again.
    if (!(await this.#hasTable(network))) {
      const drawn = drawUplinkAddresses({ containerName: network.guard, taken: new Set() })
      const machine4 = machine.uplinks.get(network.uplink) ?? ''
      const guard4 = machine4.replace(/\d+$/, (last) => String(Number(last) + 1))
      await this.#tools.loadRules('machine', machineRules({ network, addresses: { ...drawn, machine4, guard4 } }))
    }
    await openOtherFirewalls(this.#tools, network.uplink)
    await passPackets(this.#tools, machine)
  }

  async #loadGuard(network: LeaseNetwork, machine: MachineState): Promise<void> {
    const rules = guardRules(machine)
    await this.#tools.loadRules({ guard: network.guard }, rules)
    this.#loaded.set(network.guard, rules)
  }

  /** Returns true if `#build` was completed for this container. In that case the container has the default route, because only the last step adds it. */
  async #isWhole(network: LeaseNetwork, { machine, leader }: { machine: MachineState; leader: number }): Promise<boolean> {
    if (!machine.uplinks.has(network.uplink) || !(await this.#hasGuard(network))) return false
    const way = await this.#tools.ip({ process: leader }, ['-4', 'route', 'show', 'default'])
    return way.includes(`via ${leaseLine.guard4} dev ${lineInside}`)
  }

  #hasGuard({ guard }: LeaseNetwork): Promise<boolean> {
    return access(path.join(guardsFolder, guard)).then(
      () => true,
      () => false,
    )
  }

  #hasUplink({ uplink }: LeaseNetwork): Promise<boolean> {
    return this.#tools.ip('machine', ['link', 'show', 'dev', uplink]).then(
      () => true,
      () => false,
    )
  }

  /** Returns true if this machine has `nft`. Without it, this agent cannot have made any rules. */
  #hasNft(): Promise<boolean> {
    return this.#tools.nft('machine', ['--version']).then(
      () => true,
      () => false,
    )
  }

  async #hasTable({ table }: LeaseNetwork): Promise<boolean> {
    return (await this.#tools.nft('machine', ['list', 'tables', 'inet'])).split('\n').includes(`table inet ${table}`)
  }
}

/**
 * Throws if the process `leader` is in the machine's own network. If the process has exited, its number may belong to a process of the machine. A link that is
 * moved to that process would be in the machine's network and bypass the rules.
 */
async function isNotTheMachine(leader: number): Promise<void> {
  const [space, own] = await Promise.all([`/proc/${leader}/ns/net`, '/proc/self/ns/net'].map((file) => readlink(file)))
  if (space === own) throw new Error('the container has no network namespace of its own')
}
