import { createTerminalToken } from '@infinitio/sdk'
import { createOutputPosition, type OutputPosition, type StreamPosition } from '#web/features/terminal/outputPosition.ts'
import { overReason, pauseBefore, readGatewayMessage } from '#web/features/terminal/terminalMessage.ts'
import { errorSentences, reading } from '#web/i18n/reading.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { isAway, problemOf } from '#web/parts/api/problem.ts'

/**
 * The state of the connection to a shell or log. `waiting`: the connection is lost and will be opened again after a pause; `attempt` counts the attempts since
 * it was last open. `over`: the connection is closed and is not opened again automatically.
 */
export type LineState =
  | { readonly state: 'connecting' }
  | { readonly state: 'open'; readonly isEncrypted: boolean }
  | { readonly state: 'waiting'; readonly attempt: number }
  | { readonly state: 'over'; readonly reason: 'exit' | 'leaseOver' | 'refused'; readonly sentence: string | null }

/** The shell or log to open, and the functions that receive its events. `size` must return the current size of the terminal. */
export type TerminalSocketOptions = {
  readonly leaseId: string
  readonly kind: 'terminal' | 'logs'
  /** The number of the shell within the lease. */
  readonly shell: number
  readonly size: () => { readonly columns: number; readonly rows: number }
  /** Called when the output continues at another position, so that the page must clear the output that it shows. */
  readonly onAnew: () => void
  /** Called with output and the position of its first byte; null if the position is unknown. */
  readonly onBytes: (bytes: Uint8Array, from: StreamPosition | null) => void
  readonly onNotice: (text: string) => void
  /** Called with the numbers of the running shells when the connection opens. The list is empty if the machine's agent supports only one shell. */
  readonly onShells: (running: readonly number[]) => void
  readonly onState: (state: LineState) => void
}

/** Controls the connection to a shell or log. While it is disconnected, `send` drops what the user types, and `end` has no effect. */
export type TerminalSocket = {
  send(bytes: Uint8Array<ArrayBuffer>): void
  resize(): void
  end(): void
  close(): void
  /** Returns the position after the output received so far; null if it is unknown. */
  position(): StreamPosition | null
}

/**
 * Opens a shell or log stream of a lease through the gateway and keeps it open. Each attempt requests a new single-use token and sends it as the first message,
 * never in the URL. After a disconnect, the stream continues at the same byte, if the machine still stores it. A connection without data between two pings
 * counts as dead and is reopened. If the browser lost its network, the connection is reopened when the network returns.
 */
export function openTerminalSocket(options: TerminalSocketOptions): TerminalSocket {
  let socket: WebSocket | null = null
  let isClosed = false
  const place = createOutputPosition()
  const watch = watchLine({ ping: () => say({ type: 'ping' }), onDead: drop })
  const tries = createTries({ connect: () => void connect(), onWait: (attempt) => options.onState({ state: 'waiting', attempt }), onOffline: drop })

  function say(message: object): void {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
  }

  function retry(): void {
    if (!isClosed) tries.later()
  }

  /** Close the socket without waiting for the answer to a close frame, because a dead connection would never answer. */
  function drop(): void {
    if (socket?.readyState !== WebSocket.OPEN) return
    const dead = socket
    socket = null
    dead.close()
    retry()
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
    socket = next
    watch.heard()
    const isCurrent = (): boolean => !isClosed && socket === next
    const heard = listenTo(next, options, { place, isCurrent, onAny: watch.heard, onOpened: tries.opened })
    next.addEventListener('open', () => say(openingMessage({ ...options, token, from: place.current() })))
    next.addEventListener('close', ({ code }) => {
      if (!isCurrent()) return
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
    resize: () => say({ type: 'resize', ...options.size() }),
    position: place.current,
    end: () => say({ type: 'end' }),
    close() {
      isClosed = true
      tries.stop()
      watch.stop()
      socket?.close(1_000)
    },
  }
}

function openingMessage({ token, from, kind, shell, size }: TerminalSocketOptions & { token: string; from: StreamPosition | null }): object {
  const { language } = reading()
  return {
    ...{ type: 'open', token },
    ...(kind === 'terminal' ? size() : {}),
    ...(shell === 1 ? {} : { shell }),
    // The gateway uses English if the message has no language. Gateways of an earlier version do so too.
    ...(language === 'en' ? {} : { language }),
    ...(from === null ? {} : { from }),
  }
}

type Heard = { hasExited: boolean; refusal: string | null }
type Ears = { place: OutputPosition; isCurrent(): boolean; onAny(): void; onOpened(): void }

/** Forwards messages only while this connection is the current one, and stores the reason of a later close. */
function listenTo(socket: WebSocket, { onAnew, onBytes, onNotice, onShells, onState }: TerminalSocketOptions, ears: Ears): Heard {
  const heard: Heard = { hasExited: false, refusal: null }
  socket.binaryType = 'arraybuffer'
  socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer | string>) => {
    if (!ears.isCurrent()) return
    ears.onAny()
    if (typeof data !== 'string') {
      const from = ears.place.current()
      ears.place.took(data.byteLength)
      return onBytes(new Uint8Array(data), from)
    }
    const message = readGatewayMessage(data)
    if (message?.type === 'opened') {
      ears.onOpened()
      if (!ears.place.continues(message.place ?? null)) onAnew()
      onShells(message.shells ?? [])
      onState({ state: 'open', isEncrypted: socket.url.startsWith('wss:') })
    }
    if (message?.type === 'notice') onNotice(message.text)
    if (message?.type === 'exit') heard.hasExited = true
    if (message?.type === 'error') heard.refusal = errorSentences()[message.code] ?? message.sentence
  })
  return heard
}

type Tries = { later(): void; opened(): void; stop(): void }

/** Reconnects after growing pauses, or at once when the browser's network returns. `onOffline` runs when the browser loses its network. */
function createTries({ connect, onWait, onOffline }: { connect: () => void; onWait: (attempt: number) => void; onOffline: () => void }): Tries {
  let [attempt, timer, isWaiting] = [0, 0, false]
  const network = new AbortController()
  function now(): void {
    if (!isWaiting) return
    isWaiting = false
    window.clearTimeout(timer)
    connect()
  }
  window.addEventListener('offline', onOffline, network)
  window.addEventListener('online', now, network)
  return {
    later() {
      attempt += 1
      isWaiting = true
      onWait(attempt)
      timer = window.setTimeout(now, pauseBefore(attempt))
    },
    opened() {
      attempt = 0
    },
    stop() {
      isWaiting = false
      network.abort()
      window.clearTimeout(timer)
    },
  }
}

const pingMs = 4_500

/**
 * Pings every 4.5 s, and calls `onDead` if nothing arrived between two pings. So a dead connection is noticed within 9 s, although the browser does not close a
 * connection when the network is lost. Call `heard` for each received message.
 */
function watchLine({ ping, onDead }: { ping: () => void; onDead: () => void }): { heard(): void; stop(): void } {
  let hasHeard = true
  const timer = window.setInterval(() => {
    if (!hasHeard) onDead()
    hasHeard = false
    ping()
  }, pingMs)
  return {
    heard() {
      hasHeard = true
    },
    stop: () => window.clearInterval(timer),
  }
}
