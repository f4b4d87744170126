import { chmod, rm } from 'node:fs/promises'
import net from 'node:net'
import type { Logger } from '@infinitio/process'
import { type AgentStatus, type ControlAnswer, controlRequest, controlSocketOf, mostRequestBytes } from './controlMessages.ts'

const mostConnections = 16
const askWithinMs = 5_000
/** Maximum time, in milliseconds, for which a new agent waits until the agent that it replaces has closed its socket. */
const takeOverWithinMs = 10_000
const lookAgainMs = 200

/**
 * Opens a socket (mode 0600) over which the user that runs the agent can read the agent's status and stop the agent. Serves one request per connection. A
 * malformed request is refused and changes nothing. Rejects when another agent still answers on the socket after 10 s, or when the path is too long.
 */
export async function serveControl({
  dataDir,
  status,
  stop,
  logger,
}: {
  dataDir: string
  status: () => AgentStatus
  stop: (next: 'start' | 'stay') => void
  logger: Logger
}): Promise<{ close(): void }> {
  const path = controlSocketOf(dataDir)
  const answer = (line: string): ControlAnswer => {
    const request = controlRequest.safeParse(parseJson(line))
    if (!request.success) return { ok: false, why: 'this is no request' }
    if (request.data.ask === 'status') return { ok: true, status: status() }
    const { next } = request.data
    logger.info({ next }, 'the agent was asked to stop')
    setImmediate(() => stop(next))
    return { ok: true, status: null }
  }
  const server = net.createServer((socket) => serveOne(socket, answer))
  server.maxConnections = mostConnections
  server.on('error', (error) => logger.warn({ err: error }, 'the local connection for infinitio provide status failed'))
  await takeSocket(path)
  await listen(server, path)
  return { close: () => void server.close() }
}

function serveOne(socket: net.Socket, answer: (line: string) => ControlAnswer): void {
  let text = ''
  let isAnswered = false
  const say = (reply: ControlAnswer): void => {
    isAnswered = true
    socket.end(`${JSON.stringify(reply)}\n`)
  }
  socket.setEncoding('utf8')
  socket.setTimeout(askWithinMs, () => socket.destroy())
  socket.on('error', () => socket.destroy())
  socket.on('data', (part: string) => {
    if (isAnswered) return
    text += part
    const end = text.indexOf('\n')
    if (text.length > mostRequestBytes) say({ ok: false, why: 'the request is too long' })
    else if (end !== -1) say(answer(text.slice(0, end)))
  })
}

/**
 * Waits while another agent answers on the socket, and rejects if that takes more than 10 s. Then removes the socket file, because an agent that was killed
 * leaves its file behind.
 */
async function takeSocket(path: string): Promise<void> {
  const deadline = Date.now() + takeOverWithinMs
  while (await isAnswering(path)) {
    if (Date.now() > deadline) throw new Error(`another agent answers on ${path}`)
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs))
  }
  await rm(path, { force: true })
}

function isAnswering(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ path })
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

/** Opens the socket with a umask that excludes other users. Otherwise another user could connect before `chmod` runs. */
async function listen(server: net.Server, path: string): Promise<void> {
  const before = process.umask(0o177)
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(path, resolve)
      // The socket file exists as soon as `listen` returns, so the process may restore its earlier umask.
      process.umask(before)
    })
  } finally {
    process.umask(before)
  }
  await chmod(path, 0o600)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
