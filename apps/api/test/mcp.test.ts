import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testKey } from '@infinitio/chain/test'
import { startMcp } from '@infinitio/cli/test'
import { address } from '@infinitio/domain'
import { apiKeyText } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTwoSteps, type TwoSteps } from './startTwoSteps.ts'

const keyName = 'serves an AI agent'

describe('infinitio mcp at a market', () => {
  const home = mkdtempSync(join(tmpdir(), 'infinitio-mcp-'))
  let market: TwoSteps
  let mcp: ReturnType<typeof startMcp>
  beforeAll(async () => {
    market = await startTwoSteps(keyName)
    await market.offered('for an agent')
    const account = address(market.api.accounts.renter.address.toLowerCase())
    const INFINITIO_KEY = apiKeyText({ account, privateKey: testKey(keyName).privateKey })
    mcp = startMcp({ ...process.env, HOME: home, INFINITIO_URL: market.api.url, INFINITIO_KEY })
  })
  afterAll(async () => {
    await mcp?.stop()
    await market?.stop()
    rmSync(home, { recursive: true })
  })

  it('finds machines, and shows the budget and the leases of its key', async () => {
    const found = await mcp.call('search_machines', { sentence: 'cpu for 1 hour', limit: 1 })
    expect(found, found.text).toMatchObject({ isError: false, text: expect.stringContaining('"items":[{') })
    const budget = await mcp.call('show_budget', {})
    expect(budget, budget.text).toMatchObject({ isError: false, text: expect.stringContaining(market.key.address.toLowerCase()) })
    expect(await mcp.call('list_leases', {})).toMatchObject({ isError: false, text: expect.stringContaining('"items":[]') })
  })

  it('rents nothing above the highest price, and gives the error of the market', async () => {
    const dear = await mcp.call('rent_machine', { gpu: 'cpu', max_price: '0.000000000000000001' })
    expect(dear).toMatchObject({ isError: true, text: expect.stringContaining('"code":"order.nothing_fits"') })
    expect(await mcp.call('list_leases', {})).toMatchObject({ text: expect.stringContaining('"items":[]') })
  })

  it('cannot be made to rent without a limit by a value that looks like an option', async () => {
    const tried = await mcp.call('rent_machine', { gpu: 'cpu', max_price: '--max=999' })
    expect(tried).toMatchObject({ isError: true, text: expect.stringContaining('"code":"api.invalid_field"') })
    expect(await mcp.call('end_lease', { lease: '--help' })).toMatchObject({ isError: true })
  })
})
