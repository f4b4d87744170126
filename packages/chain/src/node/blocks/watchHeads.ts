/** A subscription to a node that announces new blocks. `isOpen` returns false while there is no connection, and `stop` ends the subscription. */
export interface HeadWatch {
  isOpen(): boolean
  stop(): void
}

const RECONNECT_MS = 1_000

/**
 * Returns the kind of a node's message: `begun` if the subscription began, and `block` for a new block. Returns null for any other text, even if it is not
 * JSON.
 */
export function messageKindOf(text: string): 'begun' | 'block' | null {
  try {
    const said = JSON.parse(text) as { result?: unknown; method?: unknown } | null
    if (typeof said?.result === 'string') return 'begun'
    return said?.method === 'eth_subscription' ? 'block' : null
  } catch {
    return null
  }
}

/**
 * Subscribes to the new blocks of the node at `url` (`ws:` or `wss:`). Calls `onHead` at each new block, and once when the subscription begins, because the
 * node may have made blocks before that. Reconnects one second after a lost connection, any number of times. `onHead` gets no data: the caller must read and
 * check the newest block itself.
 */
export function watchHeads({ url, onHead }: { url: string; onHead: () => void }): HeadWatch {
  const subscribe = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_subscribe', params: ['newHeads'] })
  let isOpen = false
  let isStopped = false
  let socket: WebSocket
  let timer: NodeJS.Timeout | undefined

  function connect(): void {
    socket = new WebSocket(url)
    socket.onopen = () => socket.send(subscribe)
    socket.onmessage = ({ data }) => {
      const kind = messageKindOf(String(data))
      if (kind === 'begun') isOpen = true
      if (isOpen && kind !== null) onHead()
    }
    socket.onerror = () => socket.close()
    socket.onclose = () => {
      isOpen = false
      if (!isStopped) timer = setTimeout(connect, RECONNECT_MS)
    }
  }

  connect()
  return {
    isOpen: () => isOpen,
    stop() {
      isStopped = true
      clearTimeout(timer)
      socket.close()
    },
  }
}
