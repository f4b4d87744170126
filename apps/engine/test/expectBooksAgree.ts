import { expect } from 'vitest'
import { checkBooks } from '../src/audit/checkBooks.ts'
import type { Market } from './startMarket.ts'

/** Waits until the house is quiet, then expects journal, book, rows and chain to agree to the last unit. */
export async function expectBooksAgree(market: Market): Promise<void> {
  const { api: db, chain } = market
  let onItsWay: string[] = []
  const quiet = market.until('nothing is on its way', async () => {
    const report = await checkBooks({ db, rpcUrl: chain.rpcUrl, directory: chain.addresses.directory })
    onItsWay = report.onItsWay
    return onItsWay.length === 0 ? report : null
  })
  const report = await quiet.catch((cause: unknown) => {
    throw new Error(`still on its way: ${onItsWay.join(', ')}`, { cause })
  })
  expect(report.findings).toEqual([])
}
