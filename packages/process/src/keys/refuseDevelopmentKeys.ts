import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { postRpc } from '../postRpc.ts'
import { EnvironmentError } from '../readEnv.ts'
import { isDevelopmentKey } from './developmentKey.ts'

/** The chain id of the development chain. Development keys may sign only for this chain. */
const developmentChainId = 31_337
const retryMs = 1_000

/** The keys to check, by the name of their setting; the nodes of the chain for which the process signs, as in `RPC_URL`; and the text of the error. */
export interface KeysOfProcess {
  keys: Record<string, string>
  rpcUrl: string | undefined
  refusal: string
}

/**
 * Throws EnvironmentError if one of the keys is a development key and the chain is not the development chain, or `rpcUrl` is undefined. Without a development
 * key, makes no call to the chain. With one, asks the chain for its id. If no answer comes in time, the function returns and continues to ask in the
 * background, and calls `onRefused` if a later answer shows another chain.
 */
export async function refuseDevelopmentKeys({ keys, rpcUrl, refusal }: KeysOfProcess, onRefused: (error: Error) => void): Promise<void> {
  const names = Object.keys(keys).filter((name) => isDevelopmentKey(keys[name] ?? ''))
  if (names.length === 0) return
  if (rpcUrl === undefined) throw new EnvironmentError(`${refusal} (${names.join(', ')}; RPC_URL names no chain)`)
  const check = (chainId: number): void => {
    if (chainId !== developmentChainId) throw new EnvironmentError(`${refusal} (${names.join(', ')}; chain ${chainId})`)
  }
  const first = await readChainId(rpcUrl)
  if (first !== null) return check(first)
  void untilAnswered(rpcUrl).then(check).catch(onRefused)
}

async function untilAnswered(rpcUrl: string): Promise<number> {
  for (;;) {
    await delay(retryMs, undefined, { ref: false })
    const chainId = await readChainId(rpcUrl)
    if (chainId !== null) return chainId
  }
}

const answer = z.object({ result: z.string().regex(/^0x[0-9a-f]{1,13}$/) })
const answersWithinMs = 5_000

/** Returns the chain id of the first node in `rpcUrl` (separated by commas) that answers. Returns null if no node answers; each node has 5 s. */
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
