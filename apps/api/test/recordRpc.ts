/** A request that a client sent to the public door of the chain node, and with which code the door refused it; null: it was served. */
export type AskedRpc = { readonly method: string; readonly code: string | null }

/** What clients of this process sent to one address since the recording began. */
export type RpcRecording = {
  /** Each method that was served, once, in order. */
  served(): readonly string[]
  /** What was refused, but methods that clients probe for (viem asks for eth_fillTransaction first and continues without). */
  refused(): readonly AskedRpc[]
  stop(): void
}

type Answer = { readonly error?: { readonly data?: { readonly code?: string } } }

/** Records what this process sends to the door at `rpcUrl` by `fetch`, which goes there as before. */
export function recordRpc(rpcUrl: string): RpcRecording {
  const asked: AskedRpc[] = []
  const plainFetch = globalThis.fetch
  globalThis.fetch = async (input, init) => {
    const response = await plainFetch(input, init)
    if (String(input instanceof Request ? input.url : input) !== rpcUrl) return response
    const body = JSON.parse(String(init?.body)) as { method: string } | { method: string }[]
    const answers = (await response.clone().json()) as Answer | Answer[]
    const [items, results] = [Array.isArray(body) ? body : [body], Array.isArray(answers) ? answers : [answers]]
    for (const [at, { method }] of items.entries()) asked.push({ method, code: results[at]?.error?.data?.code ?? null })
    return response
  }
  return {
    served: () => [...new Set(asked.filter(({ code }) => code === null).map(({ method }) => method))].sort(),
    refused: () => asked.filter(({ code }) => code !== null && code !== 'chain.method_not_allowed'),
    stop() {
      globalThis.fetch = plainFetch
    },
  }
}
