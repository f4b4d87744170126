import { askChain } from './askChain.ts'

/**
 * Sets the clock of a development chain that was started again: to ours, or to its newest block where that is later, as a chain whose time was moved
 * forward forgets that, and a block older than its parent would follow. Throws when the chain does not answer.
 */
export async function restoreClock(url: string): Promise<void> {
  const { timestamp } = (await askChain(url, 'eth_getBlockByNumber', ['latest', false])) as { timestamp: string }
  await askChain(url, 'evm_setTime', [Math.max(Number(timestamp), Math.floor(Date.now() / 1_000))])
}
