import { writeFile } from 'node:fs/promises'
import { createClient } from '@infinitio/sdk'
import type { Browser, Page } from '@playwright/test'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { formatUnits, type Hex } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createActor, createRenter } from './actors/createActor.ts'
import { runMachine } from './actors/runMachine.ts'
import { createSshIdentity, type SshIdentity } from './actors/sshAsPrinted.ts'
import { pageProblems } from './browser/checkPage.ts'
import { desktop, openBrowser, phone } from './browser/openBrowser.ts'
import { answerReview, writeReview } from './browser/reviewSteps.ts'
import { openWalletVisitor } from './browser/openWalletVisitor.ts'
import { downloadInvoice } from './browser/paperSteps.ts'
import { pdfText } from './browser/pdfText.ts'
import { endLease } from './browser/walkToShell.ts'
import { runAdmin } from './deployment/runAdmin.ts'
import { oneSimulatedMachine, startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { travel } from './deployment/travel.ts'
import { waitFor } from './deployment/waitFor.ts'

const probe = process.env.TEST_LONG === '1' ? await openBrowser() : null
await probe?.close()

describe.skipIf(probe === null)('money in words that a company can use, in a browser', () => {
  let deployment: TestDeployment
  let browser: Browser
  let identity: SshIdentity
  const renterKey = generatePrivateKey()
  const problems: string[] = []
  let ended = ''
  beforeAll(async () => {
    deployment = await startTestDeployment({ settings: oneSimulatedMachine })
    identity = createSshIdentity()
    browser = (await openBrowser()) ?? expect.unreachable()
  })
  afterAll(async () => {
    await browser?.close()
    identity?.remove()
    await deployment?.remove()
  })

  const visit = (privateKey: Hex, viewport = desktop) => openWalletVisitor(browser, { baseURL: deployment.url, privateKey, viewport })
  /** Records accessibility and layout problems of the page. Also takes pictures of it if E2E_PICTURES names a folder. */
  async function look(page: Page, name: string): Promise<void> {
    problems.push(...(await pageProblems(page)))
    const folder = process.env['E2E_PICTURES']
    if (folder === undefined) return
    const width = page.viewportSize()
    for (const [viewport, colorScheme] of [desktop, phone].flatMap((one) => [[one, 'light'] as const, [one, 'dark'] as const])) {
      await page.setViewportSize(viewport)
      await page.emulateMedia({ colorScheme })
      await page.screenshot({ path: `${folder}/${name}-${viewport.width}-${colorScheme}.png`, fullPage: true })
    }
    await page.emulateMedia({ colorScheme: 'light' })
    if (width !== null) await page.setViewportSize(width)
  }

  it('stores the legal data of a provider, and a currency with its fixed rate on the first start', async () => {
    const providerKey = (await createClient({ baseUrl: deployment.url }).getProviderKey(deployment)).privateKey as Hex
    const seller = await visit(providerKey, phone)
    await seller.page.goto('/provide/invoices')
    await seller.page.getByLabel('Legal name').fill('GPU Werk GmbH')
    await seller.page.getByLabel('Address').fill('Weg 2\n10115 Berlin')
    await seller.page.getByLabel('Tax number').fill('DE 99')
    await seller.page.getByLabel('Name of the tax').fill('VAT')
    await seller.page.getByLabel('Tax rate').fill('190')
    await seller.page.getByText('A tax rate is a number from 0.01 to 100', { exact: false }).waitFor()
    await seller.page.getByLabel('Tax rate').fill('19')
    await look(seller.page, 'seller')
    await seller.page.getByRole('button', { name: 'Save', exact: true }).click()
    await seller.page.getByText('Your invoice details are saved.').waitFor()

    await createRenter(deployment, { privateKey: renterKey })
    const { page, complaints } = await visit(renterKey)
    await page.goto('/settings')
    await page.getByLabel('Display currency').selectOption('EUR')
    await page.getByText('fixed rate of 2022-10-03', { exact: false }).first().waitFor()
    await page.goto('/wallet')
    await page
      .locator('.price.xl .about')
      .filter({ hasText: /≈\s[\d.,]+\sEUR/ })
      .waitFor()
    await look(page, 'wallet')
    expect([...new Set(problems)]).toEqual([])
    expect([...complaints, ...seller.complaints]).toEqual([])
  })
  it('shows the exact amounts of an ended lease, and saves an invoice with seller, tax and euros', async () => {
    const renter = await createActor(deployment, { privateKey: renterKey })
    const { leaseId, terms } = await runMachine(renter, { identity, durationSeconds: 7_200 })
    ended = leaseId
    const { page, complaints } = await visit(renterKey)
    await page.goto(`/leases/${leaseId}`)
    // The lease must last longer than its free trial, because a lease that ends in the trial has no invoice.
    const billedFrom = (await renter.client.getChain()).chainNow + terms.trialSeconds + 3_900
    // Moves the chain's clock so far that more than one hour of the lease is paid, because only then both sides may write a review.
    await travel(deployment, terms.trialSeconds + 3_900)
    await waitFor({
      what: 'the market to see that the trial is over',
      within: 60,
      read: () => renter.client.getChain(),
      until: ({ chainNow }) => chainNow >= billedFrom,
    })
    await endLease(page, leaseId)
    await page.getByRole('tab', { name: 'Receipt' }).click()
    await page.getByRole('heading', { name: `Receipt of lease ${leaseId}` }).waitFor()
    const receipt = await renter.client.getLeaseReceipt(leaseId)
    const exact = formatUnits(BigInt(receipt.spent), 18)
    expect(await page.getByText(`${exact} PT`).count()).toBe(0)
    await look(page, 'receipt')
    await page.getByRole('button', { name: 'Show exact amounts' }).click()
    await page.getByText(`${exact} PT`).waitFor()
    await look(page, 'receipt-exact')

    const { bytes } = await downloadInvoice(page, { name: 'Müller & Söhne AG' })
    const text = pdfText(bytes).split('\n')
    const after = (name: string) => text[text.indexOf(name) + 1]
    for (const line of ['Invoice 00000001', 'GPU Werk GmbH', '10115 Berlin', 'Tax id DE 99', 'Müller & Söhne AG', '1 Long Street'])
      expect(text).toContain(line)
    expect(after('VAT 19 % in the price of the lease')).toMatch(/^\d+\.\d{6} PT$/)
    expect(after('Total in EUR')).toMatch(/^\d+\.\d{2} EUR$/)
    expect(text).toContain('1 PT = 1.0242 EUR, rate of 2022-10-03: ECB reference rates, 1 PT taken as 1 USD')
    // The invoice writes all 18 digits after the point, also zeros at the end.
    expect(text).toContain(`${exact.padEnd(exact.indexOf('.') + 19, '0')} PT`)
    await page.getByRole('list', { name: 'Issued invoices' }).getByText('Invoice 00000001').waitFor()
    await look(page, 'invoice')
    const folder = process.env['E2E_PICTURES']
    if (folder !== undefined) await writeFile(`${folder}/invoice.pdf`, bytes)
    expect([...new Set(problems)]).toEqual([])
    expect(complaints).toEqual([])
  })

  it('lets both sides of the lease review each other, and shows what the operator hid', async () => {
    const renter = await visit(renterKey)
    await renter.page.goto(`/leases/${ended}`)
    const text = 'Ready in a few seconds.\n<b>The disk</b> is fast, see https://example.com'
    await writeReview(renter.page, { stars: 5, text })
    await renter.page.getByText('<b>The disk</b> is fast, see https://example.com').waitFor()
    await look(renter.page, 'lease-reviewed')

    const providerKey = (await createClient({ baseUrl: deployment.url }).getProviderKey(deployment)).privateKey as Hex
    const provider = await visit(providerKey)
    await provider.page.goto(`/leases/${ended}`)
    await answerReview(provider.page, 'Thank you. We will keep the disk fast.')
    await writeReview(provider.page, { stars: 4, text: 'Clear questions, no trouble.' })
    await look(provider.page, 'lease-reviewed-provider')

    await renter.page.reload()
    await renter.page.getByRole('tab', { name: 'Overview' }).click()
    await renter.page.getByRole('link', { name: /0x/ }).and(renter.page.locator('[href^="/providers/"]')).first().click()
    await renter.page.getByRole('heading', { name: 'Reviews' }).waitFor()
    await renter.page.getByText('Thank you. We will keep the disk fast.').waitFor()
    await renter.page.getByText('from 1 wallet').first().waitFor()
    await look(renter.page, 'provider')
    await renter.page.getByRole('table').getByRole('link').first().click()
    await renter.page.getByText('Only from wallets that paid for 1 h or more').scrollIntoViewIfNeeded()
    await renter.page.getByText('of 5 stars, weighted by fees').waitFor()
    await look(renter.page, 'listing')

    const account = privateKeyToAccount(renterKey).address.toLowerCase()
    await renter.page.goto(`/explorer/address/${account}`)
    await renter.page.getByText('Clear questions, no trouble.').waitFor()
    await renter.page.getByText('<b>The disk</b> is fast, see https://example.com').waitFor()
    await look(renter.page, 'explorer-account')
    await renter.page.goBack()

    await runAdmin(deployment, 'review', 'hide', '1')
    await renter.page.reload()
    await renter.page.getByText('Hidden by the operator: a drill').waitFor()
    expect([...new Set(problems)]).toEqual([])
    expect([...renter.complaints, ...provider.complaints]).toEqual([])
  })
})
