import { access, readlink } from 'node:fs/promises'
import path from 'node:path'
import { guardLines, guardRules } from './guardRules.ts'
import { closeOtherFirewalls, openOtherFirewalls, passPackets, rulesInOthers } from './forwardOnMachine.ts'
import { type LeaseNetwork, drawUplinkAddresses, leaseLine, leaseNetworkOf } from './leaseNetwork.ts'
import { guardEnds, guardSettings, insideEnd, lineInside, machineEnd } from './lines.ts'
import { machineRules } from './machineRules.ts'
import { type NetworkPlace, NetworkTools, guardsFolder } from './networkPlace.ts'
import { type MachineState, readMachine } from './readMachine.ts'

/**
 * The network of one lease (ADR 47): a line from the container to a namespace of its own, the guard, where the rules are, and a line from there to the
 * machine. The container starts without any network and gets its line last, so no process of it ever runs without the rules.
 */
export class LeaseNetworks {
  readonly #tools: NetworkTools
  /** The rules that this process loaded for each guard. */
  readonly #loaded = new Map<string, string>()

  constructor(place: NetworkPlace) {
    this.#tools = new NetworkTools(place)
  }

  /**
   * Gives a container its network, or brings what is there up to date: `leader` is its first process. Safe to repeat. Rejects when a rule cannot be
   * set up; then the container has no network.
   */
  async open(containerName: string, { leader }: { leader: number }): Promise<void> {
    const network = leaseNetworkOf(containerName)
    try {
      await isNotTheMachine(leader)
      const machine = await readMachine(this.#tools)
      if (await this.#isWhole(network, { machine, leader })) await this.#refresh(network, machine)
      else await this.#build(network, { machine, leader })
    } catch (error) {
      // The first error is the one to report. `residue` lists what could not be removed.
      await this.close(containerName).catch(() => {})
      throw new Error(`the network of ${containerName} cannot be set up, so it has none: ${(error as Error).message}`, { cause: error })
    }
  }

  /**
   * Brings the rules of a network up to date that its container has taken over, and leaves its lines alone: a kernel apart from the machine's takes addresses and routes off the line. False when a line is gone.
   */
  async keep(containerName: string): Promise<boolean> {
    const network = leaseNetworkOf(containerName)
    const machine = await readMachine(this.#tools)
    if (!machine.uplinks.has(network.uplink) || !(await this.#hasGuard(network))) return false
    await this.#refresh(network, machine)
    return true
  }

  /** Takes away all that `open` made. Safe to repeat. */
  async close(containerName: string): Promise<void> {
    const network = leaseNetworkOf(containerName)
    this.#loaded.delete(network.guard)
    if (await this.#hasGuard(network)) {
      // At once, not when the kernel finds the namespace unused. Deleting the namespace removes a link that this did not.
      await this.#tools.ip({ guard: network.guard }, ['link', 'delete', guardLines.lease]).catch(() => {})
      await this.#tools.ip('machine', ['netns', 'delete', network.guard])
    }
    // The kernel may remove it with its peer at this moment. `residue` lists an uplink that stays.
    if (await this.#hasUplink(network)) await this.#tools.ip('machine', ['link', 'delete', network.uplink]).catch(() => {})
    if (!(await this.#hasNft())) return
    await closeOtherFirewalls(this.#tools, network.uplink)
    if (await this.#hasTable(network)) await this.#tools.nft('machine', ['delete', 'table', 'inet', network.table])
  }

  /** What is still there of a lease's network, in words; empty when all of it is gone. */
  async residue(containerName: string): Promise<string[]> {
    const network = leaseNetworkOf(containerName)
    const hasNft = await this.#hasNft()
    return [
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

  /** Its lines stay; its rules are what they should be by now. */
  async #refresh(network: LeaseNetwork, machine: MachineState): Promise<void> {
    if (this.#loaded.get(network.guard) !== guardRules(machine)) await this.#loadGuard(network, machine)
    // Whoever loads a firewall of the machine anew takes all rules away, ours too.
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

  /** Whether the last step of `#build` was done for this very container: it has its way out, which it cannot make. */
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

  /** Without it nothing of ours can have been made here. */
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

/** The number of a process that is gone may be another's: a line into the machine's own network would be none to a lease. */
async function isNotTheMachine(leader: number): Promise<void> {
  const [space, own] = await Promise.all([`/proc/${leader}/ns/net`, '/proc/self/ns/net'].map((file) => readlink(file)))
  if (space === own) throw new Error('the container has no network namespace of its own')
}
