import type { EvidenceLog } from '../evidence/evidenceLog.ts'

const quietMs = 60_000

type Use = {
  close: (bytes: { bytesIn: number; bytesOut: number }) => void
  bytes: { bytesIn: number; bytesOut: number }
  open: number
  quiet: NodeJS.Timeout | null
}

/** Counts the bytes of one request or WebSocket to a lease's port. Call `end` once, when it has ended. */
export type CountedUse = { in(bytes: number): void; out(bytes: number): void; end(): void }

/**
 * Records the traffic of ports. One row covers a whole period in which a lease's ports are in use, instead of one row per request. A period ends one minute
 * after the last use.
 */
export class PortUse {
  readonly #evidence: Pick<EvidenceLog, 'connectionOpened'>
  readonly #uses = new Map<string, Use>()

  constructor(evidence: Pick<EvidenceLog, 'connectionOpened'>) {
    this.#evidence = evidence
  }

  begin(leaseId: string): CountedUse {
    const use: Use = this.#uses.get(leaseId) ?? {
      ...{ close: this.#evidence.connectionOpened(leaseId, 'port'), bytes: { bytesIn: 0, bytesOut: 0 } },
      ...{ open: 0, quiet: null },
    }
    this.#uses.set(leaseId, use)
    use.open += 1
    if (use.quiet !== null) clearTimeout(use.quiet)
    return {
      in: (bytes) => {
        use.bytes.bytesIn += bytes
      },
      out: (bytes) => {
        use.bytes.bytesOut += bytes
      },
      end: () => {
        use.open -= 1
        if (use.open === 0) use.quiet = setTimeout(() => this.#close(leaseId), quietMs)
      },
    }
  }

  close(): void {
    for (const leaseId of [...this.#uses.keys()]) this.#close(leaseId)
  }

  #close(leaseId: string): void {
    const use = this.#uses.get(leaseId)
    if (use === undefined) return
    if (use.quiet !== null) clearTimeout(use.quiet)
    this.#uses.delete(leaseId)
    use.close(use.bytes)
  }
}
