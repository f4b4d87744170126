import { baseUnitsOfStake, readPoolAccount, readTaskPool } from '@infinitio/chain'
import { type Address, address } from '@infinitio/domain'
import type { PayerWire } from '@infinitio/domain/wire'
import { getChain, getPayer } from '@infinitio/sdk'
import { openExitAccess } from '@infinitio/sdk/wallet'
import { browserApi } from '#web/parts/api/browserApi.ts'

/** A place other than the Market and the wallet where an account has money. */
export type ElsewherePlace = 'pot' | 'channels' | 'pool' | 'stake'

/**
 * The money of an account in one place other than the Market and the wallet, in base units of PT or G. `count` is the number of payment channels; it is 0 for
 * all other places.
 */
export type ElsewhereRow = { readonly place: ElsewherePlace; readonly asset: 'PToken' | 'G'; readonly units: bigint; readonly count: number }

/**
 * Reads what an account has in its prepaid balances for AI services (pots), in its payment channels, and in the task pool as balance and stake. Leaves out
 * amounts of zero. Throws the errors of the market and of the chain.
 */
export async function readElsewhere(account: string): Promise<readonly ElsewhereRow[]> {
  const own = address(account.toLowerCase())
  const [services, tasks] = await Promise.all([readPayer(own), readPool(own)])
  return [...serviceRows(services), ...tasks].filter(({ units }) => units > 0n)
}

/** Reads all pages of the pots and channels of an account. */
async function readPayer(account: Address): Promise<Pick<PayerWire, 'pots' | 'channels'>> {
  const first = await getPayer(browserApi, account, { limit: 100 })
  const channels = [...first.channels]
  for (let cursor = first.nextCursor; cursor !== null; ) {
    const page = await getPayer(browserApi, account, { limit: 100, cursor })
    channels.push(...page.channels)
    cursor = page.nextCursor
  }
  return { pots: first.pots, channels }
}

/**
 * Returns two rows for each asset (PT and G): the sum of its pots, and the sum of its channels. Of a channel, only the money that its service has not settled
 * counts.
 */
export function serviceRows({ pots, channels }: Pick<PayerWire, 'pots' | 'channels'>): ElsewhereRow[] {
  return (['PToken', 'G'] as const).flatMap((asset): ElsewhereRow[] => {
    const open = channels.filter((channel) => channel.asset === asset && channel.deposited !== channel.settled)
    const free = pots.filter((pot) => pot.asset === asset).reduce((total, pot) => total + BigInt(pot.free), 0n)
    const left = open.reduce((total, { deposited, settled }) => total + BigInt(deposited) - BigInt(settled), 0n)
    return [
      { place: 'pot', asset, units: free, count: 0 },
      { place: 'channels', asset, units: left, count: open.length },
    ]
  })
}

async function readPool(account: Address): Promise<ElsewhereRow[]> {
  const { addresses } = await getChain(browserApi)
  const { client } = openExitAccess({ rpcUrl: new URL('/api/v1/rpc', window.location.origin).href })
  const pool = await readTaskPool(client, address(addresses.directory))
  if (pool === null) return []
  const { balance, bonded, young, leaving } = await readPoolAccount(client, { pool, account })
  return [
    { place: 'pool', asset: 'PToken', units: balance, count: 0 },
    { place: 'stake', asset: 'PToken', units: (bonded + young + leaving) * baseUnitsOfStake, count: 0 },
  ]
}
