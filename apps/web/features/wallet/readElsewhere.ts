import { baseUnitsOfStake, readPoolAccount, readTaskPool } from '@infinitio/chain'
import { type Address, address } from '@infinitio/domain'
import type { GovernAccountWire, PayerWire } from '@infinitio/domain/wire'
import { getChain, getGovernAccount, getHostingAccount, getPayer, listServices } from '@infinitio/sdk'
import { type ExitDue, readPresentDues } from '@infinitio/sdk/exit'
import { openExitAccess } from '@infinitio/sdk/wallet'
import { browserApi } from '#web/parts/api/browserApi.ts'

/** A place other than the Market where an account has money. `walletG` is the wallet, for G; the page shows its PT elsewhere. */
export type ElsewherePlace = 'pot' | 'channels' | 'serviceBond' | 'hosting' | 'pool' | 'stake' | 'due' | 'duties' | 'walletG'

/**
 * The money of an account in one place other than the Market, in base units of PT or G. `count` is the number of payment channels; it is 0 for
 * all other places.
 */
export type ElsewhereRow = { readonly place: ElsewherePlace; readonly asset: 'PToken' | 'G'; readonly units: bigint; readonly count: number }

/**
 * Reads what an account has as G in its wallet, in its prepaid balances for AI services (pots), in its payment channels, in bonds of its AI services, in shares of hosting
 * programmes, in the task pool as balance and stake, and at other contracts that owe it money. Does not know bonds of findings, disputes and carbon proofs,
 * which only events show. Leaves out amounts of zero. `unread` counts the contracts that could not be read. Throws the errors of the market and of the chain.
 */
export async function readElsewhere(account: string): Promise<{ readonly rows: readonly ElsewhereRow[]; readonly unread: number }> {
  const own = address(account.toLowerCase())
  const [govern, services, sold, chain] = await Promise.all([getGovernAccount(browserApi, own), readPayer(own), readSold(own), readChain(own)])
  return { rows: [...walletRows(govern), ...serviceRows(services), ...sold, ...chain.rows].filter(({ units }) => units > 0n), unread: chain.unread }
}

/** Returns how many G tokens the wallet of an account has. Returns no row if no DAO (the voting contracts) is deployed. */
export function walletRows({ stake }: Pick<GovernAccountWire, 'stake'>): ElsewhereRow[] {
  return stake === null ? [] : [{ place: 'walletG', asset: 'G', units: BigInt(stake.wallet), count: 0 }]
}

/** Reads the bonds of all AI services that pay an account, and its unclaimed shares of hosting programmes. */
async function readSold(account: Address): Promise<ElsewhereRow[]> {
  let [bonds, cursor]: [bigint, string | null] = [0n, '']
  while (cursor !== null) {
    const page: Awaited<ReturnType<typeof listServices>> = await listServices(browserApi, {
      ...{ payee: account, limit: 100 },
      ...(cursor === '' ? {} : { cursor }),
    })
    bonds = page.items.reduce((sum, { bond }) => sum + BigInt(bond), bonds)
    cursor = page.nextCursor
  }
  const { claims } = await getHostingAccount(browserApi, account)
  return [
    { place: 'serviceBond', asset: 'PToken', units: bonds, count: 0 },
    { place: 'hosting', asset: 'PToken', units: claims.reduce((sum, { amount }) => sum + BigInt(amount), 0n), count: 0 },
  ]
}

/** Returns the sums of what contracts owe to an account, in PT and in G, and of its G tokens that are staked, bonded for a panel or locked for a project. */
export function dueRows(dues: readonly Pick<ExitDue, 'asset' | 'amount' | 'isDuty'>[]): ElsewhereRow[] {
  const sum = (which: (due: Pick<ExitDue, 'asset' | 'isDuty'>) => boolean) => dues.filter(which).reduce((total, { amount }) => total + amount, 0n)
  return [
    { place: 'due', asset: 'PToken', units: sum(({ asset, isDuty }) => asset === 'PToken' && !isDuty), count: 0 },
    { place: 'due', asset: 'G', units: sum(({ asset, isDuty }) => asset === 'G' && !isDuty), count: 0 },
    { place: 'duties', asset: 'G', units: sum(({ isDuty }) => isDuty), count: 0 },
  ]
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

/** Reads the task pool and the contracts that can owe money to an account. */
async function readChain(account: Address): Promise<{ rows: ElsewhereRow[]; unread: number }> {
  const { addresses, chainNow } = await getChain(browserApi)
  const directory = address(addresses.directory)
  const access = openExitAccess({ rpcUrl: new URL('/api/v1/rpc', window.location.origin).href })
  const [tasks, { dues, unread }] = await Promise.all([
    readPool(access, directory, account),
    readPresentDues(access, { account, directory, now: BigInt(chainNow) }),
  ])
  return { rows: [...tasks, ...dueRows(dues)], unread: unread.length }
}

async function readPool({ client }: ReturnType<typeof openExitAccess>, directory: Address, account: Address): Promise<ElsewhereRow[]> {
  const pool = await readTaskPool(client, directory)
  if (pool === null) return []
  const { balance, bonded, young, leaving } = await readPoolAccount(client, { pool, account })
  return [
    { place: 'pool', asset: 'PToken', units: balance, count: 0 },
    { place: 'stake', asset: 'PToken', units: (bonded + young + leaving) * baseUnitsOfStake, count: 0 },
  ]
}
