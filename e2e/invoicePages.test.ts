import { createClient } from '@infinitio/sdk'
import type { Browser, Page } from '@playwright/test'
import { generatePrivateKey } from 'viem/accounts'
import type { Hex } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRenter } from './actors/createActor.ts'
import { pageProblems } from './browser/checkPage.ts'
import { desktop, openBrowser, phone } from './browser/openBrowser.ts'
import { openWalletVisitor } from './browser/openWalletVisitor.ts'
import { startTestHouse, type TestHouse } from './house/startTestHouse.ts'

const probe = await openBrowser()
await probe?.close()

describe.skipIf(probe === null)('money in words that a company can use, in a browser', () => {
  let house: TestHouse
  let browser: Browser
  const problems: string[] = []
  beforeAll(async () => {
    house = await startTestHouse({})
    browser = (await openBrowser()) ?? expect.unreachable()
  })
  afterAll(async () => {
    await browser?.close()
    await house?.remove()
  })

  const visit = (privateKey: Hex, viewport = desktop) => openWalletVisitor(browser, { baseURL: house.url, privateKey, viewport })
  /** Notes problems of the page, and takes its picture where a folder is named. */
  async function look(page: Page, name: string): Promise<void> {
    problems.push(...(await pageProblems(page)))
    const folder = process.env['E2E_PICTURES']
    if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
  }

  it('takes the legal data of a provider, and a currency with its fixed rate on the first start', async () => {
    const providerKey = (await createClient({ baseUrl: house.url }).getProviderKey(house)).privateKey as Hex
    const seller = await visit(providerKey, phone)
    await seller.page.goto('/provide/invoices')
    await seller.page.getByLabel('Legal name').fill('GPU Werk GmbH')
    await seller.page.getByLabel('Address').fill('Weg 2\n10115 Berlin')
    await seller.page.getByLabel('Tax number').fill('DE 99')
    await seller.page.getByLabel('Name of the tax').fill('VAT')
    await seller.page.getByLabel('Tax rate').fill('190')
    await seller.page.getByText('A tax rate is a number from 0.01 to 100', { exact: false }).waitFor()
    await seller.page.getByLabel('Tax rate').fill('19')
    await look(seller.page, 'seller-390')
    await seller.page.getByRole('button', { name: 'Save', exact: true }).click()
    await seller.page.getByText('Your invoice details are saved.').waitFor()

    const privateKey = generatePrivateKey()
    await createRenter(house, { privateKey })
    const { page, complaints } = await visit(privateKey)
    await page.goto('/settings')
    await page.getByLabel('Display currency').selectOption('EUR')
    await page.getByText('fixed rates of 2022-10-03', { exact: false }).first().waitFor()
    await page.goto('/wallet')
    await page
      .locator('.price.xl .about')
      .filter({ hasText: /≈\s[\d.,]+\sEUR/ })
      .waitFor()
    await look(page, 'wallet-1440')
    expect([...new Set(problems)]).toEqual([])
    expect([...complaints, ...seller.complaints]).toEqual([])
  })
})
