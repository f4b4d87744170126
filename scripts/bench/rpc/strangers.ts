import { Agent, request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { RpcRequest } from './worstRequests.ts'

/**
 * Counts the answers of the public chain endpoint to all strangers (simulated clients) so far: requests with all results, requests of which a part was refused
 * because the endpoint is busy, requests over the limits of an IP address, and all others.
 */
export type DoorAnswers = { answered: number; busy: number; limited: number; failed: number }

/** The endpoint counts connections per address, so each simulated stranger uses another loopback address. */
const addressOf = (stranger: number): string => `127.0.1.${stranger + 1}`

/**
 * Starts many strangers (clients without an account), each with its own IP address. They send the worst allowed requests as fast as the endpoint accepts them,
 * until `stop` is called.
 */
export function startStrangers({ url, count, requests }: { url: string; count: number; requests: readonly (RpcRequest | readonly RpcRequest[])[] }) {
  const stopping = new AbortController()
  const answers: DoorAnswers = { answered: 0, busy: 0, limited: 0, failed: 0 }
  const running = Array.from({ length: count }, async (_, stranger) => {
    const agent = new Agent({ keepAlive: true, localAddress: addressOf(stranger) })
    for (let turn = stranger; !stopping.signal.aborted; turn += 1) {
      const body = JSON.stringify(requests[turn % requests.length])
      const { status, text, waitSeconds } = await post({ url, agent, body, signal: stopping.signal }).catch(() => failed)
      if (status === 429) answers.limited += 1
      else if (text.includes('chain.node_busy')) answers.busy += 1
      else if (status === 200) answers.answered += 1
      else if (!stopping.signal.aborted) answers.failed += 1
      if (status !== 200) await delay(1_000 * waitSeconds, null, { signal: stopping.signal }).catch(() => null)
    }
    agent.destroy()
  })
  return {
    answers,
    async stop(): Promise<void> {
      stopping.abort()
      await Promise.all(running)
    },
  }
}

type Answer = { readonly status: number; readonly text: string; readonly waitSeconds: number }
const failed: Answer = { status: 0, text: '', waitSeconds: 1 }

function post({ url, agent, body, signal }: { url: string; agent: Agent; body: string; signal: AbortSignal }): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const sent = request(url, { method: 'POST', agent, headers, signal }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const waitSeconds = Number(response.headers['retry-after'] ?? response.headers['ratelimit-reset'] ?? 1)
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString(), waitSeconds: Math.max(0.1, waitSeconds) })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
