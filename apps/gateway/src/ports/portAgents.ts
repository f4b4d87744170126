import type { AdmittedLease } from '@infinitio/db'
import type { Tunnels } from '../tunnel/tunnels.ts'
import { PortAgent } from './portAgent.ts'

const mostAgents = 4_096

/** One way to each port that is used: connections are shared by the requests of one lease's holder, never by two leases. */
export class PortAgents {
  readonly #tunnels: Tunnels
  readonly #agents = new Map<string, PortAgent>()

  constructor(tunnels: Tunnels) {
    this.#tunnels = tunnels
  }

  /** The way of plain requests to a port. */
  to(lease: AdmittedLease, port: number): PortAgent {
    const name = `${lease.nodeId}/${lease.leaseId}/${port}`
    const agent = this.#agents.get(name) ?? this.#new(lease, port, { keepAlive: true })
    this.#agents.delete(name)
    this.#agents.set(name, agent)
    const [oldest] = this.#agents.keys()
    if (this.#agents.size > mostAgents && oldest !== undefined) this.#forget(oldest)
    return agent
  }

  /** A connection for one request alone, which may become a WebSocket. */
  once(lease: AdmittedLease, port: number): PortAgent {
    return this.#new(lease, port, { keepAlive: false })
  }

  /** Ends what is open to a lease that is over. */
  endLease(leaseId: string): void {
    for (const name of [...this.#agents.keys()]) if (name.split('/')[1] === leaseId) this.#forget(name)
  }

  close(): void {
    for (const name of [...this.#agents.keys()]) this.#forget(name)
  }

  #new({ nodeId, leaseId }: AdmittedLease, port: number, { keepAlive }: { keepAlive: boolean }): PortAgent {
    return new PortAgent({ open: () => this.#tunnels.connect(nodeId, `/leases/${leaseId}/ports/${port}`), keepAlive })
  }

  #forget(name: string): void {
    this.#agents.get(name)?.destroy()
    this.#agents.delete(name)
  }
}
