import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2'
import type { Duplex } from 'node:stream'
import { cutStream, type Logger } from '@infinitio/process'
import type { RunningLease } from '../leases/runningLease.ts'
import type { LeaseDoor } from '../ssh/leaseDoor.ts'
import { serveSsh } from '../ssh/serveSsh.ts'
import { answerStream } from '@infinitio/tunnel'
import { placeFrom } from '../logs/streamPlace.ts'
import { serveFilesStream } from './serveFilesStream.ts'
import { serveLogSearch } from './serveLogSearch.ts'
import { serveLogStream } from './serveLogStream.ts'
import { servePortStream } from './servePortStream.ts'
import { serveTerminalStream, shellOf, terminalSize } from './serveTerminalStream.ts'

/**
 * Serves one request of the gateway for a lease of this node: `/leases/{id}/ssh`, `/terminal`, `/terminal/size`, `/terminal/end`, `/logs`,
 * `/logs/search`, `/logs/part`, `/files`, `/ports/{port}`. Answers 404 with a code for a lease or port that this node does not serve. The gateway has
 * checked the sender; for SSH, this node checks the key again.
 */
export function serveLeaseStream({
  stream,
  path,
  headers,
  open,
  nodeId,
  gateway,
  hostKey,
  findLease,
  logger,
}: {
  stream: ServerHttp2Stream
  path: string
  headers: IncomingHttpHeaders
  open: () => Duplex | null
  nodeId: string
  /** The name of the gateway through which the request came. */
  gateway: string
  hostKey: string
  findLease: (leaseId: string) => RunningLease | null
  logger: Logger
}): void {
  const [, leaseId, what] =
    /^\/leases\/(\d{1,19})\/(ssh|terminal|terminal\/size|terminal\/end|logs|logs\/search|logs\/part|files|ports\/\d{1,5})$/.exec(path) ?? []
  const lease = leaseId === undefined ? null : findLease(leaseId)
  if (lease === null || lease.nodeId !== nodeId) {
    refuse(stream, 404, 'lease.unknown')
    return
  }
  const fail = (error: unknown): void => {
    logger.error({ orderHash: lease.stored.orderHash, leaseId, err: error }, `the lease's ${what} could not be served`)
    refuse(stream, 500, 'api.internal')
  }
  const door = doorThrough(lease, gateway)
  if (what === 'ssh') {
    const line = open()
    if (line === null) refuse(stream, 400, 'api.malformed_body')
    else serveSsh({ stream: line, hostKey, door, logger })
    return
  }
  if (what === 'files') return void serveFilesStream({ open, door, refuse: (status, code) => refuse(stream, status, code), logger }).catch(fail)
  if (what?.startsWith('ports/') === true) {
    const port = Number(what.slice('ports/'.length))
    if (!lease.ports.includes(port)) refuse(stream, 404, 'lease.port_unknown')
    else {
      const { closedPorts } = lease
      servePortStream({ carrier: stream, open, door, port, closedPorts, refuse: (status, code) => refuse(stream, status, code), logger })
    }
    return
  }
  if (what === 'logs/search' || what === 'logs/part') {
    const { logFile } = lease.sandbox
    const question = String(headers['x-search'] ?? '')
    void serveLogSearch({ stream, leaseId: door.leaseId, logFile, what, question, refuse: (status, code) => refuse(stream, status, code) }).catch(
      fail,
    )
    return
  }
  const leave = door.enter({ notify: () => {}, close: () => void setTimeout(() => cutStream(stream), 100) })
  stream.once('close', leave)
  if (what === 'logs') return void serveLogStream({ stream, logFile: lease.sandbox.logFile, from: placeFrom(headers) }).catch(fail)
  const terminal = lease.terminals.numbered(shellOf(headers))
  if (terminal === null) return void refuse(stream, 404, 'api.invalid_field')
  if (what === 'terminal') return void serveTerminalStream({ stream, terminal, headers, running: () => lease.terminals.running() }).catch(fail)
  // Answer the page at once. The end of the shell can take the whole time between the hang-up and the kill, so do not wait for it.
  if (what === 'terminal/end')
    void terminal.end().catch((error: unknown) => logger.warn({ leaseId, err: error }, 'a terminal of the lease could not be ended'))
  else terminal.resize(terminalSize(headers))
  answerStream(stream, { ':status': 204 }, { endStream: true })
}

/** Returns the object through which one stream uses a lease. It reads the lease's keys at each use, because they may change while the stream is open. */
function doorThrough({ door, sessions }: RunningLease, gateway: string): LeaseDoor {
  return {
    ...door,
    get sshKeys() {
      return door.sshKeys
    },
    enter: (session) => sessions.enter(session, gateway),
  }
}

function refuse(stream: ServerHttp2Stream, status: number, code: string): void {
  stream.resume()
  if (!answerStream(stream, { ':status': status, 'x-code': code }, { endStream: true })) cutStream(stream)
}
