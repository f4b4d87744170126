import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2'
import { type Carrier, graceMs, ResumableStream, resumableLimits, type TunnelLine, WindowBudget } from '@infinitio/process'

/**
 * The resumable streams that a gateway opened to one node, as the node sees them. A stream survives the loss of its connection: on the next connection, the
 * gateway names the stream and continues it. A gateway that was restarted does not know its earlier streams, so those end when their connection is lost.
 */
export class NodeStreams {
  readonly #budget = new WindowBudget(resumableLimits.budgetBytes)
  readonly #streams = new Map<string, { stream: ResumableStream; instance: string; isWaiting: boolean }>()
  #instance = ''

  /** Must be called when a gateway accepted the tunnel. `instance` is the random name that the gateway process chose when it started. */
  accepted(instance: string): void {
    this.#instance = instance
    for (const entry of [...this.#streams.values()]) if (entry.isWaiting && entry.instance !== instance) entry.stream.destroy()
  }

  /**
   * Answers a gateway's request with a new resumable stream. Returns null, without an answer, if the request was cancelled, if it names no stream or a stream
   * that exists already, or if too many streams are open.
   */
  open(carrier: ServerHttp2Stream, line: TunnelLine, headers: IncomingHttpHeaders): ResumableStream | null {
    const id = String(headers['x-stream'] ?? '')
    if (
      carrier.destroyed ||
      carrier.closed ||
      !/^[0-9a-f]{32}$/.test(id) ||
      this.#streams.has(id) ||
      this.#streams.size >= resumableLimits.mostStreams
    )
      return null
    const stream = new ResumableStream({ budget: this.#budget, limits: { ...resumableLimits, graceMs: graceMs.node } })
    const entry = { stream, instance: this.#instance, isWaiting: false }
    this.#streams.set(id, entry)
    stream.once('close', () => this.#streams.delete(id))
    stream.on('error', () => {})
    stream.on('detached', () => {
      entry.isWaiting = true
      if (entry.instance !== this.#instance) stream.destroy()
    })
    carrier.respond({ ':status': 200 })
    stream.attach(carrierOf(carrier, line), 0)
    return stream
  }

  /**
   * Answers `/resume`: continues an interrupted stream over `carrier` (an HTTP/2 stream of the new connection). Each side states how many bytes it has
   * received, and the other side sends on from there. Answers 404 for an unknown stream or a malformed number of bytes.
   */
  resume(carrier: ServerHttp2Stream, line: TunnelLine, headers: IncomingHttpHeaders): void {
    if (carrier.destroyed || carrier.closed) return
    const entry = this.#streams.get(String(headers['x-stream'] ?? ''))
    const received = String(headers['x-received'] ?? '')
    if (entry === undefined || !/^\d{1,15}$/.test(received)) {
      carrier.resume()
      carrier.respond({ ':status': 404 }, { endStream: true })
      return
    }
    entry.stream.detach()
    entry.isWaiting = false
    carrier.respond({ ':status': 200, 'x-received': String(entry.stream.received) })
    entry.stream.attach(carrierOf(carrier, line), Number(received))
  }

  closeAll(): void {
    for (const { stream } of [...this.#streams.values()]) stream.destroy()
  }
}

function carrierOf(stream: ServerHttp2Stream, line: TunnelLine): Carrier {
  const { session } = stream
  return { stream, isLost: () => session?.destroyed ?? true, line }
}
