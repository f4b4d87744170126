import { setTimeout as delay } from 'node:timers/promises'

/** A request that a client sent to the API's `/rpc`. `code` is the error code, or null if the request was served. */
export type AskedRpc = { readonly method: string; readonly code: string | null }

/** Requests of this process to one address since the recording began. */
export type RpcRecording = {
  /** Returns each served method once, in order. */
  served(): readonly string[]
  /**
   * Returns the refused requests, except those whose method is not allowed: clients only try out such methods (viem tries eth_fillTransaction and continues
   * without it).
   */
  refused(): readonly AskedRpc[]
  stop(): void
}

type Answer = { readonly error?: { readonly message?: string; readonly data?: { readonly code?: string } } }

/**
 * `pauseMs` is how many milliseconds a client waits before it asks a busy node again. `askedWithinMs` is the total time of its attempts; if the node is still
 * busy then, the request counts as refused.
 */
const pauseMs = 500
const askedWithinMs = 60_000

/**
 * Records the requests that this process sends to `rpcUrl` with `fetch`. Repeats a request after `chain.node_busy`, as clients must. So a request may take
 * longer on a busy machine, but the node must serve it in the end.
 */
export function recordRpc(rpcUrl: string): RpcRecording {
  const asked: AskedRpc[] = []
  const plainFetch = globalThis.fetch
  globalThis.fetch = async (input, init) => {
    if (String(input instanceof Request ? input.url : input) !== rpcUrl) return plainFetch(input, init)
    const body = JSON.parse(String(init?.body)) as { method: string } | { method: string }[]
    const methods = (Array.isArray(body) ? body : [body]).map(({ method }) => method)
    const until = performance.now() + askedWithinMs
    for (;;) {
      const response = await plainFetch(input, init)
      const answer = (await response.clone().json()) as Answer | Answer[]
      const answers = Array.isArray(answer) ? answer : [answer]
      if (answers.some(isBusy) && !answers.some(mayHaveSent(methods)) && performance.now() < until) {
        await delay(pauseMs, undefined, { signal: init?.signal ?? undefined })
        continue
      }
      for (const [at, method] of methods.entries()) asked.push({ method, code: answers[at]?.error?.data?.code ?? null })
      return response
    }
  }
  return {
    served: () => [...new Set(asked.filter(({ code }) => code === null).map(({ method }) => method))].sort(),
    refused: () => asked.filter(({ code }) => code !== null && code !== 'chain.method_not_allowed'),
    stop() {
      globalThis.fetch = plainFetch
    },
  }
}

function isBusy({ error }: Answer): boolean {
  return error?.data?.code === 'chain.node_busy'
}

/**
 * Returns a function that checks whether a transaction may have reached the node. This is so if the node served the request, or if its answer came too late.
 * Such a transaction must not be sent again.
 */
function mayHaveSent(methods: readonly string[]): (answer: Answer, at: number) => boolean {
  return (answer, at) =>
    methods[at] === 'eth_sendRawTransaction' && (!isBusy(answer) || answer.error?.message?.includes('no answer in time') === true)
}
