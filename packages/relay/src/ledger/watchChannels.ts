import { serviceLedgerAbi } from '@infinitio/chain'
import { getBlockNumber, getLogs } from 'viem/actions'
import type { LedgerAccess } from './ledgerAccess.ts'

/**
 * A watch over the payment channels at the newest block. `lastReadMs` is the time of the last successful read of the chain, by the wall clock. `look` reads the
 * chain now.
 */
export type ChannelWatch = { readonly lastReadMs: () => number; readonly look: () => Promise<void>; readonly stop: () => void }

const events = serviceLedgerAbi.filter((entry) => entry.type === 'event' && ['ChannelFunded', 'ChannelExiting', 'ChannelClosed'].includes(entry.name))
const mostBlocks = 1_000n

/**
 * Calls `onChange` with the id of each payment channel that changed since the last read of the chain: it was funded or closed, or the payer began to withdraw
 * from it (its exit). If a read fails, the next one begins at the same block, so no block is left out.
 */
export async function watchChannels(
  { client, domain }: LedgerAccess,
  { everyMs, onChange }: { readonly everyMs: number; readonly onChange: (channel: `0x${string}`) => Promise<void> },
): Promise<ChannelWatch> {
  let next = (await getBlockNumber(client, { cacheTime: 0 })) + 1n
  let lastReadMs = Date.now()
  let looking: Promise<void> | null = null

  async function look(): Promise<void> {
    const head = await getBlockNumber(client, { cacheTime: 0 })
    while (next <= head) {
      const to = head < next + mostBlocks ? head : next + mostBlocks
      const logs = await getLogs(client, { address: domain.ledger, events, fromBlock: next, toBlock: to })
      for (const { topics } of logs) if (topics[1] !== undefined) await onChange(topics[1])
      next = to + 1n
    }
    lastReadMs = Date.now()
  }

  const lookOnce = () => {
    looking ??= look().finally(() => {
      looking = null
    })
    return looking
  }
  const timer = setInterval(() => void lookOnce().catch(() => {}), everyMs)
  return { lastReadMs: () => lastReadMs, look: lookOnce, stop: () => clearInterval(timer) }
}
