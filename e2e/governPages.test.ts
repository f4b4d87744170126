import type { Browser, BrowserContext, Page } from '@playwright/test'
import { createClient } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageProblems } from './browser/checkPage.ts'
import { fileProof, postBounty, proposeProject, showCertificate, standToBeDrawn } from './browser/fundingSteps.ts'
import { changeModel, describeModel, payForModel, registerModel } from './browser/modelSteps.ts'
import { deploymentKey, openBurner } from './browser/openBurner.ts'
import { desktop, openBrowser, openVisitor, phone } from './browser/openBrowser.ts'
import { signInWithBurner } from './browser/renterSteps.ts'
import { moveTimeOn } from './browser/voteSteps.ts'
import { makeSeed } from './deployment/makeSeed.ts'
import { oneSimulatedMachine, startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'

// This test uses the pages about votes with six people, each in a separate browser context. It needs a deployment with four validators, which make the random
// seeds.
const probe = process.env.TEST_LONG === '1' ? await openBrowser() : null
await probe?.close()

type Person = { readonly page: Page; readonly context: BrowserContext; readonly complaints: string[]; readonly account: string }
const hour = 3_600

describe.skipIf(probe === null)('what the DAO pays for, in browsers', { timeout: 600_000 }, () => {
  let deployment: TestDeployment
  let browser: Browser
  let provider: Person
  let sponsor: Person
  let worker: Person
  let drawable: Person[]
  const problems: string[] = []

  beforeAll(async () => {
    deployment = await startTestDeployment({ settings: { ...oneSimulatedMachine, INFINITIO_VALIDATORS: '4' } })
    browser = (await openBrowser()) ?? expect.unreachable()
  })
  afterAll(async () => {
    await browser?.close()
    await deployment?.remove()
  })

  it('posts, claims and submits work, which three people selected by a seed judge, and pays it', async () => {
    // The people act at the same time, because most of the time of a sign-in and of a transaction is spent waiting for the chain.
    ;[sponsor, worker, ...drawable] = (await Promise.all(Array.from({ length: 5 }, newcomer))) as [Person, Person, ...Person[]]
    await Promise.all(
      drawable.map(async ({ page }) => {
        await standToBeDrawn(page, '/govern/bounties')
        await standToBeDrawn(page, '/govern/carbon')
        await page.setViewportSize(phone)
      }),
    )
    const [title, reward] = ['A tool that measures', '100']
    await postBounty(sponsor.page, { title, reward })
    const path = new URL(sponsor.page.url()).pathname
    const { page } = worker
    await page.goto(path)
    await page.getByRole('button', { name: 'Claim', exact: true }).click()
    await page.getByLabel('Where the work is, and proof that it is done').fill('In the second branch, with tests.')
    await page.getByRole('button', { name: 'Submit' }).click()
    await page.getByText('The reviewers are selected with the next random number.').waitFor()
    await look(page)
    await waitForSeed(page, 'Select')
    await page.getByRole('button', { name: 'Select', exact: true }).click()
    await page.getByText('has not answered yet').first().waitFor()
    await Promise.all(
      drawable.map(async ({ page: judging }, place) => {
        await judging.goto(path)
        if (place === 2) await judging.getByRole('button', { name: 'Refuse', exact: true }).click()
        else await judging.getByLabel('Score of the work').fill(`${60 + place * 20}`)
        await judging.getByLabel('Reason').fill(`Reason ${place}`)
        await judging.getByRole('button', { name: 'Answer', exact: true }).click()
        await judging.getByText(`Reason ${place}`).first().waitFor()
        await look(judging)
      }),
    )
    await page.getByRole('button', { name: 'Start next step' }).click()
    await page.getByRole('button', { name: 'Pay out' }).click()
    await page.getByText('Nothing to do').waitFor()
    for (const text of ['Accepted, 60 of 100', 'Accepted, 80 of 100', 'Refused']) await page.getByText(text).first().waitFor()
    await look(page)
    // The worker had 2,500 G and received 95 G: the reward of 100 G, less the share of 5 G tokens for its reviewers.
    const { stake: after } = await createClient({ baseUrl: deployment.url }).getGovernAccount(worker.account)
    expect(BigInt(after?.wallet ?? 0) / 10n ** 18n).toBe(2_595n)
  })

  it('files a proof of green energy for one’s machine, which three people selected by a seed audit, and proposes to revoke it', async () => {
    const privateKey = deploymentKey(deployment, 'provider')
    // The sign-in of the provider's account brought test money and G tokens. These pay the bond of a proof, because the account has staked all of its other G
    // tokens.
    provider = await enter(openBurner(browser, { deployment, privateKey, viewport: desktop, colorScheme: 'light' }))
    const { page } = provider
    const now = await chainNow()
    const dayOf = (seconds: number) => new Date(seconds * 1_000).toISOString().slice(0, 10)
    await fileProof(page, { days: [dayOf(now), dayOf(now + 30 * 24 * hour)] })
    await look(page)
    await waitForSeed(page, 'Select')
    await page.getByRole('button', { name: 'Select', exact: true }).click()
    await page.getByText('has not answered yet').first().waitFor()
    await look(page)
    await showCertificate(page)
    await Promise.all(
      drawable.map(async ({ page: judging }, place) => {
        await judging.goto('/govern/carbon')
        await judging.getByRole('link', { name: 'Proof 1', exact: true }).click()
        if (place === 0) await judging.getByRole('button', { name: 'Reject', exact: true }).click()
        await judging.getByLabel('Reason').fill(`Meter ${place}`)
        await judging.getByRole('button', { name: 'Answer', exact: true }).click()
        await judging.getByText(`Meter ${place}`).first().waitFor()
        await look(judging)
      }),
    )
    await page.getByRole('button', { name: 'Settle' }).click()
    await page.getByText('Accepted: the certificate is valid from this time, or from its first day if that is later').waitFor()
    await page.getByRole('link', { name: 'Propose to revoke it' }).click()
    await page.getByLabel('Reason for the revocation').fill('It was sold twice.')
    await page.getByLabel('Title').fill('Revoke certificate 1')
    await page.getByRole('button', { name: 'Propose', exact: true }).click()
    await page
      .getByText(
        'Green energy certificate 1 (solar) is revoked, and its provider loses 500.00 G of the bond for this certificate. It was sold twice.',
      )
      .waitFor()
    await page.getByText('Would succeed').waitFor()
    await look(page)
  })

  it('proposes and sponsors a project, pays its first milestone, abandons it, and refunds the rest', async () => {
    const { page } = worker
    await proposeProject(page, { title: 'A scheduler' })
    const path = new URL(page.url()).pathname
    const { page: paying } = sponsor
    await paying.goto(path)
    await paying.getByLabel('Amount').fill('100')
    await paying.getByRole('button', { name: 'Lock', exact: true }).click()
    await page.getByLabel('Proof that the milestone is reached').fill('It runs.')
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await page.getByText('It runs.').first().waitFor()
    await paying.getByText('It runs.').first().waitFor()
    await paying.getByLabel('Reason').fill('I saw it run.')
    await paying.getByRole('button', { name: 'Vote', exact: true }).click()
    await page.getByText('approved', { exact: true }).first().waitFor()
    for (let day = 0; day < 3; day += 1) await moveTimeOn(page, '1\u00a0d')
    await page.getByRole('button', { name: 'Release', exact: true }).click()
    await page.getByRole('row', { name: /60\.00 G.*released/ }).waitFor()
    await look(page)
    await page.getByRole('button', { name: 'Give up', exact: true }).click()
    await paying.getByRole('button', { name: 'Withdraw', exact: true }).click()
    await paying.getByText('Nothing to do').waitFor()
    await look(paying)
    // The sponsor had 2,500 G and paid 100 G for the bounty and 60 G for the first milestone.
    const { stake: after } = await createClient({ baseUrl: deployment.url }).getGovernAccount(sponsor.account)
    expect(BigInt(after?.wallet ?? 0)).toBe(2_340n * 10n ** 18n)
  })

  it('registers a model, changes its price, describes it and pays for units of it in G, all by clicks', async () => {
    const [name, payer] = ['A model of tests', sponsor]
    await registerModel(worker.page, { name, price: '0.5' })
    await changeModel(worker.page, { name, price: '0.70' })
    await describeModel(worker.page, { name, text: 'One unit is one picture.' })
    await look(worker.page)
    const before = await walletG(worker.account)
    await payForModel(payer.page, { units: '3', costs: '2.10 G' })
    await look(payer.page)
    expect((await walletG(worker.account)) - before).toBe(21n * 10n ** 17n)
    const model = await createClient({ baseUrl: deployment.url }).getModel(1)
    expect(model).toMatchObject({ name, owner: worker.account, payments: 1, pricePerUnit: `${7n * 10n ** 17n}`, isDescribed: true })
    expect(model.latest).toMatchObject([{ payer: payer.account, units: '3', pTokenAmount: `${21n * 10n ** 17n}` }])
    expect([...new Set(problems)]).toEqual([])
    expect([provider, sponsor, worker, ...drawable].flatMap(({ complaints }) => complaints)).toEqual([])
  })

  async function walletG(account: string): Promise<bigint> {
    const { stake: own } = await createClient({ baseUrl: deployment.url }).getGovernAccount(account)
    return BigInt(own?.wallet ?? 0)
  }

  async function enter(opening: Promise<Omit<Person, 'account'>>): Promise<Person> {
    const visitor = await opening
    const { session } = (await (await visitor.page.request.get('/api/v1/session')).json()) as { session: { account: string } }
    return { ...visitor, account: session.account }
  }

  async function newcomer(): Promise<Person> {
    const visitor = await openVisitor(browser, { baseURL: deployment.url, viewport: desktop, colorScheme: 'dark' })
    await signInWithBurner(visitor.page, { at: deployment.address })
    return await enter(Promise.resolve(visitor))
  }

  async function chainNow(): Promise<number> {
    return (await createClient({ baseUrl: deployment.url }).getChain()).chainNow
  }

  /** Makes the random seed that selects people now, although a seed is usually complete only at the end of an hour. Then waits for the button of the page. */
  async function waitForSeed(page: Page, button: string): Promise<void> {
    await makeSeed(deployment, { validators: 4 })
    await page.getByRole('button', { name: button, exact: true }).waitFor()
  }

  async function look(page: Page): Promise<void> {
    problems.push(...(await pageProblems(page)))
  }
})
