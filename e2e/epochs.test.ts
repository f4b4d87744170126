import type { Browser, Locator, Page } from '@playwright/test'
import { attestationsAbi, nameKey } from '@infinitio/chain'
import { mineSlot } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import { address } from '@infinitio/domain'
import { createClient, signEnd } from '@infinitio/sdk'
import { getEmission, getEmissionAccount } from '@infinitio/sdk/emission'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findThisMachine, holdMachine, signAndPlaceBid, waitForLease } from './actors/bookMachine.ts'
import { type Actor, createRenter } from './actors/createActor.ts'
import { pTokensHeld } from './actors/pTokensHeld.ts'
import { runCommand } from './actors/runCommand.ts'
import { createSshIdentity } from './actors/sshAsPrinted.ts'
import { pageProblems } from './browser/checkPage.ts'
import { openBrowser, phone } from './browser/openBrowser.ts'
import { openProvider } from './browser/openProvider.ts'
import { moveTimeOn } from './browser/voteSteps.ts'
import { startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

// This test needs a deployment with four validators and takes long. It contains two slots (blocks at which all machines prove their GPUs), two epochs (hours of
// serving), and a day in which the payments of the epochs can be challenged.
const probe = process.env.TEST_LONG === '1' ? await openBrowser() : null
await probe?.close()

/** The longest wait until the payments of an epoch (an hour) are published, in milliseconds. */
const publishedWithin = 300_000

describe.skipIf(probe === null)('an hour of serving, until it is paid by a click', { timeout: 1_200_000 }, () => {
  let deployment: TestDeployment
  let browser: Browser
  let renter: Actor
  let page: Page
  let complaints: string[]
  let provider = ''
  const problems: string[] = []
  const published: number[] = []

  beforeAll(async () => {
    deployment = await startTestDeployment({ settings: { INFINITIO_VALIDATORS: '4' } })
    browser = (await openBrowser()) ?? expect.unreachable()
    renter = await createRenter(deployment)
    const opened = await openProvider(browser, { deployment, colorScheme: 'light' })
    page = opened.page
    complaints = opened.complaints
    provider = opened.provider
  })
  afterAll(async () => {
    await browser?.close()
    await deployment?.remove()
  })

  it('is shown as waiting, is signed by two thirds and published, twice, each based on the previous one', async () => {
    await page.goto('/govern/emission')
    await page.getByText('No epoch was published yet').waitFor()
    await serve()
    await prove()
    published.push(await nextEpoch())
    await serve()
    await prove()
    published.push(await nextEpoch())
    const { epochs } = await emission()
    expect(epochs.map(({ epoch, previous, state }) => [epoch, previous, state])).toEqual([
      [published[1], published[0], 'open'],
      [published[0], 0, 'open'],
    ])
    for (const { total, available, due } of epochs) {
      expect(BigInt(total)).toBeGreaterThan(0n)
      expect(BigInt(total)).toBeLessThanOrEqual(BigInt(available))
      expect(total).toBe(due)
    }
    await look()
  })

  it('follows from public data, by the command for each epoch and by the browser for one’s own Merkle leaf', async () => {
    for (const epoch of published) {
      const { code, out, err } = await runCommand(['epoch', 'verify', `${epoch}`, '--url', deployment.url, '--rpc', deployment.rpcUrl, '--json'])
      expect({ code, err }).toEqual({ code: 0, err: '' })
      const { differences, quorum } = JSON.parse(out) as { differences: unknown[]; quorum: { stake: string; signedStake: string; signers: number } }
      expect(differences).toEqual([])
      expect(quorum.signers).toBeGreaterThanOrEqual(4)
      // From the first hour on, the signatures of an epoch must have more than two thirds of the stake of exactly the four running validators.
      expect(quorum.stake).toBe(`${4_000n * 10n ** 18n}`)
      expect(BigInt(quorum.signedStake) * 3n).toBeGreaterThan(BigInt(quorum.stake) * 2n)
    }
    await page.getByText('How this machine could have earned more:').waitFor()
    await page.getByRole('button', { name: 'Check this record' }).click()
    await page.getByText(`Your emission record of epoch ${published[1]} is right: it passed all three checks.`).waitFor()
    await look()
  })

  it('is final after a day, and one click pays the sum of both to the last unit', async () => {
    const { pending, claim } = await account()
    expect(claim).toBeNull()
    const { epochs } = await emission()
    expect(pending).toBe(`${epochs.reduce((sum, { total }) => sum + BigInt(total), 0n)}`)
    await moveTimeOn(page, '1\u00a0d')
    const button = page.getByRole('button', { name: /^Claim 0\.\d+ PT$/ })
    await button.waitFor()
    await look()
    const [before, due] = [await pTokensHeld(deployment, provider), (await account()).claim]
    expect(due).toMatchObject({ epoch: published[1], amount: pending })
    await button.click()
    await waitFor({ what: 'the claim to be paid', within: 60, read: account, until: (now) => now.claim === null && now.claimed === pending })
    expect((await pTokensHeld(deployment, provider)) - before).toBe(BigInt(pending))
    await button.waitFor({ state: 'detached' })
    await look()
    await page.setViewportSize(phone)
    await look()
    expect([...new Set(problems)]).toEqual([])
    expect(complaints).toEqual([])
  })

  /** Rents this machine for some seconds, ends the lease and accepts the bill. */
  async function serve(): Promise<void> {
    const durationSeconds = 3_600
    const identity = createSshIdentity()
    const listing = await findThisMachine(renter)
    const hold = await holdMachine(renter, { listing, durationSeconds })
    const { orderHash } = await signAndPlaceBid(renter, { listing, hold, sshKey: identity.publicKey, durationSeconds })
    const lease = await waitForLease(renter, { orderHash })
    const read = () => renter.client.getLease(lease.leaseId)
    await waitFor({ what: 'something to be paid', within: 120, read, until: ({ now }) => now.spent !== '0' })
    await delay(45_000)
    const chain = await renter.client.getChain()
    const { relayId } = await renter.client.placeRelay(await signEnd(renter.account, { lease, accept: true, chain }))
    await renter.client.waitForRelay({ relayId, timeoutSeconds: 60 })
    await waitFor({ what: 'the lease to be closed for good', within: 120, read, until: ({ closed }) => closed?.final === true })
    identity.remove()
  }

  /**
   * Makes a slot (a block at which all machines prove their GPUs) and waits until validators have signed its result. Time and fees count for an epoch only
   * after the machine has passed the next slot.
   */
  async function prove(): Promise<void> {
    const client = createChainClient({ rpcUrl: deployment.rpcUrl, timeoutMs: 30_000 })
    const attestations = address((await renter.client.getChain()).addresses.attestations)
    const read = () => client.readContract({ address: attestations, abi: attestationsAbi, functionName: 'attestedOf', args: [nameKey('proofs')] })
    const before = (await read()).root
    await mineSlot({ rpcUrl: deployment.rpcUrl })
    await waitFor({ what: 'the slot to be attested', within: 300, read, until: ({ root }) => root !== before })
  }

  /**
   * Moves time forward by one hour with the button of the page, and waits until the epoch of that hour is published and can be challenged. Returns its number.
   */
  async function nextEpoch(): Promise<number> {
    const known = (await emission()).lastEpoch
    // Loads the page again, because its button reads the open leases only when the page loads.
    await page.goto('/govern/emission')
    await moveTimeOn(page, '1\u00a0h')
    await way().getByRole('heading', { name: 'Calculated and signed' }).waitFor()
    await page
      .getByRole('region', { name: 'Last epochs' })
      .getByText('Can be challenged')
      .nth(known === 0 ? 0 : 1)
      .waitFor({ timeout: publishedWithin })
    const { lastEpoch } = await emission()
    expect(lastEpoch).toBeGreaterThan(known)
    await way().getByText('For one day, anybody can prove that a payment of this epoch is wrong.').waitFor()
    return lastEpoch
  }

  function way(): Locator {
    return page.getByRole('region', { name: 'Progress of this epoch' })
  }

  async function emission() {
    return (await getEmission(createClient({ baseUrl: deployment.url }).transport)).emission ?? expect.unreachable()
  }

  async function account() {
    return await getEmissionAccount(createClient({ baseUrl: deployment.url }).transport, provider)
  }

  async function look(): Promise<void> {
    problems.push(...(await pageProblems(page)))
  }
})
