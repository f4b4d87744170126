import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Client, signEnd } from '@infinitio/sdk'
import type { Browser, Page } from '@playwright/test'
import { generatePrivateKey } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findThisMachine, holdMachine } from './actors/bookMachine.ts'
import { type Actor, createRenter } from './actors/createActor.ts'
import { restBid } from './actors/restBid.ts'
import { runCommand } from './actors/runCommand.ts'
import { runMachine } from './actors/runMachine.ts'
import { createSshIdentity, hasOpenSsh, type SshIdentity } from './actors/sshAsPrinted.ts'
import { pageProblems } from './browser/checkPage.ts'
import { addressesOf, type PageThings } from './browser/everyPage.ts'
import { holdBack } from './browser/holdBack.ts'
import { desktop, openBrowser, openVisitor, phone } from './browser/openBrowser.ts'
import { openWalletVisitor } from './browser/openWalletVisitor.ts'
import { startTestHouse, type TestHouse } from './house/startTestHouse.ts'
import { waitFor } from './house/waitFor.ts'

// Some eighty addresses, each in the light and in the dark: four minutes for each way of looking at them.
const probe = process.env.TEST_LONG === '1' && hasOpenSsh() ? await openBrowser() : null
await probe?.close()

describe.skipIf(probe === null)('every page of the site, in both themes', { timeout: 900_000 }, () => {
  let house: TestHouse
  let browser: Browser
  let identity: SshIdentity
  let renter: Actor
  let things: PageThings
  const renterKey = generatePrivateKey()
  beforeAll(async () => {
    house = await startTestHouse()
    browser = (await openBrowser()) ?? expect.unreachable()
    identity = createSshIdentity()
    renter = await createRenter(house, { privateKey: renterKey })
    things = await makeThings()
  })
  afterAll(async () => {
    await browser?.close()
    identity?.remove()
    await house?.remove()
  })

  it('can be read by all at a desk, by whoever has leases and orders', async () => {
    const { page, context } = await openWalletVisitor(browser, { baseURL: house.url, privateKey: renterKey, viewport: desktop })
    expect(await problemsOf(page)).toEqual([])
    await context.close()
  })

  it('can be read by all on a phone, by whoever has leases and orders', async () => {
    const { page, context } = await openWalletVisitor(browser, { baseURL: house.url, privateKey: renterKey, viewport: phone })
    expect(await problemsOf(page)).toEqual([])
    await context.close()
  })

  it('can be read by all on a phone, by somebody who is not signed in', async () => {
    const { page, context } = await openVisitor(browser, { baseURL: house.url, viewport: phone, colorScheme: 'light' })
    expect(await problemsOf(page)).toEqual([])
    await context.close()
  })

  it('can be read by all while nothing answers', async () => {
    const { page, context } = await openWalletVisitor(browser, { baseURL: house.url, privateKey: renterKey, viewport: desktop })
    const problems: string[] = []
    const answers = await holdBack(page, /\/api\/v1\/(?!session)/)
    await answers.fail()
    for (const path of [
      '/leases',
      '/orders',
      '/wallet',
      '/wallet/keys',
      '/provide',
      '/notifications',
      `/leases/${things.lease}`,
      `/book/${things.hold}`,
    ]) {
      await page.goto(path)
      await page.getByRole('alert').filter({ hasText: 'api.not_ready' }).first().waitFor()
      problems.push(...(await pageProblems(page)))
    }
    expect([...new Set(problems)]).toEqual([])
    await context.close()
  })

  async function problemsOf(page: Page): Promise<string[]> {
    const problems: string[] = []
    for (const path of addressesOf(things)) {
      await page.goto(path)
      await page.getByRole('main').getByRole('heading').first().waitFor()
      await expect.poll(() => page.locator('.skel').count(), { timeout: 60_000, message: path }).toBe(0)
      problems.push(...(await pageProblems(page)))
    }
    return [...new Set(problems)]
  }

  /** A lease that has ended, one that runs, an order, two holds of which one was let go, a proposal. */
  async function makeThings(): Promise<PageThings> {
    const { client, account } = renter
    const machine = await findThisMachine(renter)
    const book = () => runMachine(renter, { identity, durationSeconds: 3_600 })
    const ended = await book()
    await client.placeRelay(await signEnd(account, { leaseId: ended.leaseId, accept: true, chain: await client.getChain() }))
    await waitFor({
      what: 'the machine to be free again',
      within: 120,
      read: () => client.searchListings({ includeSimulated: 'false' }),
      until: ({ items }) => items.some(({ freeGpus }) => freeGpus > 0),
    })
    const lease = await book()
    const order = await restBid(renter, { machine, gpus: 1, ptPerHour: '0.01' })
    const { items } = await client.searchListings({ includeSimulated: 'true', sort: 'price' })
    const [one, two] = items.filter(({ simulated }) => simulated)
    if (one === undefined || two === undefined) throw new Error('there are no two machines to hold')
    const released = await holdMachine(renter, { listing: one, durationSeconds: 3_600 })
    await client.releaseHold(released.holdId)
    const hold = await holdMachine(renter, { listing: two, durationSeconds: 3_600 })
    const [line] = (await client.getWallet({})).statement
    return {
      ...{ node: machine.node, class: String(machine.classId), hold: hold.holdId, releasedHold: released.holdId, order },
      ...{ lease: lease.leaseId, endedLease: ended.leaseId, proposal: await propose(client), account: account.address.toLowerCase() },
      ...{ transaction: line?.txHash ?? '', block: String(line?.blockNumber ?? 1) },
    }
  }

  async function propose(client: Client): Promise<string> {
    const keyFile = join(identity.folder, 'wallet.key')
    writeFileSync(keyFile, renterKey, { mode: 0o600 })
    const env = { ...process.env, HOME: identity.folder, INFINITIO_URL: house.url, INFINITIO_KEY_FILE: keyFile }
    for (const words of [
      ['stake', '250'],
      ['propose-region', 'atlantis', '--text', 'A region below the sea\n\nThere is room.'],
    ]) {
      const { code, err } = await runCommand(['govern', ...words, '--yes'], { env })
      expect(code, err).toBe(0)
    }
    const { items } = await waitFor({
      what: 'the proposal to be listed',
      within: 60,
      read: () => client.listProposals({}),
      until: (found) => found.items.length > 0,
    })
    return String(items[0]?.number ?? '')
  }
})
