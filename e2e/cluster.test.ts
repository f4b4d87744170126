import type { OrderWire } from '@infinitio/domain/wire'
import type { Browser } from '@playwright/test'
import { generatePrivateKey } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, createRenter } from './actors/createActor.ts'
import { pageProblems } from './browser/checkPage.ts'
import { freeInRegion, searchCluster, signCluster } from './browser/clusterSteps.ts'
import { desktop, openBrowser, phone } from './browser/openBrowser.ts'
import { openWalletVisitor } from './browser/openWalletVisitor.ts'
import { startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'

const probe = process.env.TEST_LONG === '1' ? await openBrowser() : null
await probe?.close()

describe.skipIf(probe === null)('a cluster, in a browser', () => {
  let deployment: TestDeployment
  let browser: Browser
  let renter: Actor
  const problems: string[] = []
  const renterKey = generatePrivateKey()
  beforeAll(async () => {
    deployment = await startTestDeployment()
    renter = await createRenter(deployment, { privateKey: renterKey })
    await freeInRegion(renter, { className: 'H100', regionName: 'eu-north', gpus: 16 })
    browser = (await openBrowser()) ?? expect.unreachable()
  })
  afterAll(async () => {
    await browser?.close()
    await deployment?.remove()
  })

  const visit = (viewport = desktop) => openWalletVisitor(browser, { baseURL: deployment.url, privateKey: renterKey, viewport })
  const bidsOf = async (): Promise<readonly OrderWire[]> => (await renter.client.listOrders({ side: 'bids' })).items

  it('is found by a sentence, checked out, and opens leases on several machines of one region', async () => {
    const { page, person, complaints, context } = await visit()
    await searchCluster(page, '16 H100 cluster in eu-north for 1 hour')
    problems.push(...(await pageProblems(page)))
    await page.getByRole('link', { name: 'Rent as a cluster' }).click()
    await page.waitForURL('**/rent/cluster?*')
    await page.getByText('2 machines in Northern Europe can start together now', { exact: false }).waitFor()
    await page.getByText('Rent 16 GPUs of H100 SXM 80 GB', { exact: false }).waitFor()
    await page.getByText('a cluster shorter than 2 h 30 min has none', { exact: false }).waitFor()
    await page.getByLabel('GPUs per machine, at least').selectOption('8')
    await page.getByText('at most 2 machines for 1', { exact: false }).waitFor()
    await page.getByLabel('Name', { exact: true }).fill('training')
    problems.push(...(await pageProblems(page)))
    person.answer = 'refuse'
    await page.getByRole('button', { name: 'Sign and rent cluster' }).click()
    await page.getByRole('alert').filter({ hasText: 'wallet.rejected' }).waitFor()
    person.answer = 'sign'
    await signCluster(page)
    await page.getByRole('heading', { name: 'Your cluster is ready' }).waitFor()
    await page.getByText('2 of 2 ready').waitFor()
    problems.push(...(await pageProblems(page)))
    await page.reload()
    await page.getByRole('heading', { name: 'Your cluster is ready' }).waitFor()
    await page.getByRole('link', { name: 'Open your leases' }).click()
    await page.waitForURL('**/leases')
    const [order] = await bidsOf()
    expect(order?.order).toMatchObject({ gpus: 16, minGpusPerNode: 8, cluster: true, allOrNothing: true, durationSeconds: 3_600 })
    const leases = await Promise.all((order?.matches ?? []).map(({ leaseId }) => renter.client.getLease(leaseId ?? '')))
    expect(new Set(leases.map(({ terms }) => terms.node)).size).toBe(2)
    expect(new Set(leases.map(({ node }) => node.regionName))).toEqual(new Set(['eu-north']))
    expect(leases.map(({ state, name, terms }) => ({ state, name, trialSeconds: terms.trialSeconds, gpus: terms.gpus }))).toEqual(
      [1, 2].map(() => ({ state: 'active', name: 'training', trialSeconds: 0, gpus: 8 })),
    )
    await page.goto('/leases')
    await page.locator('.panel', { hasText: 'Your clusters' }).getByRole('link', { name: 'training' }).click()
    await page.waitForURL(`**/clusters/${order?.orderHash}`)
    await page.getByRole('heading', { name: 'training', level: 1 }).waitFor()
    for (const { leaseId } of leases) await page.getByText(`ssh lease-${leaseId}`, { exact: true }).waitFor()
    await page.getByText(/^Host lease-\d+/).waitFor()
    problems.push(...(await pageProblems(page)))
    await page.getByRole('button', { name: 'Extend together' }).click()
    await page.getByText('Your wallet signs 2 messages', { exact: false }).waitFor()
    problems.push(...(await pageProblems(page)))
    await page.getByRole('button', { name: 'Sign and extend 2 leases' }).click()
    const now = () => Promise.all(leases.map(({ leaseId }) => renter.client.getLease(leaseId)))
    await expect
      .poll(async () => (await now()).every(({ endsAt }, at) => endsAt >= (leases[at]?.endsAt ?? 0) + 3_600), { timeout: 60_000 })
      .toBe(true)
    expect(new Set((await now()).map(({ endsAt }) => endsAt)).size).toBe(1)
    await page.setViewportSize(phone)
    await page.getByRole('button', { name: 'End together', exact: true }).click()
    await page.getByText('Total cost', { exact: true }).waitFor()
    await page.locator('summary').first().click()
    problems.push(...(await pageProblems(page)))
    person.answer = 'refuse'
    await page.getByRole('button', { name: 'Sign and end 2 leases' }).click()
    await page.getByRole('alert').filter({ hasText: 'wallet.rejected' }).waitFor()
    expect((await now()).map(({ state }) => state)).toEqual(['active', 'active'])
    person.answer = 'sign'
    await page.getByRole('button', { name: 'Sign and end 2 leases' }).click()
    await page.getByText('All leases of this cluster have ended.', { exact: true }).waitFor()
    expect((await now()).every(({ state }) => state === 'ended' || state === 'closed')).toBe(true)
    problems.push(...(await pageProblems(page)))
    expect([...new Set(problems)]).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('waits on a phone if too few GPUs are free, and is cancelled without a payment', async () => {
    const { page, complaints, context } = await visit(phone)
    const { available } = await renter.client.getWallet({})
    await page.goto('/rent/cluster?gpus=200&seconds=3600&max=0.01')
    await page.getByText('Choose fewer GPUs or another class, or let the order wait.', { exact: false }).waitFor()
    await page.getByLabel('If no machines fit at once').selectOption('86400')
    problems.push(...(await pageProblems(page)))
    await signCluster(page)
    await page.getByRole('heading', { name: 'Waiting for machines' }).waitFor()
    problems.push(...(await pageProblems(page)))
    await page.getByRole('button', { name: 'Cancel order' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Sign and cancel' }).click()
    await page.getByRole('heading', { name: 'The cluster was not rented' }).waitFor()
    problems.push(...(await pageProblems(page)))
    await page.getByRole('button', { name: 'Change the order' }).click()
    expect(await page.getByLabel('GPUs in all').inputValue()).toBe('200')
    const [order] = await bidsOf()
    expect(order).toMatchObject({ state: 'cancelled', leftReason: 'owner', matches: [] })
    expect((await renter.client.getWallet({})).available).toBe(available)
    expect([...new Set(problems)]).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })
})
