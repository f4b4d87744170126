import type { ErrorCode } from '@infinitio/domain'
import type { ResumableStream } from '@infinitio/process'
import type { FindKey } from './authenticateTunnel.ts'
import type { Way } from './nodeStreams.ts'
import { Tunnels } from './tunnels.ts'

/** Maximum number of services with a tunnel to this gateway. */
const mostServices = 1_000
/** Limits of the streams to one service. With all of them in use, one service needs 128 × 256 KiB + 8 MiB = 40 MiB. */
const limits = { mostStreams: 128, budgetBytes: 8 * 1024 * 1024, mostWindowBytes: 1024 * 1024 }
/** The only path that this gateway asks of a service. */
const servicePath = '/service'

/**
 * The AI services that are reachable now, with one tunnel each. They are separate from the tunnels of nodes, and `connect` is the only way to open a stream. So
 * SSH, terminals and ports of leases never reach a service, and a service never counts as a node.
 */
export class ServiceTunnels {
  readonly #findKey: FindKey
  readonly #keys = new Map<string, string>()
  readonly #tunnels = new Tunnels({ opened: () => {}, closed: (service) => void this.#keys.delete(service) }, limits)

  constructor(findKey: FindKey) {
    this.#findKey = findKey
  }

  /** Looks up the response key of a service on the chain. Returns null for an unknown service. Rejects if the database does not answer. */
  findKey(service: string): Promise<string | null> {
    return this.#findKey(service)
  }

  /** Makes this session the current one of a service that proved its key. Closes the session and returns false if too many services are connected. */
  add({ id, key, session, line }: Way & { id: string; key: string }): boolean {
    if (!this.#tunnels.isUp(id) && this.size >= mostServices) {
      line.destroy()
      return false
    }
    this.#keys.set(id, key)
    this.#tunnels.add({ nodeId: id, session, line })
    return true
  }

  /** Opens a connection to a service for HTTP requests, or returns why that failed. The caller must handle the errors of the stream. */
  async connect(service: string): Promise<ResumableStream | { refused: ErrorCode }> {
    const stream = await this.#tunnels.connect(service, servicePath)
    if (!('refused' in stream)) return stream
    return { refused: stream.refused === 'api.rate_limited' ? 'serving.busy' : 'serving.tunnel_down' }
  }

  /** Ends the tunnels of services that have another response key on the chain now. Does nothing while the database does not answer. */
  async endChanged(): Promise<void> {
    for (const [service, key] of [...this.#keys]) {
      const now = await this.#findKey(service).catch(() => key)
      if (now?.toLowerCase() !== key && this.#keys.get(service) === key) this.#tunnels.end(service)
    }
  }

  /** Tells every service that this gateway is about to stop. */
  tellDraining(withinSeconds: number): void {
    this.#tunnels.tellAll({ ':path': '/draining', 'x-within': String(withinSeconds) })
  }

  /** Returns true if the service has a tunnel to this gateway. */
  isUp(service: string): boolean {
    return this.#tunnels.isUp(service)
  }

  get size(): number {
    return this.#tunnels.nodeIds().length
  }

  closeAll(): void {
    this.#tunnels.closeAll()
  }
}
