import type { Address } from '@infinitio/domain'
import { type Client, createClient, custom, type EIP1193Provider, http } from 'viem'

/** The connection through which an account that leaves the market without its servers (an exit) reads the chain: an RPC address or a wallet. */
export type ExitSource = { readonly rpcUrl: string } | { readonly provider: EIP1193Provider }

/**
 * The chain client and the clock of an exit (leaving the market without its servers). `sleep` is an argument so that tests need not wait; `nowSeconds` returns
 * the wall clock.
 */
export type ExitAccess = {
  readonly client: Client
  readonly sleep: (ms: number) => Promise<void>
  readonly nowSeconds: () => bigint
}

/** The account that leaves the market. `directory` is the address of the Directory, or of a contract that refers to it, as every Market does. */
export type ExitTarget = { readonly account: Address; readonly directory: Address }

const callTimeoutMs = 20_000

/** Creates the chain client. Sends nothing yet. The client never retries; callers retry if that is safe. */
export function openExitAccess(source: ExitSource): ExitAccess {
  const transport = 'rpcUrl' in source ? http(source.rpcUrl, { timeout: callTimeoutMs, retryCount: 0 }) : custom(source.provider, { retryCount: 0 })
  return {
    client: createClient({ transport, cacheTime: 0, pollingInterval: 250 }),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    nowSeconds: () => BigInt(Math.floor(Date.now() / 1_000)),
  }
}
