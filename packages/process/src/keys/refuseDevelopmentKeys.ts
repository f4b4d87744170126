import { setTimeout as delay } from 'node:timers/promises'
import { EnvironmentError } from '../readEnv.ts'
import { isDevelopmentKey } from './developmentKey.ts'
import { readChainId } from './readChainId.ts'

/** The only chain on which development keys may sign. */
const developmentChainId = 31_337
const retryMs = 1_000

/** The keys to check (by their setting), the chain of their signatures (one node, or several separated by commas), and the text of the refusal. */
export interface KeysOfProcess {
  keys: Record<string, string>
  rpcUrl: string | undefined
  refusal: string
}

/**
 * Throws EnvironmentError if a key is a development key and the chain is not the development chain. A process without development keys makes no call
 * to the chain. With development keys, it waits at most for the first answer; `onRefused` is called if an unavailable chain later turns out to be
 * another one.
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
