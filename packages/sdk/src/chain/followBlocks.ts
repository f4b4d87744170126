/** A subscription to the new blocks of a chain node. `isOpen` returns true only while the node has confirmed the subscription. */
export type BlockSubscription = { readonly isOpen: () => boolean }

/** Milliseconds before a lost connection is opened again. The pause starts at `least` and doubles, up to `most`, while the chain node accepts no connection. */
const reconnectMs = { least: 2_000, most: 60_000 } as const
const request = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_subscribe', params: ['newHeads'] })

/**
 * Subscribes to new blocks over a WebSocket, until `signal` aborts. Calls `onBlock` at each block, and once when the subscription begins, because there may
 * have been blocks before that. A lost connection is opened again. A caller must also read the chain at intervals: often while the subscription is not open,
 * and now and then while it is.
 */
export function followBlocks({ rpcUrl, onBlock, signal }: { rpcUrl: string; onBlock: () => void; signal: AbortSignal }): BlockSubscription {
  const url = (rpcUrl.split(',')[0]?.trim() ?? '').replace(/^http/, 'ws')
  let socket: WebSocket | null = null
  let timer: NodeJS.Timeout | undefined
  let pauseMs: number = reconnectMs.least
  let isOpen = false
  const open = () => {
    if (signal.aborted) return
    socket = new WebSocket(url)
    socket.onopen = () => {
      pauseMs = reconnectMs.least
      socket?.send(request)
    }
    socket.onmessage = ({ data }) => {
      const kind = kindOf(String(data))
      if (kind === 'begun') isOpen = true
      if (kind !== null) onBlock()
    }
    socket.onerror = () => socket?.close()
    socket.onclose = () => {
      isOpen = false
      if (signal.aborted) return
      timer = setTimeout(open, pauseMs)
      pauseMs = Math.min(2 * pauseMs, reconnectMs.most)
    }
  }
  open()
  signal.addEventListener('abort', () => {
    clearTimeout(timer)
    socket?.close()
  })
  return { isOpen: () => isOpen }
}

/** Returns whether a message confirms the subscription or reports a block; null for any other text, such as the error of a node without subscriptions. */
function kindOf(text: string): 'begun' | 'block' | null {
  try {
    const message = JSON.parse(text) as { result?: unknown; method?: unknown } | null
    if (message?.method === 'eth_subscription') return 'block'
    return typeof message?.result === 'string' ? 'begun' : null
  } catch {
    return null
  }
}
