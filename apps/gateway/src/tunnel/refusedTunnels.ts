import { type Logger, metrics } from '@infinitio/process'
import type { ErrorCode } from '@infinitio/domain'

/** Why somebody who dialled got no tunnel: no room for one more who has proven nothing, no handshake or answer, or the code it was told. */
export type TunnelRefusal = 'crowded' | 'unproven' | ErrorCode

const warnEveryMs = 60_000
const refused = metrics.counter({
  name: 'infinitio_gateway_tunnels_refused_total',
  help: 'Connections to the tunnel port that became no tunnel, by the reason',
  labels: ['reason'],
})

/**
 * Takes note of everybody who dialled and got no tunnel. Any stranger can make as many of these as he likes, so each is counted, and told at debug alone;
 * at most once a minute a warning says how many there were, with the last of them.
 */
export class RefusedTunnels {
  readonly #logger: Logger
  readonly #nowMs: () => number
  #warnedAtMs = Number.NEGATIVE_INFINITY
  #sinceWarning = 0

  constructor({ logger, nowMs }: { logger: Logger; nowMs: () => number }) {
    this.#logger = logger
    this.#nowMs = nowMs
  }

  note({ reason, ...facts }: { reason: TunnelRefusal; address: string; nodeId?: string | null; err?: unknown }): void {
    refused.inc({ reason })
    this.#sinceWarning += 1
    this.#logger.debug({ reason, ...facts }, 'refused a tunnel')
    const nowMs = this.#nowMs()
    if (nowMs - this.#warnedAtMs < warnEveryMs) return
    this.#logger.warn({ reason, ...facts, refused: this.#sinceWarning }, 'refused tunnels')
    this.#warnedAtMs = nowMs
    this.#sinceWarning = 0
  }
}
