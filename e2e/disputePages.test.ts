import type { Browser, Page } from '@playwright/test'
import { marketAbi } from '@infinitio/chain'
import { createChainClient, sendCalls, setNativeBalances, simulatedJurors } from '@infinitio/chain/node'
import { address } from '@infinitio/domain'
import { createClient, signEndOrCancel } from '@infinitio/sdk'
import { encodeFunctionData, type Hex, parseEther } from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findThisMachine, holdMachine, signAndPlaceBid, waitForLease } from './actors/bookMachine.ts'
import { type Actor, createRenter } from './actors/createActor.ts'
import { pageProblems } from './browser/checkPage.ts'
import { tabAndEnter, tabTo } from './browser/keyboardSteps.ts'
import { desktop, openBrowser, phone } from './browser/openBrowser.ts'
import { openBurner } from './browser/openBurner.ts'
import { makeSeed } from './deployment/makeSeed.ts'
import { keyOf, queueSlash } from './deployment/queueSlash.ts'
import { oneSimulatedMachine, startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { travel } from './deployment/travel.ts'
import { waitFor } from './deployment/waitFor.ts'

// This test needs a deployment with four validators and simulated jurors. It takes minutes.
const probe = process.env.TEST_LONG === '1' ? await openBrowser() : null
await probe?.close()

const hour = 3_600
const day = 86_400
const sshKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMrqR/oISoUSu+FZtp5SbLjk68kNorMpiEZgiSHHaMrW'
const look = { viewport: desktop, colorScheme: 'light' } as const

describe.skipIf(probe === null)('a dispute about a bond, in browsers', { timeout: 600_000 }, () => {
  let deployment: TestDeployment
  let browser: Browser
  const renterKey = generatePrivateKey()
  const problems: string[] = []
  const dispute = () => createClient({ baseUrl: deployment.url }).getDispute('2')

  beforeAll(async () => {
    deployment = await startTestDeployment({ settings: { ...oneSimulatedMachine, INFINITIO_VALIDATORS: '4' } })
    browser = (await openBrowser()) ?? expect.unreachable()
  })
  afterAll(async () => {
    await browser?.close()
    await deployment?.remove()
  })

  it('about a lease is opened with the button on its page, once validators attested that the lease closed', async () => {
    const renter = await createRenter(deployment, { privateKey: renterKey })
    const leaseId = await closedLease(renter)
    const { page } = await openBurner(browser, { deployment, privateKey: renterKey, ...look })
    await page.goto(`/leases/${leaseId}`)
    await page.getByText('validators confirm that the lease closed').waitFor()
    await inspect(page)
    await travel(deployment, hour)
    await page.getByLabel('Your claim, in PT').waitFor({ timeout: 150_000 })
    const { mostClaim } = await createClient({ baseUrl: deployment.url }).getClosedLease(leaseId)
    expect(BigInt(mostClaim)).toBeGreaterThan(0n)
    await tabTo(page, page.getByLabel('Your claim, in PT'), problems)
    await page.keyboard.type('1,000,000')
    const error = page.getByText('Enter an amount of at most')
    await error.waitFor()
    // The field refers to the error message as its description (`aria-describedby`), so that a screen reader reads the message.
    await page
      .getByLabel('Your claim, in PT')
      .and(page.locator(`[aria-describedby~="${await error.getAttribute('id')}"]`))
      .waitFor()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('0.01')
    await tabTo(page, page.getByLabel('Evidence'), problems)
    await page.getByLabel('Evidence').setInputFiles({ name: 'log.txt', mimeType: 'text/plain', buffer: Buffer.from('the machine was away') })
    await inspect(page)
    await tabAndEnter(page, page.getByRole('button', { name: 'Open a dispute' }), problems)
    await page.getByRole('link', { name: 'Show dispute 1' }).waitFor()
    await tabAndEnter(page, page.getByRole('link', { name: 'Show dispute 1' }), problems)
    await page.getByText('20 bytes').waitFor({ timeout: 60_000 })
    expect(await createClient({ baseUrl: deployment.url }).getDispute('1')).toMatchObject({
      lease: leaseId,
      claim: `${parseEther('0.01')}`,
      state: 'evidence',
    })
    await inspect(page)
  })

  it('is opened, gets evidence and five jurors, who commit and reveal, and is counted, executed and paid', async () => {
    const slashed = await queueSlash(deployment)
    const { page } = await openBurner(browser, { deployment, privateKey: slashed, ...look })
    await page.goto('/disputes')
    await page.getByRole('button', { name: 'Dispute the slash' }).click()
    await page.getByRole('link', { name: 'Slash of a bond (Validator)' }).click()
    await page.getByLabel('Files').setInputFiles({ name: 'log.txt', mimeType: 'text/plain', buffer: Buffer.from('the machine answered') })
    await page.getByRole('button', { name: 'Submit 1 file' }).click()
    await page.getByText('20 bytes').waitFor()
    expect(await page.getByLabel('Files').inputValue()).toBe('')
    await inspect(page)

    await travel(deployment, 2 * day)
    // Any account may take these steps. In this test, either the validators take them, or the person does with the button of the page.
    await seen(page, 'Jury 1 requested')
    await makeSeed(deployment, { validators: 4 })
    await seen(page, 'jurors vote')
    await seen(page, '5 of 5 voted, 0 revealed')

    // Pause the process that runs the simulated jurors, so that one of them can vote in a browser.
    const { resume } = deployment.pause('validators')
    const juror = await openBurner(browser, { deployment, privateKey: await someJuror(), ...look })
    await juror.page.goto('/govern/jury')
    await juror.page.getByRole('link', { name: 'Dispute 2' }).click()
    await juror.page.getByRole('radio', { name: /For the opener/ }).click()
    await inspect(juror.page)
    await juror.page.getByRole('button', { name: 'Replace hidden vote' }).click()
    await juror.page.getByRole('status').filter({ hasText: 'Done.' }).waitFor()
    await travel(deployment, 2 * day)
    await juror.page.getByRole('button', { name: 'Reveal vote' }).click()
    await seen(juror.page, '5 of 5 voted, 1 revealed')
    resume()
    await seen(page, '5 of 5 voted, 5 revealed')
    await seen(page, 'decided, may be appealed')
    expect(await dispute()).toMatchObject({ verdict: 'opener', respondent: null })
    await inspect(page)

    await travel(deployment, 5 * day)
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

  /** Checks the page in the size of a phone and of a desktop, in both themes. */
  async function inspect(page: Page): Promise<void> {
    for (const viewport of [phone, desktop]) {
      await page.setViewportSize(viewport)
      problems.push(...(await pageProblems(page)))
    }
  }

  /** Rents this machine, ends the lease and accepts its bill, so that it closes at once. Puts 60 PT for the bond into the renter's wallet. */
  async function closedLease(renter: Actor): Promise<string> {
    const { client, account } = renter
    const listing = await findThisMachine(renter)
    const wanted = { listing, durationSeconds: hour }
    const { orderHash } = await signAndPlaceBid(renter, { ...wanted, hold: await holdMachine(renter, wanted), sshKey })
    const lease = await waitForLease(renter, { orderHash })
    const chain = await client.getChain()
    await client.placeRelay(await signEndOrCancel(account, { lease, accept: true, chain }))
    await waitFor({ what: 'the lease to close', within: 60, read: () => client.getLease(lease.leaseId), until: ({ state }) => state === 'closed' })
    const rpc = createChainClient({ rpcUrl: deployment.rpcUrl, timeoutMs: 30_000 })
    const data = encodeFunctionData({ abi: marketAbi, functionName: 'withdraw', args: [parseEther('60'), account.address] })
    await setNativeBalances(rpc, { accounts: [address(account.address.toLowerCase())], amount: parseEther('1') })
    const call = { to: address(chain.addresses.market), data, value: 0n, gas: 500_000n, what: 'a withdrawal' }
    await sendCalls(rpc, { privateKey: renterKey, calls: [call], timeoutMs: 30_000 })
    return lease.leaseId
  }

  async function someJuror(): Promise<Hex> {
    const { jurors } = await dispute()
    return simulatedJurors(keyOf(deployment, 'jurors')).find((juror) => jurors.includes(juror.address))?.privateKey ?? expect.unreachable()
  }
})
