import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { attestationsAbi } from '@infinitio/chain'
import { catalogueClasses, createChainClient } from '@infinitio/chain/node'
import { address, hex32 } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import { createClient, signEnd } from '@infinitio/sdk'
import type { Browser } from '@playwright/test'
import type { Hex } from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findMachine, holdMachine, signAndPlaceBid, waitForLease } from './actors/bookMachine.ts'
import { type Actor, createActor, createRenter } from './actors/createActor.ts'
import { listManyNodes } from './actors/listManyNodes.ts'
import { type Providing, provideByCommand } from './actors/provideByCommand.ts'
import { createSshIdentity, hasOpenSsh, type SshIdentity } from './actors/sshAsPrinted.ts'
import { pageProblems } from './browser/checkPage.ts'
import { pauseNamed, walkFleet } from './browser/fleetSteps.ts'
import { desktop, openBrowser } from './browser/openBrowser.ts'
import { openWalletVisitor } from './browser/openWalletVisitor.ts'
import { changePricesByPercent } from './browser/pricingSteps.ts'
import { oneSimulatedMachine, startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { travel } from './deployment/travel.ts'
import { waitFor } from './deployment/waitFor.ts'

// This test needs a second machine with its own agent, and four validators, which sign at their next check that a machine is lost.
const probe = process.env.TEST_LONG === '1' && hasOpenSsh() ? await openBrowser() : null
await probe?.close()

/** The longest wait until validators have signed that a machine is lost, in milliseconds. */
const signedWithin = 120_000
/** The compensation of the renter in base units: the reference price of one hour of the first class in the catalogue. */
const compensation = 3_600n * (catalogueClasses[0]?.referencePricePerGpuSecond ?? 0n)

describe.skipIf(probe === null)('many machines, in a browser', () => {
  let deployment: TestDeployment
  let browser: Browser
  let identity: SshIdentity
  let providerKey: Hex
  let attic: Providing
  const problems: string[] = []
  beforeAll(async () => {
    deployment = await startTestDeployment({
      settings: { ...oneSimulatedMachine, INFINITIO_VALIDATORS: '4', NODE_SUSPECT_SECONDS: '12', NODE_LOST_SECONDS: '20' },
    })
    browser = (await openBrowser()) ?? expect.unreachable()
    identity = createSshIdentity()
    providerKey = (await createClient({ baseUrl: deployment.url }).getProviderKey(deployment)).privateKey as Hex
    const keyFile = join(identity.folder, 'provider.key')
    writeFileSync(keyFile, providerKey, { mode: 0o600 })
    const args = ['--data', join(identity.folder, 'attic'), '--key-file', keyFile, '--price', '0.04', '--name', 'Attic', '--country', 'Norway']
    attic = await provideByCommand(args, { ...process.env, HOME: identity.folder, INFINITIO_URL: deployment.url })
  })
  afterAll(async () => {
    await browser?.close()
    attic?.kill()
    await attic?.ended
    identity?.remove()
    await deployment?.remove()
  })

  const visit = (privateKey: Hex, viewport = desktop) => openWalletVisitor(browser, { baseURL: deployment.url, privateKey, viewport })

  it('are paused together, repriced and listed again, each time with one signature', async () => {
    const { page, person, complaints, context } = await visit(providerKey)
    await page.goto('/provide')
    const grid = page.getByRole('grid', { name: 'Machines' })
    await grid.getByRole('row', { name: /Attic.*Listed/ }).waitFor()
    await page.getByLabel('Select all shown').check()
    await page.getByRole('button', { name: 'Pause 2', exact: true }).click()
    const dialog = page.getByRole('dialog')
    person.answer = 'refuse'
    await dialog.getByRole('button', { name: 'Sign and pause 2' }).click()
    await dialog
      .getByRole('alert')
      .filter({ hasText: /Nothing was sent, so no machine changed\..*wallet\.rejected/ })
      .waitFor()
    problems.push(...(await pageProblems(page)))
    person.answer = 'sign'
    await dialog.getByRole('button', { name: 'Sign and pause 2' }).click()
    await dialog.getByText('2 machines changed.').waitFor()
    expect(person.signed).toBe(1)
    expect(await dialog.getByText('Done. The change is in the order book').count()).toBe(2)
    await dialog.getByRole('button', { name: 'Close' }).click()
    for (const name of ['Attic', 'This machine']) await grid.getByRole('row', { name: new RegExp(`${name}.*Paused`) }).waitFor()
    expect((await createClient({ baseUrl: deployment.url }).searchListings({ includeSimulated: 'false' })).total).toBe(0)
    await page.getByRole('button', { name: 'List 2 again' }).click()
    await dialog.getByRole('button', { name: 'Sign and list 2' }).click()
    await dialog.getByText('2 machines changed.').waitFor()
    await dialog.getByRole('button', { name: 'Close' }).click()
    expect(person.signed).toBe(2)
    await page.getByRole('button', { name: 'Change prices' }).click()
    for (const [percent, signed] of [
      ['100', 3],
      ['-50', 4],
    ] as const) {
      await dialog.getByLabel('Change in percent (minus lowers the price)').fill(percent)
      await dialog.getByRole('button', { name: 'Sign 2 new prices', exact: true }).click()
      await dialog.getByText('2 machines changed.').waitFor()
      await dialog.getByRole('button', { name: 'Close' }).click()
      expect(person.signed).toBe(signed)
      if (signed === 3) await page.getByRole('button', { name: 'Change prices' }).click()
    }
    await waitFor({
      what: 'both to be listed again',
      within: 60,
      read: () => createClient({ baseUrl: deployment.url }).searchListings({ includeSimulated: 'false', sort: 'price' }),
      until: ({ items }) =>
        items.map(({ name, ask }) => `${name} ${ask.pricePerGpuSecond}`).join() === 'Attic 11111111111111,This machine 13888888888888',
    })
    expect([...new Set(problems)]).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('stop responding before a lease is ready: its renter is notified, cancels, rents the best other one with one click, and gets all money back', async () => {
    const { renter, page, complaints, context } = await visitAsRenter()
    const machine = await findMachine(renter, 'This machine')
    await page.goto(`/gpus/${machine.node}?hours=1`)
    await page.getByRole('button', { name: 'Hold for 5 min' }).click()
    await page.getByRole('timer').waitFor()
    await page.getByLabel('Name', { exact: true }).fill('night run')
    const pause = deployment.pause('agent')
    try {
      await page.getByRole('button', { name: 'Sign and start' }).click()
      const told = page.getByRole('alert').filter({ hasText: 'The machine is not responding.' })
      await told.getByText('Nothing is billed before the machine is ready', { exact: false }).waitFor()
      const lease = await onlyLease(renter)
      expect(lease).toMatchObject({ state: 'booked', terms: { node: machine.node }, now: { spent: '0' } })
      problems.push(...(await pageProblems(page)))
      await page.goto(`/leases/${lease.leaseId}`)
      // After 20 seconds without a heartbeat, the page shows that the machine does not respond or is lost. It still offers the other machine.
      const away = page.getByRole('alert').filter({ hasText: /The machine is (not responding|lost)\./ })
      await away.getByRole('button', { name: /^Cancel this lease and rent Attic: 0\.04 PT\/h per slot$/ }).click()
      await page.getByRole('timer').waitFor()
      expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('night run')
      const over = await waitFor({
        what: 'the lease to be cancelled',
        within: 60,
        read: () => renter.client.getLease(lease.leaseId),
        until: ({ state }) => state === 'closed',
      })
      expect(over).toMatchObject({ endReason: 'cancelled', paid: { pay: '0', renterFee: '0', refund: lease.escrow } })
      await page.getByRole('button', { name: 'Sign and start' }).click()
      await page.getByText(/^Lease \d+ is ready$/).waitFor()
      const [taken] = (await renter.client.listLeases({ state: 'live' })).items
      expect(taken).toMatchObject({ name: 'night run', node: { name: 'Attic' }, terms: { pricePerGpuSecond: '11111111111111' } })
    } finally {
      pause.resume()
    }
    await endLeaseOf(renter)
    expect(complaints).toEqual([])
    await context.close()
  })

  it('stop responding under an active lease: validators end it at the last heartbeat, and the renter is compensated and rents the best other one with one click', async () => {
    const { renter, page, complaints, context } = await visitAsRenter()
    const machine = await findMachine(renter, 'This machine')
    const [had, bonded] = await Promise.all([availableOf(renter), bondOf()])
    const hold = await holdMachine(renter, { listing: machine, durationSeconds: 3_600 })
    const order = await signAndPlaceBid(renter, { listing: machine, hold, sshKey: identity.publicKey, durationSeconds: 3_600, leaseName: 'day run' })
    const lease = await waitForLease(renter, order)
    await page.goto(`/leases/${lease.leaseId}?tab=overview`)
    const pause = deployment.pause('agent')
    try {
      await page.getByRole('alert').filter({ hasText: 'The machine is not responding.' }).waitFor()
      const lost = page.getByRole('alert').filter({ hasText: 'The machine is lost.' })
      await lost.getByRole('button', { name: /^Rent Attic instead: 0\.04 PT\/h per slot$/ }).waitFor()
      problems.push(...(await pageProblems(page)))
      // The chain records only outages of two minutes or more.
      await travel(deployment, 120)
      await page.getByText('Machine lost').first().waitFor({ timeout: signedWithin })
      const over = await renter.client.getLease(lease.leaseId)
      const since = over.lost?.since ?? 0
      expect(over).toMatchObject({ state: 'ended', endReason: 'node_lost', endsAt: since, compensation: `${compensation}` })
      expect(over.now.billableSeconds).toBe(Math.max(0, since - (lease.ready?.at ?? 0)))
      expect(BigInt(over.paid.refund)).toBe(BigInt(lease.escrow) - BigInt(over.now.spent))
      await page.getByText('were refunded to you when the lease ended.', { exact: false }).waitFor()
      await page.getByRole('tab', { name: /^Events/ }).click()
      await page.getByText('The renter got 0.02 PT of compensation from the provider’s bond', { exact: false }).waitFor()
      // The renter gets back everything except the pay for the served time, and in addition one hour from the provider's bond as compensation. A refund counts
      // only once it is final.
      await waitFor({
        what: 'refund and compensation',
        within: 60,
        read: () => availableOf(renter),
        until: (has) => has === had + compensation - BigInt(over.now.spent),
      })
      expect(bonded - (await bondOf())).toBe(compensation)
      expect(await wasUnreachable(machine.node, since)).toBe(true)
      const fault = page.locator('.panel').filter({ has: page.getByRole('heading', { name: 'The machine was lost' }) })
      await fault.getByText('The provider', { exact: true }).waitFor()
      await fault.getByText('2: The machine was silent at every gateway and at the API.').waitFor()
      await fault.getByText('0.02 PT from the provider’s bond', { exact: false }).waitFor()
      await fault.getByRole('button', { name: 'Add a comment' }).click()
      await fault.getByLabel('Your comment').fill('It was gone <b>twice</b>.')
      await fault.getByRole('button', { name: 'Send comment' }).click()
      await fault.getByText('It was gone <b>twice</b>.').waitFor()
      expect((await renter.client.listLeaseFaults(lease.leaseId)).items).toMatchObject([
        { incident: 'lost', party: 'provider', rule: 2, paid: { refund: over.paid.refund, compensation: `${compensation}` } },
      ])
      problems.push(...(await pageProblems(page)))
      await page.getByRole('button', { name: /^Rent Attic instead/ }).click()
      await page.getByRole('timer').waitFor()
      await page.getByRole('button', { name: 'Sign and start' }).click()
      await page.getByText(/^Lease \d+ is ready$/).waitFor()
      expect(await onlyLease(renter)).toMatchObject({ name: 'day run', node: { name: 'Attic' } })
      await providerIsTold()
    } finally {
      pause.resume()
    }
    await endLeaseOf(renter)
    expect([...new Set(problems)]).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('are shown to their provider with the cost of a loss, once the lease is closed', async () => {
    const { client } = await createActor(deployment, { privateKey: providerKey })
    const { openLeases } = await client.getDevelopmentTime(deployment)
    await client.forwardDevelopmentTime({ seconds: 3_600, endingLeases: openLeases.length, localToken: deployment.localToken })
    const { page, complaints, context } = await visit(providerKey)
    await page.goto('/provide')
    await page.getByText('Renters got 0.02 PT from your bond as compensation.', { exact: false }).waitFor()
    problems.push(...(await pageProblems(page)))
    const machine = (await client.getProvider()).nodes.find(({ name }) => name === 'This machine')
    await page.goto(`/provide/nodes/${machine?.node}`)
    const penalties = page.locator('.panel').filter({ has: page.getByRole('heading', { name: 'Penalties' }) })
    await penalties.getByRole('row', { name: /The machine was lost.*0\.02 PT/ }).waitFor()
    problems.push(...(await pageProblems(page)))
    expect([...new Set(problems)]).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('fill one provider’s table by the thousand: few are rendered, keys reach all, and many are paused and priced together', async () => {
    const count = 1_000
    const privateKey = await listManyNodes(deployment, { count, pricePerGpuSecond: 13_888_888_888_888n })
    const { page, complaints, context } = await visit(privateKey)
    await page.goto('/provide')
    await walkFleet(page, { count })
    problems.push(...(await pageProblems(page)))
    // The words match 11 machines: rack 99, and racks 990 to 999.
    await pauseNamed(page, { words: 'rack 99', nodes: 11 })
    await changePricesByPercent(page, { percent: '10', nodes: count - 11 })
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    const { nodes } = await (await createActor(deployment, { privateKey })).client.getProvider()
    const prices = Map.groupBy(nodes, ({ ask }) => ask?.pricePerGpuSecond ?? null)
    expect([...prices].map(([price, those]) => [price, those.length]).toSorted()).toEqual(
      [
        [null, 11],
        ['15277777777776', 989],
      ].toSorted(),
    )
    expect([...new Set(problems)]).toEqual([])
    // Leaves out the browser's reports of requests that were over the limit (429), because the page repeats these requests after a pause.
    expect(complaints.filter((complaint) => !complaint.includes('429'))).toEqual([])
    await context.close()
  }, 480_000)

  const bondOf = async () => BigInt((await (await createActor(deployment, { privateKey: providerKey })).client.getProvider()).bonded)

  /** Returns true if enough validators have recorded an outage on the chain. Compensation is paid only after that. */
  async function wasUnreachable(node: string, time: number): Promise<boolean> {
    const { addresses } = await createClient({ baseUrl: deployment.url }).getChain()
    const chain = createChainClient({ rpcUrl: deployment.rpcUrl, timeoutMs: 30_000 })
    const attestations = { address: address(addresses.attestations), abi: attestationsAbi } as const
    return await chain.readContract({ ...attestations, functionName: 'unreachableAt', args: [hex32(node), BigInt(time)] })
  }

  /** Checks the provider's page while the machine does not respond. */
  async function providerIsTold(): Promise<void> {
    const { page, context } = await visit(providerKey)
    await page.goto('/provide')
    await page.getByText('This machine did not respond for too long, so its leases have ended.').waitFor()
    await page
      .getByRole('grid', { name: 'Machines' })
      .getByRole('row', { name: /This machine.*Offline/ })
      .waitFor()
    problems.push(...(await pageProblems(page)))
    await context.close()
  }

  async function visitAsRenter() {
    const privateKey = generatePrivateKey()
    const renter = await createRenter(deployment, { privateKey })
    return { renter, ...(await visit(privateKey)) }
  }
})

/** Returns the only booked or active lease. The API's list may also contain leases that have just ended, so leave those out. */
async function onlyLease({ client }: Actor): Promise<LeaseWire> {
  const going = (await client.listLeases({ state: 'live' })).items.filter(({ state }) => state === 'booked' || state === 'active')
  expect(going).toHaveLength(1)
  return going[0] ?? expect.unreachable()
}

/** Returns a renter's available money. */
async function availableOf({ client }: Actor): Promise<bigint> {
  return BigInt((await client.getWallet({})).available)
}

async function endLeaseOf(renter: Actor): Promise<void> {
  const { leaseId } = await onlyLease(renter)
  await renter.client.placeRelay(
    await signEnd(renter.account, { lease: await renter.client.getLease(leaseId), accept: true, chain: await renter.client.getChain() }),
  )
}
