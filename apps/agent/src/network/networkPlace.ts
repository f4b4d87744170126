import { runTool } from '../detect/runTool.ts'

/** The machine's network namespace, and the tools that build the networks of leases. */
export type NetworkPlace = {
  /** The file of the network namespace in which leases' networks are built instead of the machine's own. Null means the namespace of this process. */
  machineNamespace: string | null
  /** The program `nft`, by name or path. */
  nft: string
  /** The programs `wg` and `wireguard-go`, by name or path. Without this field, they are found by name. */
  wireguard?: { readonly wg: string; readonly go: string }
}

/** The network namespace in which a tool runs: the machine's, the one of a guard (given by its name), or the one of a process. */
export type Space = 'machine' | { guard: string } | { process: number }

/** The folder in which `ip netns` stores network namespaces by name, including the guards (the namespaces of leases). */
export const guardsFolder = '/run/netns'

/** Runs the network tools of this machine in a chosen namespace. */
export class NetworkTools {
  readonly #place: NetworkPlace

  constructor(place: NetworkPlace) {
    this.#place = place
  }

  /** Runs `ip` once and resolves with its output. */
  ip(space: Space, args: readonly string[]): Promise<string> {
    return this.#run(space, ['ip', ...args])
  }

  /** Runs lines of input with the program `ip`, one after another. Stops at the first line that fails. */
  async ipLines(space: Space, lines: readonly string[]): Promise<void> {
    await this.#run(space, ['ip', '-batch', '-'], `${lines.join('\n')}\n`)
  }

  /** Loads all rules in one step, or none of them. */
  async loadRules(space: Space, rules: string): Promise<void> {
    await this.#run(space, [this.#place.nft, '-f', '-'], rules)
  }

  nft(space: Space, args: readonly string[]): Promise<string> {
    return this.#run(space, [this.#place.nft, ...args])
  }

  /** Runs shell lines with `set -e`, to change kernel settings of a namespace. */
  async shell(space: Space, lines: readonly string[]): Promise<void> {
    await this.#run(space, ['/bin/sh', '-ec', lines.join('\n')])
  }

  /** The program `wg` by name or path, for calls in a chosen namespace. */
  get wg(): string {
    return this.#place.wireguard?.wg ?? 'wg'
  }

  /** Makes an interface of WireGuard in user space. Its process continues in the background. Rejects if the program is missing. */
  async wireguardGo(space: Space, link: string): Promise<void> {
    await this.#run(space, [this.#place.wireguard?.go ?? 'wireguard-go', link])
  }

  /** Runs a program in a chosen namespace and resolves with its output. Rejects if it fails. */
  run(space: Space, command: readonly string[], input = ''): Promise<string> {
    return this.#run(space, command, input)
  }

  /** Loads rules in a temporary namespace, to check that this kernel supports them. */
  async tryRules(rules: string): Promise<void> {
    await runTool('unshare', ['--net', '--', this.#place.nft, '-f', '-'], rules)
  }

  #run(space: Space, command: readonly string[], input = ''): Promise<string> {
    const [program = '', ...args] = [...this.#enter(space), ...command]
    return runTool(program, args, input)
  }

  #enter(space: Space): string[] {
    const { machineNamespace } = this.#place
    if (space === 'machine') return machineNamespace === null ? [] : ['nsenter', `--net=${machineNamespace}`, '--']
    if ('guard' in space) return ['nsenter', `--net=${guardsFolder}/${space.guard}`, '--']
    return ['nsenter', '--target', String(space.process), '--net', '--']
  }
}
