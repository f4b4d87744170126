import { type Hex, toHex } from 'viem'
import type { Market } from './startMarket.ts'

type Request = Parameters<Market['client']['request']>[0]

async function ask({ client }: Market, method: string, params: unknown[]): Promise<unknown> {
  return client.request({ method, params } as unknown as Request)
}

/** Sets whether the chain mines each transaction at once or only when a test requests a block. */
export async function setAutomine(market: Market, on: boolean): Promise<void> {
  await ask(market, 'evm_setAutomine', [on])
}

/** Mines one block with this base fee, in wei per gas. Transactions that pay less are not in it. */
export async function mineAtBaseFee(market: Market, baseFee: bigint): Promise<void> {
  await ask(market, 'anvil_setNextBlockBaseFeePerGas', [toHex(baseFee)])
  await market.chain.mine(1)
}

/** Removes a waiting transaction from the node's pool. */
export async function dropFromPool(market: Market, hash: string): Promise<void> {
  await ask(market, 'anvil_dropTransaction', [hash])
}

/** Returns the hashes of the transactions that wait in the chain node and could be mined. */
export async function pooledHashes(market: Market): Promise<string[]> {
  const content = (await ask(market, 'txpool_content', [])) as { pending: Record<string, Record<string, { hash: Hex }>> }
  return Object.values(content.pending).flatMap((byNonce) => Object.values(byNonce).map(({ hash }) => hash))
}

/** Gives an account a balance of native coin, in wei. */
export async function setBalance(market: Market, account: string, balance: bigint): Promise<void> {
  await ask(market, 'anvil_setBalance', [account, toHex(balance)])
}

/** Sets how many transactions of an account the chain counts as mined. */
export async function setNonce(market: Market, account: string, nonce: number): Promise<void> {
  await ask(market, 'anvil_setNonce', [account, toHex(nonce)])
}
