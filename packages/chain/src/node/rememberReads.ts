import type { EIP1193RequestFn, Transport } from 'viem'

type Call = { readonly method: string; readonly params?: unknown }

/** A cache of reads from a chain, which is used until `forget`. */
export interface ReadMemory {
  /**
   * Returns a transport that sends equal cacheable reads only once, even while the first read still waits for its answer. A read that failed or returned null
   * is sent again.
   */
  over(transport: Transport): Transport
  /** Empties the cache, so that all reads are sent again. With `olderThanMs`, does nothing if it was emptied less than this time ago. */
  forget(options?: { readonly olderThanMs: number }): void
}

/**
 * Creates a cache for a program that repeats the same loop (a round), and that reads the same block and the same addresses in many steps of a round. Caches two
 * kinds of reads: blocks by number, and calls to the contract at `directory`. After `forget`, the program sees replaced blocks and changed addresses. All other
 * calls are sent each time.
 */
export function rememberReads(directory: string): ReadMemory {
  const answers = new Map<string, Promise<unknown>>()
  let forgottenAtMs = performance.now()

  async function answer(send: EIP1193RequestFn, call: Call): Promise<unknown> {
    const request = () => (send as (call: Call) => Promise<unknown>)(call)
    if (!isRemembered(call, directory)) return await request()
    const key = JSON.stringify(call)
    const known = answers.get(key)
    if (known !== undefined) return await known
    const asked = request()
    answers.set(key, asked)
    try {
      const found = await asked
      // Does not cache the answer for a block that does not exist yet, because it may exist at the next request.
      if (found === null && answers.get(key) === asked) answers.delete(key)
      return found
    } catch (error) {
      if (answers.get(key) === asked) answers.delete(key)
      throw error
    }
  }

  return {
    over: (transport) => (config) => {
      const made = transport(config)
      return { ...made, request: ((call: Call) => answer(made.request, call)) as EIP1193RequestFn }
    },
    forget({ olderThanMs } = { olderThanMs: 0 }) {
      const nowMs = performance.now()
      if (nowMs - forgottenAtMs < olderThanMs) return
      forgottenAtMs = nowMs
      answers.clear()
    },
  }
}

function isRemembered({ method, params }: Call, directory: string): boolean {
  const [first] = Array.isArray(params) ? (params as unknown[]) : []
  if (method === 'eth_getBlockByNumber') return typeof first === 'string' && first.startsWith('0x')
  return method === 'eth_call' && isObject(first) && typeof first.to === 'string' && first.to.toLowerCase() === directory.toLowerCase()
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
