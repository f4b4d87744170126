import http2, { type ClientHttp2Stream, type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2'
import type { Duplex } from 'node:stream'
import type net from 'node:net'
import { type Db, isProber } from '@infinitio/db'
import { probeLimits } from '@infinitio/domain/probes'
import { cutStream, type Logger, metrics, ProbeBudget, streamWindowBytes } from '@infinitio/process'
import type { ProberConnections } from '../tunnel/listenForTunnels.ts'
import type { Tunnels } from '../tunnel/tunnels.ts'
import { probeAskOf } from './probeAsk.ts'

/** Milliseconds after which a connection is cut. `firstMs` is the limit for its first signed request, and `idleMs` is the limit without any request. */
const within = { firstMs: 5_000, idleMs: 60_000 } as const
/**
 * Maximum number of validators' connections on which a signed request to measure a machine has come. Connections without such a request are limited by the
 * server of the tunnel port.
 */
const mostConnections = 64
/** A validator's connection is cut after this many requests without a valid signature, because checking each one costs processor time. */
const mostRefusals = 4
const mostStreams = 8
/** Bytes for headers and frames that a measurement of one machine (an exchange) may have in addition to its measured bytes. */
const spareBytes = 1_024
/** How many bytes may be sent through this gateway in an hour for the measurements of all validators together. 64 GiB are about 150 Mbit/s. */
const mostBytesOfAll = 64 * 2 ** 30

const exchanges = metrics.counter({
  name: 'infinitio_gateway_probe_exchanges_total',
  help: 'Exchanges of validators with machines, by their end',
  labels: ['end'],
})

/**
 * Serves validators that measure machines. Connects a validator with a machine for one exchange of bytes. The machine signs its answer, so the gateway cannot
 * answer in its place. The validator must have sent the market a report in the current hour already. A validator has a budget of exchanges and bytes for each
 * machine, and all validators together have a budget of bytes.
 */
export function openProbers({ db, gatewayId, tunnels, logger }: { db: Db; gatewayId: string; tunnels: Tunnels; logger: Logger }): ProberConnections {
  const budget = new ProbeBudget({ exchanges: probeLimits.exchanges, bytes: probeLimits.budgetBytes, bytesOfAll: mostBytesOfAll })
  const open = new Set<net.Socket>()
  const proven = new Set<net.Socket>()

  async function exchange(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, onProven: () => void): Promise<string> {
    const ask = headers[':path'] === '/probe' ? await probeAskOf(headers) : null
    if (ask === null) return refuse(stream, 400, 'malformed')
    const { node, validator, hour, bytes } = ask
    if (!(await isProber(db, { hour: BigInt(hour), validator }))) return refuse(stream, 403, 'stranger')
    onProven()
    if (!budget.take({ hour, who: `${validator} ${node}`, bytes, nowMs: performance.now() })) return refuse(stream, 429, 'spent')
    const carrier = tunnels.open(node, { ':path': '/probe', ...ask.passed })
    if (carrier === null) return refuse(stream, 404, 'unreached', { 'x-gateway': gatewayId })
    return await join(stream, carrier, { bytes: ask.bytes, gatewayId })
  }

  return {
    serve(socket, { onProven }) {
      open.add(socket)
      let isProven = false
      let refusals = 0
      let timer = setTimeout(() => socket.destroy(), within.firstMs)
      const rest = (): void => {
        clearTimeout(timer)
        timer = setTimeout(() => socket.destroy(), within.idleMs)
      }
      socket.once('close', () => {
        clearTimeout(timer)
        open.delete(socket)
        proven.delete(socket)
      })
      const session = http2.performServerHandshake(socket, {
        settings: { initialWindowSize: streamWindowBytes, maxConcurrentStreams: mostStreams, enablePush: false },
      })
      session.on('error', () => socket.destroy())
      session.on('stream', (stream, headers) => {
        stream.on('error', () => undefined)
        exchange(stream, headers, () => {
          // Count only connections on which a valid signed request has come. Otherwise strangers could use up all connections.
          if (!isProven && proven.size >= mostConnections) return socket.destroy()
          isProven = true
          proven.add(socket)
          rest()
          onProven()
        })
          .then((how) => {
            exchanges.inc({ end: how })
            if (!isProven && ++refusals >= mostRefusals) socket.destroy()
          })
          .catch((error: unknown) => {
            logger.debug({ err: error }, 'a probe failed')
            cutStream(stream)
          })
      })
    },
    closeAll() {
      for (const socket of open) socket.destroy()
    },
  }
}

/** Connects the two streams. Forwards the machine's status and signature, then bytes in both directions, until both sides have ended or the time is over. */
function join(stream: ServerHttp2Stream, carrier: ClientHttp2Stream, { bytes, gatewayId }: { bytes: number; gatewayId: string }): Promise<string> {
  return new Promise((resolve) => {
    const cut = () => {
      cutStream(stream)
      cutStream(carrier)
    }
    const timer = setTimeout(cut, probeLimits.exchangeMs)
    const end = (how: string) => {
      clearTimeout(timer)
      cut()
      resolve(how)
    }
    for (const side of [stream, carrier]) side.on('error', cut)
    carrier.once('response', (answer) => {
      // Do not answer a stream that the validator has already reset: `respond` would throw.
      if (stream.destroyed || stream.closed || stream.headersSent) return
      const signature = String(answer['x-signature'] ?? '')
      stream.respond({ ':status': answer[':status'] ?? 502, 'x-gateway': gatewayId, ...(signature === '' ? {} : { 'x-signature': signature }) })
      // Send the headers first. If bytes came before them, Node.js would send default headers without the gateway's name.
      limit(carrier, bytes + spareBytes, cut)
      carrier.pipe(stream)
    })
    stream.once('close', () => end('done'))
    carrier.once('close', () => (stream.headersSent ? undefined : end('broken')))
    limit(stream, bytes + spareBytes, cut)
    stream.pipe(carrier)
  })
}

/** Calls `cut` when `side`, one of the two connected streams, has sent more than `most` bytes. */
function limit(side: Duplex, most: number, cut: () => void): void {
  let left = most
  side.on('data', (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) cut()
  })
}

function refuse(stream: ServerHttp2Stream, status: number, how: string, headers: Record<string, string> = {}): string {
  stream.resume()
  if (!stream.destroyed && !stream.closed && !stream.headersSent) stream.respond({ ':status': status, ...headers }, { endStream: true })
  return how
}
