import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { readAddresses, readValidatorSet } from '@infinitio/chain'
import { createChainClient, simulatedJurors } from '@infinitio/chain/node'
import { queueFraud } from '@infinitio/chain/test'
import { address } from '@infinitio/domain'
import { createClient } from '@infinitio/sdk'
import { type Hex, parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageProblems } from './browser/checkPage.ts'
import { desktop, openBrowser, phone } from './browser/openBrowser.ts'
import { openBurner } from './browser/openBurner.ts'
import { makeSeed } from './house/makeSeed.ts'
import { oneSimulatedMachine, startTestHouse, type TestHouse } from './house/startTestHouse.ts'
import { travel } from './house/travel.ts'

// This test needs a deployment with four validators and its simulated jurors, who look every 15 seconds. It takes four minutes.
const probe = process.env.TEST_LONG === '1' ? await openBrowser() : null
await probe?.close()

const day = 86_400
const look = { viewport: desktop, colorScheme: 'light' } as const

describe.skipIf(probe === null)('a dispute about a bond, in browsers', { timeout: 600_000 }, () => {
  let house: TestHouse
  let browser: Browser
  const problems: string[] = []
  const dispute = () => createClient({ baseUrl: house.url }).getDispute('1')
  const keyOf = (name: string) => readFileSync(join(house.dataDir, 'keys', `${name}.key`), 'utf8').trim() as Hex

  beforeAll(async () => {
    house = await startTestHouse({ settings: { ...oneSimulatedMachine, INFINITIO_VALIDATORS: '4' } })
    browser = (await openBrowser()) ?? expect.unreachable()
  })
  afterAll(async () => {
    await browser?.close()
    await house?.remove()
  })

  it('is opened, gets evidence and five jurors, who commit and reveal, and is counted, executed and paid', async () => {
    const slashed = await slash()
    const { page } = await openBurner(browser, { house, privateKey: slashed, ...look })
    await page.goto('/disputes')
    await page.getByText('No disputes').waitFor()
    await page.getByRole('button', { name: 'Dispute the slash' }).click()
    await page.getByRole('link', { name: 'Slash of a bond (Validator)' }).click()
    await page.getByLabel('Files').setInputFiles({ name: 'log.txt', mimeType: 'text/plain', buffer: Buffer.from('the machine answered') })
    await page.getByRole('button', { name: 'Submit 1 file' }).click()
    await page.getByText('20 bytes').waitFor()
    await inspect(page)

    await travel(house, 2 * day)
    // Anybody takes these steps: the validators, or the button of the page.
    await seen(page, 'Jury 1 requested')
    await makeSeed(house, { validators: 4 })
    await seen(page, 'jurors vote')
    await seen(page, '5 of 5 voted, 0 revealed')

    // The script of the simulated jurors stops, and one of them votes in a browser.
    const { resume } = house.pause('validators')
    const juror = await openBurner(browser, { house, privateKey: await someJuror(), ...look })
    await juror.page.goto('/govern/jury')
    await juror.page.getByRole('link', { name: 'Dispute 1' }).click()
    await juror.page.getByRole('radio', { name: /For the opener/ }).click()
    await inspect(juror.page)
    await juror.page.getByRole('button', { name: 'Replace hidden vote' }).click()
    await juror.page.getByText('mined', { exact: false }).first().waitFor()
    await travel(house, 2 * day)
    await juror.page.getByRole('button', { name: 'Reveal vote' }).click()
    await seen(juror.page, '5 of 5 voted, 1 revealed')
    resume()
    await seen(page, '5 of 5 voted, 5 revealed')
    await seen(page, 'decided, may be appealed')
    expect(await dispute()).toMatchObject({ verdict: 'opener', respondent: null })
    await inspect(page)

    await travel(house, 5 * day)
    await seen(page, 'executed')
    await juror.page.getByRole('button', { name: 'Collect pay' }).click()
    await seen(page, 'paid 2.50 PT')
    const { money } = await dispute()
    expect(money.payments.map(({ reason, amount }) => [reason, amount])).toEqual([
      ['jurors', `${parseEther('12.5')}`],
      ['rest', `${parseEther('12.5')}`],
    ])
    await inspect(page)
    expect([...new Set(problems)]).toEqual([])
  })

  async function seen(page: Page, text: string): Promise<void> {
    await page.getByText(text, { exact: false }).first().waitFor({ timeout: 150_000 })
  }

  /** Checks the page on a phone and on a desk, in both themes. */
  async function inspect(page: Page): Promise<void> {
    for (const viewport of [phone, desktop]) {
      await page.setViewportSize(viewport)
      problems.push(...(await pageProblems(page)))
    }
  }

  /** Lets the four validators attest a fraud of one of them, and returns its key. */
  async function slash(): Promise<Hex> {
    const client = createChainClient({ rpcUrl: house.rpcUrl, timeoutMs: 30_000 })
    const { addresses } = await createClient({ baseUrl: house.url }).getChain()
    const found = await readAddresses(client, address(addresses.directory))
    const set = (await readValidatorSet(client, found.attestations, { known: null })) ?? expect.unreachable()
    const keys = [1, 2, 3, 4].map((number) => personOf(keyOf(`validator-${number}`)))
    const makers = set.members.map(({ account }) => keys.find((key) => key.address === account) ?? expect.unreachable())
    const [culprit] = makers
    const chain = { rpcUrl: house.rpcUrl, addresses: found, keys: { deployer: personOf(keyOf('deployer')) } }
    await queueFraud(chain, { makers, culprit: culprit ?? expect.unreachable() })
    return culprit?.privateKey ?? expect.unreachable()
  }

  async function someJuror(): Promise<Hex> {
    const { jurors } = await dispute()
    return simulatedJurors(keyOf('jurors')).find((juror) => jurors.includes(juror.address))?.privateKey ?? expect.unreachable()
  }
})

function personOf(privateKey: Hex) {
  return { privateKey, address: address(privateKeyToAccount(privateKey).address.toLowerCase()) }
}
