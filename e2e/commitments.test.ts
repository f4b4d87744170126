import type { Browser, Page } from '@playwright/test'
import { createClient } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findThisMachine, holdMachine, signAndPlaceBid, waitForLease } from './actors/bookMachine.ts'
import { type Actor, createRenter } from './actors/createActor.ts'
import { pTokensHeld } from './actors/pTokensHeld.ts'
import { runCommand } from './actors/runCommand.ts'
import { createSshIdentity } from './actors/sshAsPrinted.ts'
import { pageProblems } from './browser/checkPage.ts'
import { promised, promiseHour } from './browser/commitmentSteps.ts'
import { openBrowser, phone } from './browser/openBrowser.ts'
import { openProvider } from './browser/openProvider.ts'
import { moveTimeOn } from './browser/voteSteps.ts'
import { startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

// This test needs a deployment with four validators, which take turns in measuring whether promised GPU time was delivered.
const probe = process.env.TEST_LONG === '1' ? await openBrowser() : null
await probe?.close()

/** The longest wait until validators have recorded how much of the promised time was delivered, in seconds. */
const measuredWithinSeconds = 240

describe.skipIf(probe === null)('GPU time promised ahead, in a browser', { timeout: 600_000 }, () => {
  let deployment: TestDeployment
  let browser: Browser
  let renter: Actor
  let page: Page
  let complaints: string[]
  let provider = ''
  const problems: string[] = []

  beforeAll(async () => {
    deployment = await startTestDeployment({ settings: { INFINITIO_VALIDATORS: '4' } })
    browser = (await openBrowser()) ?? expect.unreachable()
    renter = await createRenter(deployment)
    const opened = await openProvider(browser, { deployment, colorScheme: 'dark' })
    page = opened.page
    complaints = opened.complaints
    provider = opened.provider
  })
  afterAll(async () => {
    await browser?.close()
    await deployment?.remove()
  })

  it('is bonded by a click, and measured by validators as fully delivered once its window is over', async () => {
    const before = await pTokensHeld(deployment, provider)
    await promiseHour(page, { price: '0.05' })
    const { bond, from, until } = await commitment()
    expect(before - (await pTokensHeld(deployment, provider))).toBe(BigInt(bond))
    await look()
    // From the last hour before the promised window on, another renter leases the machine. Without a lease, the time would count for at most a quarter of the
    // promise.
    for (let now = await chainNow(); now + 3_600 <= from; now = await chainNow()) await moveOn('1\u00a0h')
    await lease()
    // Moves time to the end of the first full hour after the window, because validators sign one root for each full hour.
    for (let now = await chainNow(); now < Math.ceil(until / 3_600) * 3_600 + 3_600; now = await chainNow()) await moveOn('1\u00a0h')
    await waitFor({
      what: 'the delivery to be recorded',
      within: measuredWithinSeconds,
      read: commitment,
      until: ({ state }) => state === 'recorded',
    })
    await page.goto('/govern/commitments')
    await promised(page).getByText('measured', { exact: true }).waitFor()
    await promised(page).getByText('100').waitFor()
    await look()
  })

  it('is measured equally by the command, from the public journal', async () => {
    const { code, out, err } = await runCommand(['commitment', 'verify', '1', '--url', deployment.url, '--rpc', deployment.rpcUrl, '--json'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toMatchObject({ delivered: 3_600, recorded: 3_600, agrees: true })
  })

  it('has its bond shared and collected by clicks, to the last unit', async () => {
    for (let day = 0; day < 2; day += 1) await moveOn('1\u00a0d')
    // Stops the validators. Any account may pay out the bond of the promise, and the validators would do so at their next check, every 15 seconds.
    const validators = deployment.pause('validators')
    await moveOn('1\u00a0d')
    await page.goto('/govern/commitments')
    const [{ bond }, before] = [await commitment(), await pTokensHeld(deployment, provider)]
    await page.getByRole('button', { name: 'Share out' }).click()
    await promised(page).getByText('settled').waitFor()
    validators.resume()
    await waitFor({ what: 'the bond to be owed', within: 60, read: owed, until: (now) => now === bond })
    await look()
    await page.getByRole('button', { name: 'Withdraw', exact: true }).click()
    await waitFor({ what: 'the bond to be taken', within: 60, read: owed, until: (now) => now === '0' })
    expect((await pTokensHeld(deployment, provider)) - before).toBe(BigInt(bond))
    await page.setViewportSize(phone)
    await look()
    expect([...new Set(problems)]).toEqual([])
    expect(complaints).toEqual([])
  })

  /** Moves the chain's time forward with the button on the staking page, because the page of commitments has no such button. */
  async function moveOn(span: string): Promise<void> {
    await page.goto('/govern/staking')
    await moveTimeOn(page, span)
  }

  /** Another renter leases this machine for two hours from now on, because rented time counts completely for the promise. */
  async function lease(): Promise<void> {
    const durationSeconds = 7_200
    const identity = createSshIdentity()
    const listing = await findThisMachine(renter)
    const hold = await holdMachine(renter, { listing, durationSeconds })
    const { orderHash } = await signAndPlaceBid(renter, { listing, hold, sshKey: identity.publicKey, durationSeconds })
    const { leaseId } = await waitForLease(renter, { orderHash })
    const read = () => renter.client.getLease(leaseId)
    await waitFor({ what: 'something to be paid', within: 120, read, until: ({ now }) => now.spent !== '0' })
    identity.remove()
  }

  async function commitment() {
    return await createClient({ baseUrl: deployment.url }).getCommitment(1)
  }

  async function owed(): Promise<string | null> {
    return (await createClient({ baseUrl: deployment.url }).listCommitments({ account: provider })).owed
  }

  async function chainNow(): Promise<number> {
    return (await createClient({ baseUrl: deployment.url }).getChain()).chainNow
  }

  async function look(): Promise<void> {
    problems.push(...(await pageProblems(page)))
  }
})
