import { runTool } from '../detect/runTool.ts'

/** Where leases' networks begin, and what makes them. */
export type NetworkPlace = {
  /** The network namespace that is the machine to leases, a file; null: this process's own. */
  machineNamespace: string | null
  /** The program `nft`, by name or path. */
  nft: string
}

/** A network namespace that tools are run in: the machine's, a guard's by name, or that of a process. */
export type Space = 'machine' | { guard: string } | { process: number }

/** Where `ip netns` keeps namespaces by name. */
export const guardsFolder = '/run/netns'

/** Runs the network tools of this machine in one namespace or another. */
export class NetworkTools {
  readonly #place: NetworkPlace

  constructor(place: NetworkPlace) {
    this.#place = place
  }

  /** Runs `ip` once and resolves with what it printed. */
  ip(space: Space, args: readonly string[]): Promise<string> {
    return this.#run(space, ['ip', ...args])
  }

  /** Runs lines of `ip` one after another and stops at the first that fails. */
  async ipLines(space: Space, lines: readonly string[]): Promise<void> {
    await this.#run(space, ['ip', '-batch', '-'], `${lines.join('\n')}\n`)
  }

  /** Loads rules as one step: all of them, or none. */
  async loadRules(space: Space, rules: string): Promise<void> {
    await this.#run(space, [this.#place.nft, '-f', '-'], rules)
  }

  nft(space: Space, args: readonly string[]): Promise<string> {
    return this.#run(space, [this.#place.nft, ...args])
  }

  /** Runs lines of a shell, for the kernel's settings of a namespace; `set -e` holds. */
  async shell(space: Space, lines: readonly string[]): Promise<void> {
    await this.#run(space, ['/bin/sh', '-ec', lines.join('\n')])
  }

  /** Runs rules in a namespace that is thrown away with it: whether this kernel has all they need. */
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
