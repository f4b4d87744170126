import { serviceLedgerAbi } from '@infinitio/chain'
import { type Address, keyCurves, ledgerAssets } from '@infinitio/domain'
import type { Hex } from 'viem'
import { expect } from 'vitest'
import type { Market } from './startMarket.ts'

type Row = Readonly<Record<string, string | number | bigint | boolean>>

/** Compares every row about the service ledger that the follower stored with the present state of the contract. Returns the number of rows of each kind. */
export async function expectLedgerAgrees(market: Market, ledger: Address): Promise<Record<string, number>> {
  const at = { address: ledger, abi: serviceLedgerAbi } as const
  const rowsOf = (table: string) => market.owner.query<Row>(`select * from ${table} order by 1, 2`, [])
  const [services, pots, channels, allowances] = await Promise.all(['services', 'pots', 'channels', 'allowances'].map(rowsOf))
  for (const row of services ?? []) {
    const { payee, royaltyTo, royaltyBps, lockSeconds, operator, bond, outAt, noted } = await market.client.readContract({
      ...at,
      functionName: 'serviceOf',
      args: [row['service'] as Hex],
    })
    const told = { payee: low(payee), royalty_to: low(royaltyTo), royalty_bps: royaltyBps, lock_seconds: lockSeconds, operator: low(operator) }
    expect(row).toMatchObject({ ...told, bond, out_at: BigInt(outAt), noted })
  }
  for (const row of pots ?? []) {
    const args = [row['account'] as Hex, ledgerAssets.indexOf(row['asset'] as 'G')] as const
    expect(row).toMatchObject(await market.client.readContract({ ...at, functionName: 'potOf', args }))
  }
  for (const row of channels ?? []) {
    const { deposited, settled, exitAt, serial } = await market.client.readContract({
      ...at,
      functionName: 'channelOf',
      args: [row['channel'] as Hex],
    })
    expect(row).toMatchObject({ deposited, settled, exit_at: BigInt(exitAt), serial })
    const facts = { payer: row['payer'] as Hex, key: row['key'] as Hex, service: row['service'] as Hex }
    const numbers = { curve: keyCurves.indexOf(row['curve'] as 'secp256k1'), asset: ledgerAssets.indexOf(row['asset'] as 'G') }
    expect(await market.client.readContract({ ...at, functionName: 'channelIdOf', args: [{ ...facts, ...numbers }] })).toBe(row['channel'])
  }
  for (const row of allowances ?? []) {
    const args = [row['payer'] as Hex, row['key'] as Hex, ledgerAssets.indexOf(row['asset'] as 'G')] as const
    const { left, dayCap, unsettled, until, today, day } = await market.client.readContract({ ...at, functionName: 'allowanceOf', args })
    const limits = { units_left: left, day_cap: dayCap, unsettled, until, spent_today: today, spent_on: day }
    expect(row).toMatchObject(Object.fromEntries(Object.entries(limits).map(([name, value]) => [name, BigInt(value)])))
  }
  const [days] = await market.owner.query<{ sum: bigint; settled: bigint }>(
    'select (select coalesce(sum(settled), 0) from channel_days) as sum, (select coalesce(sum(settled), 0) from channels) as settled',
    [],
  )
  expect(days?.sum).toBe(days?.settled)
  const count = (rows: readonly Row[] | undefined) => rows?.length ?? 0
  return { services: count(services), pots: count(pots), channels: count(channels), allowances: count(allowances) }
}

function low(address: string): string {
  return address.toLowerCase()
}
