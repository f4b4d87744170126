import { z } from 'zod'

const answer = z.object({ result: z.string().regex(/^0x[0-9a-f]{1,13}$/) })

/** The chain id of the node behind `rpcUrl`. Rejects when it does not answer within 5 s. */
export async function readChainId(rpcUrl: string): Promise<number> {
  const response = await fetch(rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] }),
    signal: AbortSignal.timeout(5_000),
  })
  return Number(answer.parse(await response.json()).result)
}
