import { createTerminalToken } from '@infinitio/sdk'
import { browserApi } from '#web/features/api/browserApi.ts'
import { isAway, problemOf } from '#web/features/api/problem.ts'
import { goesOn, overReason, pauseBefore, readGatewayMessage, type StreamPlace } from '#web/features/terminal/terminalMessage.ts'

/** How the line to the machine is: `waiting` tries again in so many seconds, `over` will not come back by itself. */
export type LineState =
  | { readonly state: 'connecting' }
  | { readonly state: 'open'; readonly isEncrypted: boolean }
  | { readonly state: 'waiting'; readonly attempt: number }
  | { readonly state: 'over'; readonly reason: 'exit' | 'leaseOver' | 'refused'; readonly sentence: string | null }

/** Which stream to open and whom to tell. `size` is asked whenever the gateway must know it. */
export type TerminalSocketOptions = {
  readonly leaseId: string
  readonly kind: 'terminal' | 'logs'
  readonly size: () => { readonly columns: number; readonly rows: number }
  /** The output begins anew: what is shown is not what comes before it. */
  readonly onAnew: () => void
  readonly onBytes: (bytes: Uint8Array) => void
  readonly onNotice: (text: string) => void
  readonly onState: (state: LineState) => void
}

/** The line as its user holds it. `send` drops keystrokes while the line is down. */
export type TerminalSocket = { send(bytes: Uint8Array<ArrayBuffer>): void; resize(): void; close(): void }

const pingMs = 20_000

/**
 * Opens a shell or log stream of a lease through the gateway and keeps it open: each try draws a new single-use token and
 * sends it as the first message, never in the address. After a cut it goes on at the very byte where it broke off, as far as the machine still has it.
 * A line on which nothing is heard between two pings is dead, and opened anew.
 */
export function openTerminalSocket(options: TerminalSocketOptions): TerminalSocket {
  let socket: WebSocket | null = null
  let isClosed = false
  let attempt = 0
  let timer = 0
  let place: StreamPlace | null = null
  let heardSincePing = true
  const ping = window.setInterval(() => {
    if (socket?.readyState === WebSocket.OPEN && !heardSincePing) return drop(socket)
    heardSincePing = false
    say({ type: 'ping' })
  }, pingMs)

  /** A line that is dead does not answer a goodbye either. */
  function drop(dead: WebSocket): void {
    socket = null
    dead.close()
    retry()
  }

  function say(message: object): void {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
  }

  function retry(): void {
    if (isClosed) return
    attempt += 1
    options.onState({ state: 'waiting', attempt })
    timer = window.setTimeout(() => void connect(), pauseBefore(attempt))
  }

  async function connect(): Promise<void> {
    options.onState({ state: 'connecting' })
    try {
      const { token, url } = await createTerminalToken(browserApi, { leaseId: options.leaseId, kind: options.kind })
      if (!isClosed) open(token, url)
    } catch (error) {
      const { code, sentence } = problemOf(error)
      if (isAway(error) || code === 'lease.not_ready' || code === 'node.tunnel_down' || code === 'api.rate_limited') retry()
      else options.onState({ state: 'over', reason: code === 'lease.over' ? 'leaseOver' : 'refused', sentence })
    }
  }

  function open(token: string, url: string): void {
    const next = new WebSocket(url)
    next.binaryType = 'arraybuffer'
    socket = next
    heardSincePing = true
    const heard = listenTo(next, options, {
      onAny: () => {
        heardSincePing = true
        return socket === next
      },
      onOpened: (begins) => {
        attempt = 0
        if (!goesOn(place, begins)) options.onAnew()
        place = begins
      },
      onLength: (length) => {
        if (place !== null) place = { ...place, offset: place.offset + length }
      },
    })
    next.addEventListener('open', () =>
      say({ type: 'open', token, ...(options.kind === 'terminal' ? options.size() : {}), ...(place === null ? {} : { from: place }) }),
    )
    next.addEventListener('close', ({ code }) => {
      if (isClosed || socket !== next) return
      const over = overReason(code, heard.hasExited)
      if (over === null) retry()
      else options.onState({ state: 'over', reason: over, sentence: heard.refusal })
    })
  }

  void connect()
  return {
    send(bytes) {
      if (socket?.readyState === WebSocket.OPEN) socket.send(bytes)
    },
    resize() {
      say({ type: 'resize', ...options.size() })
    },
    close() {
      isClosed = true
      window.clearTimeout(timer)
      window.clearInterval(ping)
      socket?.close(1_000)
    },
  }
}

type Heard = { hasExited: boolean; refusal: string | null }
/** `onAny` says whether this line is still the one that counts. */
type Ears = { onAny(): boolean; onOpened(begins: StreamPlace | null): void; onLength(length: number): void }

/** Hands on what comes in, and remembers what explains a later close. */
function listenTo(socket: WebSocket, { onBytes, onNotice, onState }: TerminalSocketOptions, ears: Ears): Heard {
  const heard: Heard = { hasExited: false, refusal: null }
  socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer | string>) => {
    if (!ears.onAny()) return
    if (typeof data !== 'string') {
      ears.onLength(data.byteLength)
      return onBytes(new Uint8Array(data))
    }
    const message = readGatewayMessage(data)
    if (message?.type === 'opened') {
      ears.onOpened(message.place ?? null)
      onState({ state: 'open', isEncrypted: socket.url.startsWith('wss:') })
    }
    if (message?.type === 'notice') onNotice(message.text)
    if (message?.type === 'exit') heard.hasExited = true
    if (message?.type === 'error') heard.refusal = message.sentence
  })
  return heard
}
