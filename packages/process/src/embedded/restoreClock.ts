import { askChain } from './askChain.ts'

/**
 * Sets the clock of a restarted development chain to the machine's time, or to its newest block's time if that is later. A chain whose time was moved
 * forward loses that on a restart, and its next block would be older than its parent. Throws if the chain does not answer.
 */
export async function restoreClock(url: string): Promise<void> {
  const { timestamp } = (await askChain(url, 'eth_getBlockByNumber', ['latest', false])) as { timestamp: string }
  await askChain(url, 'evm_setTime', [Math.max(Number(timestamp), Math.floor(Date.now() / 1_000))])
}
