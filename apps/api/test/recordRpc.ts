import { setTimeout as delay } from 'node:timers/promises'

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

type Answer = { readonly error?: { readonly message?: string; readonly data?: { readonly code?: string } } }

/** The pause of a client before it asks a busy node again, and how long it asks. A node that is busy for longer has refused the request. */
const pauseMs = 500
const askedWithinMs = 60_000

/**
 * Records what this process sends to the door at `rpcUrl` by `fetch`. A request that found the node busy is sent again, as `chain.node_busy` tells clients to
 * do: the door lets them wait while the machine has other work, and must serve them in the end.
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

/** Whether a transaction may have reached the node: it was served, or nobody waited for the node's answer. It must not be sent twice. */
function mayHaveSent(methods: readonly string[]): (answer: Answer, at: number) => boolean {
  return (answer, at) =>
    methods[at] === 'eth_sendRawTransaction' && (!isBusy(answer) || answer.error?.message?.includes('no answer in time') === true)
}
