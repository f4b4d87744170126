import type { Browser, Page } from '@playwright/test'
import { simulatedJurors } from '@infinitio/chain/node'
import { address } from '@infinitio/domain'
import { createClient } from '@infinitio/sdk'
import { type Hex, parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageProblems } from './browser/checkPage.ts'
import { untranslatedTexts } from './browser/chineseSteps.ts'
import { tabAndEnter, tabTo } from './browser/keyboardSteps.ts'
import { desktop, openBrowser, phone } from './browser/openBrowser.ts'
import { openBurner } from './browser/openBurner.ts'
import { type CourtRoom, openCourtRoom } from './deployment/courtRoom.ts'
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
const look = { viewport: desktop, colorScheme: 'light' } as const
const [appealed, silent] = [1, 2] as const
const forOpener = 1
const fine = parseEther('50')

/**
 * Two slashed validators dispute their slashes at the same time; the test uses only the keyboard. In the first dispute, the first jury confirms the slash. The
 * validator appeals, and a second jury of fifteen decides for the validator, although one juror loses its key. In the other dispute no juror reveals its vote.
 */
describe.skipIf(probe === null)('two disputes before a second jury, with the keyboard', { timeout: 900_000 }, () => {
  let deployment: TestDeployment
  let browser: Browser
  let room: CourtRoom
  let opener: { page: Page; key: Hex }
  let other: { page: Page }
  let juror: { page: Page }
  const problems: string[] = []
  /** The jurors that were absent in each round, by their accounts: the first and the second jury of both disputes. */
  const absent: Set<string>[] = []
  const read = (id: number) => createClient({ baseUrl: deployment.url }).getDispute(`${id}`)
  const open = async (privateKey: Hex) => (await openBurner(browser, { deployment, privateKey, ...look })).page

  beforeAll(async () => {
    deployment = await startTestDeployment({ settings: { ...oneSimulatedMachine, INFINITIO_VALIDATORS: '4' } })
    browser = (await openBrowser()) ?? expect.unreachable()
    room = await openCourtRoom(deployment)
  })
  afterAll(async () => {
    await browser?.close()
    await deployment?.remove()
  })

  it('are opened', async () => {
    const keys = [await queueSlash(deployment, { place: 0 })]
    await travel(deployment, hour)
    keys.push(await queueSlash(deployment, { place: 1 }))
    const pages: Page[] = []
    for (const [at, key] of keys.entries()) {
      const page = await open(key)
      await page.goto('/disputes')
      await inspect(page)
      await press(page, page.getByRole('button', { name: 'Dispute the slash' }))
      await waitFor({ what: 'the dispute', within: 60, read: () => read(at + 1).catch(() => null), until: (found) => found !== null })
      // The list may still show only the earlier dispute, so the link is chosen by its address.
      const link = page.getByRole('link', { name: 'Slash of a bond (Validator)' }).and(page.locator(`[href="/disputes/${at + 1}"]`))
      await press(page, link.first())
      await page.getByRole('heading', { level: 1, name: `Dispute ${at + 1}` }).waitFor()
      pages.push(page)
    }
    opener = { page: pages[0] ?? expect.unreachable(), key: keys[0] ?? expect.unreachable() }
    other = { page: pages[1] ?? expect.unreachable() }
  })

  it('have a first jury: a juror who loses the key is fined, the others decide, and a jury that stays silent decides nothing', async () => {
    await travel(deployment, 2 * day)
    for (const { page } of [opener, other]) await seen(page, 'Jury 1 requested')
    await makeSeed(deployment, { validators: 4 })
    for (const { page } of [opener, other]) await seen(page, '5 of 5 voted, 0 revealed')
    // Pauses the process that runs the simulated jurors. So one juror can vote in a browser, and another juror cannot vote, as if its key were lost.
    const { resume } = deployment.pause('validators')
    const [voter, loser] = await room.jury(appealed)
    if (voter === undefined || loser === undefined) expect.unreachable()
    await room.loseKeys({ id: BigInt(appealed), round: 1, jurors: [loser] })
    const silentJury = await room.jury(silent)
    expect(silentJury).toHaveLength(5)
    await room.loseKeys({ id: BigInt(silent), round: 1, jurors: silentJury })
    juror = { page: await open(voter.privateKey) }
    const { page } = juror
    await page.goto('/govern/jury')
    await page.getByText('Your vote is needed').waitFor()
    await inspect(page)
    await press(page, page.getByRole('link', { name: 'Dispute 1' }).first())
    await choose(page, 'For the opener')
    await inspect(page)
    await press(page, page.getByRole('button', { name: 'Replace hidden vote' }))
    await page.getByRole('status').filter({ hasText: 'Done.' }).waitFor()
    await travel(deployment, 2 * day)
    await press(page, page.getByRole('button', { name: 'Reveal vote' }))
    resume()
    await seen(opener.page, '5 of 5 voted, 4 revealed')
    await travel(deployment, day)
    await seen(opener.page, 'decided, may be appealed')
    await seen(opener.page, 'revealed no vote')
    await seen(other.page, 'jurors are selected')
    expect(await read(appealed)).toMatchObject({ verdict: 'record', round: 1 })
    expect(await read(silent)).toMatchObject({ verdict: null })
    // Some of the twenty jurors are also in the jury of the other dispute, in which nobody votes. Both juries were selected before the first fine, and a member
    // is fined once for all panels that were selected before the fine. So the juror that lost its key pays one fine, even if it is in both juries.
    absent.push(new Set([loser, ...silentJury].map(({ address: account }) => account)))
    expect(await room.jurorBond(loser.address)).toBe(parseEther('1000') - fine)
    expect(await room.jurorBond(voter.address)).toBe(parseEther('1000') - (silentJury.includes(voter) ? fine : 0n))
  })

  it('lets the loser appeal to fifteen other jurors, and shows each cost above the button', async () => {
    const { page, key } = opener
    await room.give(address(privateKeyToAccount(key).address.toLowerCase()), parseEther('75'))
    const panel = panelOf(page, 'Appeal')
    await panel.getByText('75.00').waitFor()
    await inspect(page)
    await press(page, panel.getByRole('button', { name: 'Appeal' }))
    for (const one of [opener, other]) await seen(one.page, 'Jury 2 requested')
    expect(await room.held()).toBe(parseEther('125'))
    await makeSeed(deployment, { validators: 4 })
    for (const one of [opener, other]) await seen(one.page, '15 of 15 voted, 0 revealed')
    const first = (await read(appealed)).juries[0]?.members.map(({ account }) => account) ?? []
    const second = (await read(appealed)).jurors
    expect(second).toHaveLength(15)
    expect(second.filter((account) => first.includes(account))).toEqual([])
  })

  it('fifteen jurors vote, one of them in Chinese on a phone; the verdict is executed at once, and silence lets the record stand', async () => {
    const { resume } = deployment.pause('validators')
    const jurors = await room.jury(appealed)
    const [voter, lost, ...others] = jurors
    if (voter === undefined || lost === undefined) expect.unreachable()
    const reveal = await room.vote({ id: BigInt(appealed), round: 2, jurors: others.slice(0, 7), vote: forOpener })
    await room.loseKeys({ id: BigInt(appealed), round: 2, jurors: [lost] })
    const silentJury = await room.jury(silent)
    expect(silentJury).toHaveLength(15)
    await room.loseKeys({ id: BigInt(silent), round: 2, jurors: silentJury })
    absent.push(new Set([lost, ...silentJury].map(({ address: account }) => account)))
    const page = await open(voter.privateKey)
    await page.goto('/settings')
    await page.getByRole('button', { name: '中文' }).click()
    await page.getByRole('heading', { level: 1, name: '设置' }).waitFor()
    for (const path of ['/disputes', '/govern/jury', '/disputes/1']) {
      await page.goto(path)
      await page.getByText('争议 1').or(page.getByText('保证金罚没（Validator）')).first().waitFor()
      problems.push(...(await untranslatedTexts(page)))
      await inspect(page)
    }
    await page.setViewportSize(phone)
    await choose(page, '支持提出方')
    await press(page, page.getByRole('button', { name: '替换隐藏投票' }))
    await page.getByRole('status').first().waitFor()
    await travel(deployment, 2 * day)
    await press(page, page.getByRole('button', { name: '公开投票' }))
    await reveal()
    resume()
    await seen(opener.page, '15 of 15 voted, 14 revealed')
    await inspect(opener.page)
    await travel(deployment, day)
    await seen(opener.page, 'executed')
    await seen(other.page, 'undecided, the record stands')
    problems.push(...(await untranslatedTexts(page)))
  })

  it('the pages show each payment exactly, and jurors of both juries collect the same pay', async () => {
    const payments = panelOf(opener.page, 'Payments')
    await payments.getByText('24.999999999999999993').waitFor()
    await payments.getByText('75.000000000000000007').waitFor()
    await seen(opener.page, 'For the opener')
    await inspect(opener.page)
    const refunds = panelOf(other.page, 'Payments')
    await refunds.getByText('20.00').waitFor()
    await refunds.getByText('5.00', { exact: false }).last().waitFor()
    await inspect(other.page)
    // This juror of the first jury voted for the opener. It was in the minority there, but right in the end, so it can collect pay.
    await press(juror.page, juror.page.getByRole('button', { name: 'Collect pay' }))
    await seen(opener.page, 'paid 2.777777777777777777')
    expect(await room.held()).toBe(8n * 2_777_777_777_777_777_777n)
    expect(await room.balanceOf(address(privateKeyToAccount(opener.key).address.toLowerCase()))).toBeGreaterThanOrEqual(75_000_000_000_000_000_007n)
    const all = simulatedJurors(keyOf(deployment, 'jurors'))
    const bonds = await Promise.all(all.map(({ address: account }) => room.jurorBond(account)))
    // Each juror that was absent in a round is fined once for it, although both disputes had a jury in that round.
    const fines = BigInt(absent.reduce((sum, { size }) => sum + size, 0))
    expect(bonds.reduce((sum, bond) => sum + bond, 0n)).toBe(20n * parseEther('1000') - fines * fine)
    expect([...new Set(problems)]).toEqual([])
  })

  async function seen(page: Page, text: string): Promise<void> {
    await page.getByText(text, { exact: false }).first().waitFor({ timeout: 150_000 })
  }

  /** Moves the focus to an element with Tab, and presses Enter. The element was found by the name that a screen reader announces. */
  async function press(page: Page, wanted: ReturnType<Page['getByRole']>): Promise<void> {
    await wanted.waitFor({ timeout: 90_000 })
    await tabAndEnter(page, wanted, problems)
  }

  /** Selects a vote with the arrow keys, which work in every group of radio buttons. */
  async function choose(page: Page, name: string): Promise<void> {
    const wanted = page.getByRole('radio', { name: new RegExp(`^${name}`) })
    await tabTo(page, page.getByRole('radio').first(), problems)
    await page.keyboard.down('ArrowDown')
    await wanted.and(page.locator(':focus')).waitFor()
    await page.keyboard.up('ArrowDown')
    await wanted.and(page.locator('[aria-checked="true"]')).waitFor()
  }

  /** Checks the page in the size of a phone and of a desktop, in both themes. */
  async function inspect(page: Page): Promise<void> {
    for (const viewport of [phone, desktop]) {
      await page.setViewportSize(viewport)
      problems.push(...(await pageProblems(page)))
    }
  }
})

const panelOf = (page: Page, title: string) => page.locator('.panel').filter({ has: page.getByRole('heading', { name: title, exact: true }) })
