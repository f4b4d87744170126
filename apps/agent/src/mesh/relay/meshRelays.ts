import type { ServerHttp2Stream } from 'node:http2'
import { cutStream, type Logger, type TunnelLine } from '@infinitio/process'
import { answerStream } from '@infinitio/tunnel'
import { LeaseRelay } from './leaseRelay.ts'

/** The relays through gateways of the leases on this machine that are members of clusters. */
export class MeshRelays {
  readonly #logger: Logger
  readonly #leases = new Map<string, { nodeId: string; relay: LeaseRelay }>()

  constructor(logger: Logger) {
    this.#logger = logger
  }

  /** Returns the relay of a lease on this node. From now on, gateways may open streams for it. */
  of({ leaseId, nodeId }: { leaseId: string; nodeId: string }): LeaseRelay {
    const { relay } = this.#leases.get(leaseId) ?? { relay: new LeaseRelay(this.#logger) }
    this.#leases.set(leaseId, { nodeId, relay })
    return relay
  }

  /** Closes the relay of a lease that is over. Safe to repeat. */
  end(leaseId: string): void {
    this.#leases.get(leaseId)?.relay.close()
    this.#leases.delete(leaseId)
  }

  /** Serves the stream that a gateway opens for the packets of a lease. Answers 404 for a lease without a cluster's network on this node. */
  serve({ stream, line, leaseId, nodeId }: { stream: ServerHttp2Stream; line: TunnelLine; leaseId: string; nodeId: string }): void {
    const lease = this.#leases.get(leaseId)
    if (lease === undefined || lease.nodeId !== nodeId) {
      stream.resume()
      if (!answerStream(stream, { ':status': 404, 'x-code': 'lease.unknown' }, { endStream: true })) cutStream(stream)
      return
    }
    if (answerStream(stream, { ':status': 200 }, {})) lease.relay.add({ stream, line })
  }
}
