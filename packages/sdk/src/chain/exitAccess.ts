import type { Address } from '@infinitio/domain'
import { type Client, createClient, custom, type EIP1193Provider, http } from 'viem'

/** How an exit reads the chain: an RPC by its address, or a wallet's own connection. */
export type ExitSource = { readonly rpcUrl: string } | { readonly provider: EIP1193Provider }

/** A way to the chain and the waits of this run. `sleep` is an argument so that tests need not wait; `nowSeconds` is the wall clock. */
export type ExitAccess = {
  readonly client: Client
  readonly sleep: (ms: number) => Promise<void>
  readonly nowSeconds: () => bigint
}

/** Where an exit starts: the account, and the address of the Directory or of a contract that names it, as every Market does. */
export type ExitTarget = { readonly account: Address; readonly directory: Address }

const callTimeoutMs = 20_000

/** Opens a way to the chain. Nothing is sent yet; calls are retried by the code that makes them, where that is safe. */
export function openExitAccess(source: ExitSource): ExitAccess {
  const transport = 'rpcUrl' in source ? http(source.rpcUrl, { timeout: callTimeoutMs, retryCount: 0 }) : custom(source.provider, { retryCount: 0 })
  return {
    client: createClient({ transport, cacheTime: 0, pollingInterval: 250 }),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    nowSeconds: () => BigInt(Math.floor(Date.now() / 1_000)),
  }
}
