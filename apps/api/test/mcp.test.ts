import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testKey } from '@infinitio/chain/test'
import { setTimeout as pause } from 'node:timers/promises'
import { startMcp } from '@infinitio/cli/test'
import { address } from '@infinitio/domain'
import { apiKeyText } from '@infinitio/sdk'
import { promisify } from 'node:util'
import { programFile } from '@infinitio/process/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestEngine } from './startTestEngine.ts'
import { startTwoSteps, type TwoSteps } from './startTwoSteps.ts'

const keyName = 'serves an AI agent'

describe('infinitio mcp at a market', () => {
  const home = mkdtempSync(join(tmpdir(), 'infinitio-mcp-'))
  let market: TwoSteps
  let mcp: ReturnType<typeof startMcp>
  let env: NodeJS.ProcessEnv
  beforeAll(async () => {
    market = await startTwoSteps(keyName)
    await market.offered('for an agent')
    const account = address(market.api.accounts.renter.address.toLowerCase())
    const INFINITIO_KEY = apiKeyText({ account, privateKey: testKey(keyName).privateKey })
    env = { ...process.env, HOME: home, INFINITIO_URL: market.api.url, INFINITIO_KEY }
    mcp = startMcp(env)
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

  /** Resolves with the market's record of the newest lease of the name, when `is` accepts it. */
  const leaseWhen = (engine: Pick<TwoSteps['engine'], 'until'>, what: string, is: (lease: { name: string; state: string }) => boolean) =>
    engine.until(what, async () => {
      const { items } = await market.api.client.withToken(market.token).listLeases({ role: 'renter', limit: 1 })
      const [lease] = items
      return lease !== undefined && is(lease) ? lease : null
    })

  it('names a lease whose processes were all killed, when it starts again', async () => {
    // This lease stays, because an account that cancels many leases before they are ready must wait.
    await market.offered('for the next calls')
    const args = ['--disable-warning=ExperimentalWarning', programFile('packages/cli/src/main.ts'), 'rent']
    const words = ['--gpu=cpu', '--max=1', '--name=mcp-once-4194999-0123abcd', '--no-wait', '--json']
    const renting = promisify(execFile)(process.execPath, [...args, ...words], { env })
    const { stdout } = await market.engine.until('the lease is booked', () => renting)
    const { leaseId } = JSON.parse(stdout) as { leaseId: string }
    const next = startMcp(env)
    expect(await next.initialize()).toContain(` ${leaseId} (mcp-once-4194999-0123abcd)`)
    await next.stop()
  })

  it('ends the lease of a call that is cancelled while its order waits for the matcher', async () => {
    await market.engine.stop()
    const rented = mcp.call('rent_machine', { gpu: 'cpu', max_price: '1' })
    // The name of a lease is stored with its order.
    const named = async () => (await market.api.owner.query("select 1 from lease_names where name like 'mcp-keep-%'", [])).length
    let isOver = false
    rented.finally(() => (isOver = true)).catch(() => {})
    while ((await named()) === 0) {
      if (isOver) throw new Error((await rented).text)
      await pause(50)
    }
    mcp.cancel()
    const engine = startTestEngine(market.api)
    try {
      const lease = await leaseWhen(engine, 'the lease is closed', ({ state }) => state === 'closed')
      expect(lease.name).toMatch(/^mcp-keep-/)
      expect(await engine.until('the call has ended', () => rented)).toMatchObject({ isError: true })
    } finally {
      await engine.stop()
    }
  })

  it('ends the lease of a call whose server is killed', async () => {
    const engine = startTestEngine(market.api)
    try {
      const killed = startMcp(env)
      const calling = killed.call('run_once', { gpu: 'cpu', max_price: '1', command: 'sleep 600' }).catch(() => null)
      await leaseWhen(engine, 'the lease is booked', ({ name, state }) => name.startsWith('mcp-once-') && state !== 'closed')
      await killed.kill()
      await calling
      await leaseWhen(engine, 'the lease is closed', ({ name, state }) => name.startsWith('mcp-once-') && state === 'closed')
    } finally {
      await engine.stop()
    }
  })
})
