import { setTimeout as delay } from 'node:timers/promises'
import { EnvironmentError } from '../readEnv.ts'
import { isDevelopmentKey } from './developmentKey.ts'
import { readChainId } from './readChainId.ts'

/** The one chain where keys made for development may sign. */
const developmentChainId = 31_337
const retryMs = 1_000

/**
 * Which keys to look at (by the setting that names each), the chain they would sign for (one node, or several separated by commas), and
 * the words of the refusal.
 */
export interface KeysOfProcess {
  keys: Record<string, string>
  rpcUrl: string | undefined
  refusal: string
}

/**
 * Throws EnvironmentError when a key is one that was made for development and the chain is no development chain. A process with keys of
 * its own asks nothing of the chain; one with development keys waits at most for the first answer, and `onRefused` is called when a
 * chain that was away then turns out to be another one.
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
