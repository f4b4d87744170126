import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { decodeContractError } from '@infinitio/chain'
import type { TestKey } from '@infinitio/chain/test'
import { type Books, readAccount, readBond, startExitMarket, startLimitedRpc } from '@infinitio/sdk/test'
import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from './actors/runCommand.ts'
import { announceChainWallet } from './browser/announceChainWallet.ts'
import type { WalletPerson } from './browser/announceWallet.ts'
import { accessibilityProblems, sidewaysScroll } from './browser/checkPage.ts'
import { openBrowser } from './browser/openBrowser.ts'
import { buildExitPage } from '../scripts/start/buildExitPage.ts'

type ExitMarket = Awaited<ReturnType<typeof startExitMarket>>

const coinScale = 10n ** 12n
const bondWaitSeconds = 35 * 86_400
const browser = await openBrowser()

/**
 * Starts a market that its operator has left: only the chain runs, without any other process of the market. The market has two active leases, pay that was not
 * claimed, and paused contracts.
 */
async function startAbandonedMarket(): Promise<ExitMarket> {
  const market = await startExitMarket()
  await market.open(0n)
  await market.open(1n)
  await market.chain.travel(4_000)
  await market.pause()
  const refused = await market.open(2n).catch(decodeContractError)
  expect(refused).toMatchObject({ name: 'Guardian_Paused' })
  return market
}

/**
 * Checks that the supply and the reserve decreased by exactly the coins that were paid out, to the base unit, and that no contract still holds money of these
 * accounts.
 */
async function expectAllOut({ chain, client, books }: ExitMarket, before: Books): Promise<void> {
  const after = await books()
  const { renter, provider, sender } = chain.keys
  const out = (after.renterCoin - before.renterCoin + after.providerCoin - before.providerCoin) * coinScale
  expect(before.supply - after.supply).toBe(out)
  expect(before.reserve - after.reserve).toBe(out)
  expect([after.renter < coinScale, after.provider < coinScale, after.inVault]).toEqual([true, true, 0n])
  const [rent, pay, relayed] = await Promise.all([renter, provider, sender].map(({ address }) => readAccount(chain, client, address)))
  expect([rent?.balance, pay?.balance]).toEqual([0n, 0n])
  expect(after.inMarket).toBe((pay?.fees ?? 0n) + (relayed?.balance ?? 0n))
  expect((await readBond(chain, client)).unbonding).toBe(0n)
  const ofOthers = ({ supply, inMarket, inVault, ...held }: Books) => supply - inMarket - inVault - held.renter - held.provider
  expect(ofOthers(after)).toBe(ofOthers(before))
}

/** Both colour schemes use the same markup, so a usual run looks at one of them. */
const colorSchemes = process.env.TEST_LONG === '1' ? (['light', 'dark'] as const) : (['dark'] as const)

describe('exit by the command with only a chain', () => {
  let market: ExitMarket
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-exit-'))
  beforeAll(async () => {
    market = await startAbandonedMarket()
  })
  afterAll(async () => {
    await market?.chain.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const place = () => ['--rpc', market.chain.rpcUrl, '--directory', market.chain.addresses.directory]
  const nonceOf = ({ address }: TestKey) => market.client.getTransactionCount({ address })

  it('shows the plan of any account and sends nothing', async () => {
    const { renter } = market.chain.keys
    const nonce = await nonceOf(renter)
    const shown = await runCommand(['exit', '--account', renter.address, ...place()])
    expect(shown).toMatchObject({ code: 0, err: '' })
    for (const text of ['End lease 1', 'End lease 2', 'changes by the second', 'Redeem PT', 'Nothing was sent.']) expect(shown.out).toContain(text)
    const dry = await runCommand(['exit', '--dry-run', '--json', '--key-file', keyFile(renter), ...place()])
    expect(JSON.parse(dry.out)).toMatchObject({ account: renter.address, ran: [], hiddenLeases: 0 })
    expect(await runCommand(['exit', '--key-file', keyFile(renter), ...place()])).toMatchObject({
      code: 90,
      err: expect.stringContaining('(wallet.not_confirmed)'),
    })
    expect(await nonceOf(renter)).toBe(nonce)
  })

  it.each([
    ['an RPC that is away', ['--rpc', 'http://127.0.0.1:1'], 61, 'chain.rpc_silent'],
    ['an address without a Directory', ['--directory', `0x${'9'.repeat(40)}`], 60, 'chain.directory_unknown'],
    ['what is no address', ['--directory', '0x12'], 80, 'api.bad_address'],
    ['what is no block', ['--from-block', 'soon'], 80, 'api.invalid_field'],
  ])('reports %s with the code of the error table', async (_what, wrong, code, name) => {
    const { renter } = market.chain.keys
    const end = await runCommand(['exit', '--account', renter.address, ...place(), ...wrong])
    expect(end).toMatchObject({ code, err: expect.stringContaining(`(${name})`) })
  })

  it('withdraws for renter and provider to the unit, although it is killed repeatedly between and within steps', async () => {
    const { renter, provider } = market.chain.keys
    const before = await market.books()
    const nonces = [await nonceOf(renter), await nonceOf(provider)]

    const renterKills = await leaveThroughKills(renter, 0)
    expect(renterKills).toBeGreaterThan(2)
    expect(await nonceOf(renter)).toBe((nonces[0] ?? 0) + 5)

    await leaveThroughKills(provider, 41)
    await market.chain.travel(bondWaitSeconds)
    const last = await runCommand(['exit', '--yes', '--json', '--key-file', keyFile(provider), ...place()])
    expect(last, last.err).toMatchObject({ code: 0 })
    const { ran } = JSON.parse(last.out) as { ran: { kind: string; done: boolean }[] }
    expect(ran.map(({ kind, done }) => [kind, done])).toEqual([
      ['withdrawBond', true],
      ['redeem', true],
    ])
    await expectAllOut(market, before)
    const again = await runCommand(['exit', '--yes', '--key-file', keyFile(renter), ...place()])
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('Everything that is yours is out.') })
  })

  /**
   * Runs the exit command again and again until it ends with `code`. It kills the command alternately when it prints "sent" and when it prints "mined". Returns
   * the number of kills.
   */
  async function leaveThroughKills(key: TestKey, code: number): Promise<number> {
    const args = ['exit', '--yes', '--key-file', keyFile(key), ...place()]
    for (let kills = 0; kills < 20; kills += 1) {
      const end = await runCommand(args, { killAt: { text: kills % 2 === 0 ? '  sent  ' : '  mined in block', times: 1 } })
      if (end.code === null) continue
      expect(end, end.err).toMatchObject({ code })
      return kills
    }
    throw new Error('twenty kills, and still something to do')
  }

  function keyFile({ privateKey, address }: TestKey): string {
    const file = join(folder, address)
    writeFileSync(file, `${privateKey}\n`, { mode: 0o600 })
    return file
  }
})

describe.skipIf(browser === null)('leaving by one HTML file, with nothing but a chain', () => {
  let market: ExitMarket
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-exit-page-'))
  let file: string
  beforeAll(async () => {
    market = await startAbandonedMarket()
    file = await buildExitPage({ logs: folder }, new AbortController().signal)
  })
  afterAll(async () => {
    await browser?.close()
    await market?.chain.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('reports an RPC that web pages cannot use, and the next step', async () => {
    const { page, asked } = await setup({ key: market.chain.keys.renter })
    await fill(page, { rpc: market.chain.rpcUrl })
    await page.getByLabel('Or only look').fill(market.chain.keys.renter.address)
    await page.getByRole('button', { name: 'Show my assets' }).click()
    await expectText(page, 'chain.rpc_silent')
    await expectText(page, 'leave the RPC empty to ask through your wallet')
    expect(asked()).toEqual([`${market.chain.rpcUrl}/`])
    await page.context().close()
  })

  it('shows the plan to anybody, and asks for missing input', async () => {
    const rpc = await startLimitedRpc(market.chain.rpcUrl, { blocks: 20, results: 10, busyEvery: 5, oldest: 0 })
    const { page } = await setup({ key: market.chain.keys.renter })
    await page.getByRole('button', { name: 'Show my assets' }).click()
    await expectText(page, 'Enter an address: 0x and 40 digits.')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('placeholder'))).toBe('https://')
    await fill(page, { rpc: rpc.url })
    await page.getByLabel('Or only look').fill(market.chain.keys.provider.address)
    await page.keyboard.press('Enter')
    await expectText(page, 'You are only looking.')
    for (const text of ['Claim the pay of lease 1', 'Start the waiting time of the Provider bond', 'Withdraw the Provider bond'])
      await expectText(page, text)
    expect(await page.getByRole('button', { name: /^Sign and/ }).count()).toBe(0)
    await page.context().close()
    await rpc.stop()
  })

  it(`is accessible from 360 to 2,560 pixels, in ${colorSchemes.join(' and ')}, in both languages`, async () => {
    for (const colorScheme of colorSchemes) {
      const { page } = await setup({ key: market.chain.keys.renter, colorScheme })
      expect(await accessibilityProblems(page)).toEqual([])
      await fill(page, {})
      await connect(page)
      await page.getByRole('button', { name: 'Show my assets' }).click()
      await page.getByRole('button', { name: /^Sign and/ }).waitFor()
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('The way out')
      for (const width of [360, 390, 600, 768, 900, 1_024, 1_440, 2_560]) {
        await page.setViewportSize({ width, height: 900 })
        expect(await sidewaysScroll(page), `at ${width} pixels`).toBe(0)
      }
      expect(await accessibilityProblems(page)).toEqual([])
      await page.setViewportSize({ width: 390, height: 900 })
      await page.getByRole('button', { name: '中文' }).click()
      await page.getByRole('heading', { name: '离开的步骤' }).waitFor()
      expect(await page.getByRole('button', { name: /^签名并/ }).count()).toBe(1)
      expect([await sidewaysScroll(page), await accessibilityProblems(page), await page.locator('html').getAttribute('lang')]).toEqual([
        0,
        [],
        'zh-Hans',
      ])
      await page.getByRole('button', { name: 'English' }).click()
      await page.getByRole('heading', { name: 'The way out' }).waitFor()
      await page.context().close()
    }
  })

  it('withdraws for renter and provider to the unit, step by step, by keyboard, with only the wallet', async () => {
    const before = await market.books()
    const person: WalletPerson = { answer: 'refuse' }
    const renter = await setup({ key: market.chain.keys.renter, person })
    await fill(renter.page, {})
    await connect(renter.page)
    await renter.page.getByRole('button', { name: 'Show my assets' }).press('Enter')
    await renter.page.getByRole('button', { name: 'Sign and cancel orders' }).press('Enter')
    await expectText(renter.page, 'You declined in your wallet.')
    person.answer = 'sign'
    await sendAll(renter.page)
    await expectText(renter.page, 'Everything that is yours is out.')
    expect(renter.sent()).toBe(5)

    const provider = await setup({ key: market.chain.keys.provider })
    await fill(provider.page, {})
    await connect(provider.page)
    await provider.page.getByRole('button', { name: 'Show my assets' }).press('Enter')
    await provider.page.getByRole('button', { name: /^Sign and/ }).waitFor()
    await sendAll(provider.page)
    await expectText(provider.page, 'The rest has to wait for its time.')
    await market.chain.travel(bondWaitSeconds)
    await provider.page.getByRole('button', { name: 'Read again' }).press('Enter')
    await provider.page.getByRole('button', { name: 'Sign and withdraw the bond' }).waitFor()
    await sendAll(provider.page)
    await expectText(provider.page, 'Everything that is yours is out.')

    await expectAllOut(market, before)
    for (const { page, asked, complaints } of [renter, provider]) {
      expect([asked(), complaints]).toEqual([[], []])
      await page.context().close()
    }
  })

  /** Signs one step after another, until the page offers no more steps. */
  async function sendAll(page: Page): Promise<void> {
    const button = page.getByRole('button', { name: /^Sign and/ })
    for (let step = 0; step < 20; step += 1) {
      await page.getByText(/^Waiting for your wallet/).waitFor({ state: 'detached' })
      if ((await button.count()) === 0) return
      await button.press('Enter')
    }
    throw new Error('twenty steps, and still something to sign')
  }

  async function connect(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Connect Test Wallet' }).click()
    await page.getByRole('button', { name: 'Use another account' }).waitFor()
  }

  async function fill(page: Page, { rpc }: { rpc?: string }): Promise<void> {
    if (rpc !== undefined) await page.getByLabel('RPC address').fill(rpc)
    await page.getByLabel('Directory').fill(market.chain.addresses.directory)
  }

  const expectText = (page: Page, text: string) => page.getByText(text).first().waitFor({ timeout: 60_000 })

  type Visit = { key: TestKey; person?: WalletPerson; colorScheme?: 'light' | 'dark' }

  /** Opens the exit page as a file from the disk, with a wallet in the browser. `asked` lists the URLs that the page itself has requested. */
  async function setup({ key, person = { answer: 'sign' }, colorScheme = 'light' }: Visit) {
    const context = await (browser as Browser).newContext({ viewport: { width: 1_280, height: 900 }, colorScheme })
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    const urls = new Set<string>()
    const complaints: string[] = []
    page.on('request', (request) => {
      if (!/^(file|data):/.test(request.url())) urls.add(request.url())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    const wallet = await announceChainWallet(page, { privateKey: key.privateKey, rpcUrl: market.chain.rpcUrl, person })
    await page.goto(pathToFileURL(file).href)
    return { page, complaints, asked: () => [...urls], sent: wallet.sent }
  }
})
