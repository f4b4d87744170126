import { z } from 'zod'

const answer = z.object({ result: z.string().regex(/^0x[0-9a-f]{1,13}$/) })
const answersWithinMs = 5_000

/** The chain id of the node behind `rpcUrl`; null when it does not answer within 5 s, or answers something else. */
export async function readChainId(rpcUrl: string): Promise<number | null> {
  try {
    const response = await fetch(rpcUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] }),
      signal: AbortSignal.timeout(answersWithinMs),
    })
    return Number(answer.parse(await response.json()).result)
  } catch {
    return null
  }
}
