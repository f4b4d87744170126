import { z } from 'zod'
import { postRpc } from '../postRpc.ts'

const answer = z.object({ result: z.string().regex(/^0x[0-9a-f]{1,13}$/) })
const answersWithinMs = 5_000

/** Returns the chain id of the first node in `rpcUrl` (separated by commas) that answers. Returns null if no node gives a chain id within 5 s. */
export async function readChainId(rpcUrl: string): Promise<number | null> {
  for (const url of rpcUrl.split(',')) {
    const chainId = await askNode(url.trim())
    if (chainId !== null) return chainId
  }
  return null
}

async function askNode(url: string): Promise<number | null> {
  try {
    const response = await postRpc(url, {
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] }),
      signal: AbortSignal.timeout(answersWithinMs),
    })
    return Number(answer.parse(await response.json()).result)
  } catch {
    return null
  }
}
