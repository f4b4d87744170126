import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { freePort } from '@infinitio/process/embedded'
import { createClient } from '@infinitio/sdk'
import type { AccountExportWire, LeaseReceiptWire, LeaseWire } from '@infinitio/domain/wire'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatUnits, type Hex } from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { createActor, createRenter } from './actors/createActor.ts'
import { createSshIdentity, hasOpenSsh, sshAsPrinted } from './actors/sshAsPrinted.ts'
import { announceWallet, type WalletPerson } from './browser/announceWallet.ts'
import { chooseCurrencyAndChinese, untranslatedTexts, goToCheckoutInChinese, readDocsInChinese, signInElsewhere } from './browser/chineseSteps.ts'
import { chooseAutoExtend, takeBackAutoExtend } from './browser/autoExtendSteps.ts'
import { accessibilityProblems, pageProblems, problemsInThemes, sidewaysScroll } from './browser/checkPage.ts'
import { estimateEarnings } from './browser/earningsSteps.ts'
import { rentBeforeScripts, scriptsBeforePaint, typeAndPressBeforeScripts } from './browser/firstPaintSteps.ts'
import { stake, stakeAndUnstake } from './browser/governSteps.ts'
import { holdBack } from './browser/holdBack.ts'
import { jumpByPalette } from './browser/paletteSteps.ts'
import { lookAtHeadings, lookAtPages } from './browser/lookAtPages.ts'
import { pagesInstead, sitePages } from './browser/sitePages.ts'
import { readPageExamples } from './browser/readPageExamples.ts'
import { type Written, writeForVotes } from './actors/writeForVotes.ts'
import { planAndCancelMaintenance } from './browser/maintenanceSteps.ts'
import { bookByKeyboard, useShellByKeyboard } from './browser/keyboardSteps.ts'
import { deploymentKey, openBurner } from './browser/openBurner.ts'
import { chooseFromMore } from './browser/moreSteps.ts'
import { desktop, openBrowser, openVisitor, phone } from './browser/openBrowser.ts'
import { openWalletVisitor } from './browser/openWalletVisitor.ts'
import { changePricesByPercent, setByRule, writeRule } from './browser/pricingSteps.ts'
import {
  addToBond,
  askBondBack,
  becomeProvider,
  changePrice,
  checkPriceDialog,
  pauseAndResume,
  seeMachine,
  withdraw,
} from './browser/providerSteps.ts'
import {
  chooseHoursAndGoBack,
  handInSecret,
  holdAndSetUp,
  openPort,
  openThisMachine,
  pageServer,
  signAndWait,
  signInWithBurner,
  typeInShell,
  useFiles,
  writeLostSecret,
} from './browser/renterSteps.ts'
import { useTwoShells } from './browser/shellSteps.ts'
import { carryThrough, delegateTo, openParameter, proposeFee, seesWhatProposingTakes, seesLocked } from './browser/voteSteps.ts'
import { countPresses, endLease, walkToShell } from './browser/walkToShell.ts'
import { closingNumbers } from './deployment/closingNumbers.ts'
import { startTestDeployment, temporaryFolder, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

const probe = await openBrowser()
await probe?.close()

const onPhone = ['a phone in the dark', phone, 'dark'] as const
const onDesk = ['a desk in the light', desktop, 'light'] as const
const isLong = process.env.TEST_LONG === '1'
/** Time limit for checking the pages, in seconds. Each page is checked in one theme; `npm run test:long` checks it in both. */
const lookSeconds = isLong ? 1_200 : 480
/**
 * The screens on which the pages are checked. Other tests in this folder check most pages on a desktop in the light theme, so only `npm run test:long` checks
 * them there.
 */
const screens = isLong ? [onPhone, onDesk] : [onPhone]
/** Without `TEST_LONG`, only one in this many pages is checked, because each check takes time. */
const sampleOf = 12
/** The index of the first page that is also checked without an account. It differs from 0, so that the two samples have different pages. */
const signedOutFrom = 6

describe.skipIf(probe === null || !hasOpenSsh())('the circle, in a browser', () => {
  let deployment: TestDeployment
  let browser: Browser
  let writing: Promise<Written> | undefined
  beforeAll(async () => {
    const dataDir = temporaryFolder()
    const rates = join(dataDir, 'rates.json')
    writeFileSync(rates, JSON.stringify({ source: 'a test', asOf: new Date().toISOString().slice(0, 10), perPt: { CNY: '7.1' } }))
    deployment = await startTestDeployment({ dataDir, settings: { DISPLAY_RATES_FILE: rates } })
    browser = await openBrowserOrThrow()
  })
  afterAll(async () => {
    await browser?.close()
    await deployment?.remove()
  })

  it('leads from a burner wallet to a receipt that equals the contract, and to the provider’s withdrawal', async () => {
    const { page, complaints, context } = await openVisitor(browser, { baseURL: deployment.url, viewport: desktop, colorScheme: 'light' })
    const identity = createSshIdentity()
    const problems: string[] = []
    const look = async () => void problems.push(...(await accessibilityProblems(page)))

    await signInWithBurner(page, { at: deployment.address })
    await look()
    await openThisMachine(page)
    await look()
    await chooseHoursAndGoBack(page)
    const port = await freePort({ preferred: 0 })
    await holdAndSetUp(page, { sshKey: identity.publicKey, port })
    const secret = { name: 'HF_TOKEN', value: 'hf_ofThisVisitor' }
    const { sent } = await writeLostSecret(page, secret)
    await chooseAutoExtend(page)
    await look()
    const leaseId = await signAndWait(page)
    await look()

    // Runs the SSH command that the API returns for the lease. Another test (leaseAccess.test.ts) copies its lines from the page.
    await page.getByRole('region', { name: '4. Connect' }).waitFor()
    const rented = (await (await page.request.get(`/api/v1/leases/${leaseId}`)).json()) as LeaseWire
    const ssh = rented.ssh ?? expect.unreachable()
    const direct = await sshAsPrinted(ssh, { identity, remoteCommand: 'nproc' })
    expect(direct).toMatchObject({ code: 0 })

    await page.getByRole('link', { name: 'Open your lease' }).click()
    await handInSecret(page, secret)
    const told = await sshAsPrinted(ssh, { identity, remoteCommand: `printenv ${secret.name}` })
    expect(told).toMatchObject({ code: 0, stdout: `${secret.value}\n` })
    expect(sent.filter((text) => text.includes('/secrets/')).length).toBeGreaterThan(1)
    expect(sent.filter((text) => text.includes(secret.value))).toEqual([])
    const shown = await typeInShell(page, { command: 'echo cores=$(nproc)', until: /cores=\d+\s*$/m })
    expect(shown).toContain(`cores=${direct.stdout.trim()}`)
    await useTwoShells(page)
    await typeInShell(page, { command: pageServer({ port, heading: 'Served by the machine' }), until: /up=0/ })
    await page.getByRole('tab', { name: /^Ports\s*1$/ }).click()
    await look()
    const opened = await openPort(page, { port })
    expect(opened).toEqual({
      heading: 'Served by the machine',
      host: expect.stringMatching(new RegExp(`^${port}-[a-z2-7]{20}\\.ports\\.localhost$`)),
      cookies: ['infinitio-port', 'infinitio-language'].map((name) => ({ name, domain: opened.host, httpOnly: true })),
    })
    expect(await useFiles(page, { name: 'notes ü.txt', text: 'kept on the machine' })).toBe('kept on the machine')
    await page.getByRole('tab', { name: 'Overview' }).click()
    await spendTicks(page)
    await look()
    await takeBackAutoExtend(page)

    await page.getByRole('button', { name: 'End the lease' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'End the lease' }).click()
    await page.getByRole('tab', { name: 'Receipt' }).click()
    await page.getByRole('heading', { name: `Receipt of lease ${leaseId}` }).waitFor()
    const receipt = (await (await page.request.get(`/api/v1/leases/${leaseId}/receipt`)).json()) as LeaseReceiptWire
    const { addresses } = await createClient({ baseUrl: deployment.url }).getChain()
    const closed = await closingNumbers(deployment, { market: addresses.market, leaseId })
    expect({ pay: receipt.pay, renterFee: receipt.renterFee, providerFee: receipt.providerFee, refund: receipt.refund }).toEqual(inDecimals(closed))
    await page.getByRole('button', { name: 'Show exact amounts' }).click()
    const words = await page.getByRole('tabpanel').innerText()
    for (const amount of [closed.pay, closed.renterFee, closed.refund]) expect(words).toContain(formatUnits(amount, 18))
    await look()

    await becomeProvider(page)
    await page.goto('/provide')
    await page.getByRole('row', { name: new RegExp(`#${leaseId}, .*Renter ended it`) }).waitFor()
    await changePrice(page, { ptPerHour: '0.06' })
    await pauseAndResume(page, { ptPerHour: '0.07' })
    await checkPriceDialog(page)
    await look()
    await askBondBack(page)
    await look()
    await withdraw(page, { amount: formatUnits(closed.pay - closed.providerFee, 18) })
    await addToBond(page)
    await look()
    expect([...new Set(problems)]).toEqual([])
    expect(complaints).toEqual([])
    identity.remove()
    await context.close()
  })

  for (const [name, viewport, colorScheme] of screens)
    it(`shows without a wallet what a card earns, on ${name}`, async () => {
      const { page, complaints, context } = await openVisitor(browser, { baseURL: deployment.url, viewport, colorScheme })
      await estimateEarnings(page, { traded: 'CPU slot (development)', untraded: 'NVIDIA RTX 4090 24 GB' })
      expect(await pageProblems(page)).toEqual([])
      expect(complaints).toEqual([])
      await context.close()
    })

  it.runIf(isLong)(
    'plans maintenance, changes prices together, and by a rule that shows its reasons, on desktop and phone, light and dark',
    async () => {
      const { page, complaints, context } = await openVisitor(browser, { baseURL: deployment.url, viewport: desktop, colorScheme: 'light' })
      const problems: string[] = []
      const look = async () => void problems.push(...(await problemsInThemes(page, { colorScheme: 'light' })))
      await signInWithBurner(page, { at: deployment.address })
      await becomeProvider(page)
      await page.goto('/provide')
      await page.getByText('Let a rule set the price').waitFor()
      await seeMachine(page, { look })
      const { privateKey } = await createClient({ baseUrl: deployment.url }).getProviderKey(deployment)
      const { client } = await createActor(deployment, { privateKey: privateKey as Hex })
      await planAndCancelMaintenance(page, { client, look })
      await changePricesByPercent(page, { percent: '10', nodes: 1 })
      await look()
      await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()

      await writeRule(page, { floor: '0.9', base: '0.2', ceiling: '0.8' })
      await page.getByRole('alert').filter({ hasText: 'order.pricing_floor_above_ceiling' }).waitFor()
      await page.getByLabel('Never below').fill('free')
      await page.getByText('This is not a number, or it is too small or too large.').waitFor()
      await page.getByLabel('Never below').fill('0.3')
      await page.getByText('The rule raises the price to the lowest price that you allow: 0.30').waitFor()
      await page.getByRole('button', { name: 'Add hours' }).click()
      await page.getByLabel('Percent of the normal price').fill('200')
      await page
        .getByRole('region', { name: 'The next 7 days, UTC' })
        .first()
        .getByText('In these hours you charge 200 % of the normal price: 0.40')
        .first()
        .waitFor()
      await page.getByRole('button', { name: 'Remove hours 1' }).click()
      await look()
      await setByRule(page)
      await page.getByRole('row', { name: /This machine.*0\.30/ }).waitFor()
      await page.setViewportSize(phone)
      await page.reload()
      await page.getByText('The rule raises the price to the lowest price that you allow: 0.30').waitFor()
      expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
      await look()
      expect([...new Set(problems)]).toEqual([])
      expect(complaints).toEqual([])
      await context.close()
    },
  )

  it.skipIf(!isLong)('waits for the market, shows failures, and keeps the typed price when the wallet refuses', async () => {
    const { privateKey } = await createClient({ baseUrl: deployment.url }).getProviderKey(deployment)
    const visitor = await openWalletVisitor(browser, { baseURL: deployment.url, privateKey: privateKey as Hex, viewport: desktop })
    const { page, person, complaints, context } = visitor
    const problems: string[] = []
    const look = async () => void problems.push(...(await pageProblems(page)))
    const market = await holdBack(page, '**/api/v1/market/*')
    await page.goto('/provide')
    await page.getByRole('status').filter({ hasText: 'Loading the market' }).waitFor()
    await look()
    await market.fail()
    const failure = page.getByRole('alert').filter({ hasText: 'The market did not load' })
    await failure.getByText('api.not_ready', { exact: false }).waitFor()
    await look()
    await market.letThrough()
    await failure.getByRole('button', { name: 'Try now' }).click()
    await page.getByText('Let a rule set the price').waitFor()

    person.answer = 'refuse'
    await page.getByRole('button', { name: 'Change prices' }).click()
    const dialog = page.getByRole('dialog')
    const percent = dialog.getByLabel('Change in percent (minus lowers the price)')
    await percent.fill('10')
    const sign = dialog.getByRole('button', { name: 'Sign 1 new price' })
    await sign.click()
    await dialog
      .getByRole('alert')
      .filter({ hasText: /Nothing was sent, so no machine changed\..*wallet\.rejected/ })
      .waitFor()
    expect(await percent.inputValue()).toBe('10')
    await look()
    person.answer = 'sign'
    const lists = await holdBack(page, '**/api/v1/provider/changes')
    await sign.click()
    await dialog.getByRole('button', { name: 'Machines are answering' }).waitFor()
    await lists.fail()
    await dialog.getByRole('alert').filter({ hasText: 'may have been sent' }).waitFor()
    await lists.letThrough()
    await sign.click()
    await dialog.getByText('Done. The change is in the order book').waitFor()
    await dialog.getByRole('button', { name: 'Close' }).click()

    await writeRule(page, { floor: '0.1', base: '0.45', ceiling: '0.9' })
    await page.getByRole('button', { name: 'Set 1 price now' }).click()
    person.answer = 'refuse'
    await sign.click()
    await dialog.getByRole('alert').filter({ hasText: 'wallet.rejected' }).waitFor()
    await look()
    person.answer = 'sign'
    await sign.click()
    await dialog.getByText('Done. The change is in the order book').waitFor()
    expect([...new Set(problems)]).toEqual([])
    // Ignores the browser's reports of failed answers, because this test caused the failures.
    expect(complaints.filter((complaint) => !complaint.includes('503'))).toEqual([])
    await context.close()
  })

  it.skipIf(!isLong)('saves a search with the account, and compares two machines by a link', async () => {
    const visit = { baseURL: deployment.url, privateKey: generatePrivateKey(), viewport: desktop }
    const { page, complaints, context } = await openWalletVisitor(browser, visit)
    const problems: string[] = []
    const look = async () => void problems.push(...(await pageProblems(page)))
    await page.goto('/gpus?hours=2')
    await page.getByRole('button', { name: 'Save search' }).click()
    await page.getByRole('button', { name: 'Saved', exact: true }).waitFor()
    await page.getByRole('link', { name: /^Any GPU, 2.h.*\d+ free$/ }).waitFor()
    const boxes = page.getByRole('checkbox', { name: /^Compare / })
    await boxes.nth(0).check()
    await boxes.nth(1).check()
    await page.getByRole('region', { name: 'Machines to compare' }).getByText('Compare 2 of 4').waitFor()
    await look()
    await page.getByRole('link', { name: 'Compare side by side' }).click()
    await page.getByRole('row', { name: /^Price per GPU-hour .*Best/ }).waitFor()
    await look()
    const [known] = new URL(page.url()).searchParams.get('nodes')?.split(',') ?? []
    await page.goto(`/gpus/compare?nodes=${known},0x${'9'.repeat(64)}`)
    await page.getByText('This machine is not on the market.').waitFor()
    await page.getByRole('button', { name: 'Remove 0x9999…9999' }).click()
    await page.getByRole('heading', { level: 1, name: '1 machine' }).waitFor()
    expect(new URL(page.url()).search).toBe(`?nodes=${known}`)
    expect([...new Set(problems)]).toEqual([])
    expect(complaints.filter((complaint) => !complaint.includes('404'))).toEqual([])
    await context.close()
  })

  it('shows Chinese from settings to checkout, with a currency beside amounts, in every browser of the account', async () => {
    const privateKey = generatePrivateKey()
    await createRenter(deployment, { privateKey })
    const { page, complaints, context } = await openWalletVisitor(browser, { baseURL: deployment.url, privateKey, viewport: desktop })
    const problems: string[] = []
    const read = async (seen: Page) => void problems.push(...(await untranslatedTexts(seen)))
    const look = async (seen: Page) => void problems.push(...(await untranslatedTexts(seen)), ...(await pageProblems(seen)))
    await chooseCurrencyAndChinese(page, { currency: 'CNY' })
    await read(page)
    await goToCheckoutInChinese(page, { read: () => read(page) })
    await look(page)
    // The value in the reader's currency is below the total of the bill, and not in the signed summary.
    await page
      .locator('.lines .total .about')
      .filter({ hasText: /≈\s(?=[\d.,]*[1-9])[\d.,]+\sCNY/ })
      .first()
      .waitFor()
    expect(await page.locator('.lines > :not(.total) .about').count()).toBe(0)
    expect(await page.getByRole('region', { name: '你签署的内容' }).first().innerText()).not.toContain('≈')
    await page.getByRole('button', { name: '释放' }).click()
    await page.waitForURL((url) => !url.pathname.startsWith('/book'))

    const other = await openVisitor(browser, { baseURL: deployment.url, viewport: phone, colorScheme: 'light' })
    await signInElsewhere(other.page, { privateKey })
    await other.page.locator('.about').filter({ hasText: 'CNY' }).first().waitFor()
    await look(other.page)
    if (isLong) await readDocsInChinese(other.page, { read: () => look(other.page) })
    expect([...new Set(problems)]).toEqual([])
    expect([...complaints, ...other.complaints]).toEqual([])
    await Promise.all([context.close(), other.context.close()])
  })

  it('signs a person in with any announced wallet, also after a refusal, exports their data, and deletes it', async () => {
    const { page, complaints, context } = await openVisitor(browser, { baseURL: deployment.url, viewport: phone, colorScheme: 'light' })
    const person: WalletPerson = { answer: 'refuse' }
    const address = (await announceWallet(page, { privateKey: generatePrivateKey(), person })).toLowerCase()
    await page.goto('/wallet')
    await page.getByRole('button', { name: 'Connect wallet' }).first().click()
    await page.getByRole('button', { name: /Test Wallet/ }).click()
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('alert').filter({ hasText: 'wallet.rejected' }).waitFor()
    person.answer = 'sign'
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Wallet' }).waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download everything' }).click()])
    expect(download.suggestedFilename()).toBe(`infinitio-${address}.json`)
    const kept = JSON.parse(readFileSync(await download.path(), 'utf8')) as AccountExportWire
    expect(kept).toMatchObject({ address, leases: [] })
    expect(kept.sessions).toHaveLength(1)
    await page.getByRole('button', { name: 'Delete your data' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Nobody can delete it.', { exact: false }).waitFor()
    expect(await dialog.getByRole('button', { name: 'Delete it all' }).isDisabled()).toBe(true)
    await dialog.getByLabel('I understand that this cannot be undone').check()
    const problems = await problemsInThemes(page, { colorScheme: 'light' })
    await dialog.getByRole('button', { name: 'Delete it all' }).click()
    await page.getByText('Data on the chain and in the public journal is unchanged.', { exact: false }).waitFor()
    await page.getByText('Connect a wallet to see this').waitFor()
    expect(await (await page.request.get('/api/v1/session')).json()).toMatchObject({ session: null })
    expect([...new Set(problems)]).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('rents without a mouse: Tab, Enter and arrows lead from the front page to a shell and out, with visible focus', async () => {
    const { page, complaints, context } = await openVisitor(browser, { baseURL: deployment.url, viewport: desktop, colorScheme: 'dark' })
    const problems: string[] = []
    await bookByKeyboard(page, { className: 'NVIDIA T4 16 GB', problems })
    await useShellByKeyboard(page, { problems })
    expect([...new Set(problems)]).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('paints a page before its scripts load, and carries out what was typed and pressed before them', async () => {
    const { page, complaints, context } = await openVisitor(browser, { baseURL: deployment.url, viewport: phone, colorScheme: 'light' })
    await typeAndPressBeforeScripts(page)
    await page.unrouteAll()
    const { items } = await createClient({ baseUrl: deployment.url }).searchListings({ limit: 1, includeSimulated: 'true' })
    await rentBeforeScripts(page, items[0]?.node ?? '')
    await page.unrouteAll()
    for (const path of ['/', '/gpus', '/market']) expect(await scriptsBeforePaint(page, path)).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('is usable by ⌘K, which names the active option and returns the focus', async () => {
    const { page, complaints, context } = await openVisitor(browser, { baseURL: deployment.url, viewport: desktop, colorScheme: 'light' })
    const problems: string[] = []
    await jumpByPalette(page, problems)
    expect([...new Set(problems)]).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('lists the pages without a tab on a phone, marks the current one, and returns the focus', async () => {
    const { page, complaints, context } = await openVisitor(browser, {
      baseURL: deployment.url,
      viewport: phone,
      colorScheme: 'light',
      hasTouch: true,
    })
    const problems: string[] = []
    await chooseFromMore(page, problems)
    expect([...new Set(problems)]).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  for (const [name, viewport, colorScheme] of screens) {
    it(
      `leads from the front page to a shell in 6 presses on ${name}, and shows ${isLong ? 'every page' : 'a sample of all pages'} with one title, without scrolling sideways, readable for all`,
      async () => {
        const hasTouch = viewport === phone
        writing ??= writeForVotes(deployment)
        const { page, complaints, context } = await openVisitor(browser, { baseURL: deployment.url, viewport, colorScheme, hasTouch })
        const presses = await countPresses(context)
        const problems: string[] = []
        const look = async (paths: readonly string[]) => void problems.push(...(await lookAtPages(page, paths, { colorScheme })))
        // Check these two pages for a visitor without an account. `/leases`, `/provide` and `/wallet` show such a visitor the same as `/orders`.
        await look(['/orders', '/govern/staking'])
        const [pressedBefore, begunAt] = [presses(), performance.now()]
        const leaseId = await walkToShell(page, { by: hasTouch ? 'tap' : 'click' })
        // The requirement is at most 7 presses and 6 s. The test checks the number of presses. A long run only prints the time, because our tests never assert
        // a time.
        expect(presses() - pressedBefore).toBe(6)
        if (isLong) console.info(`From the front page to a shell on ${name}: ${((performance.now() - begunAt) / 1_000).toFixed(1)} s, 6 presses`)
        await endLease(page, leaseId)
        await stakeAndUnstake(page)
        const examples = await readPageExamples(page, { leaseId, votes: await writing })
        const pages = [...sitePages.flatMap(({ paths }) => paths(examples)), ...pagesInstead]
        await look(isLong ? pages : pages.filter((_, at) => at % sampleOf === 0))
        const visitor = await openVisitor(browser, { baseURL: deployment.url, viewport, colorScheme, hasTouch })
        problems.push(...(await lookAtHeadings(visitor.page, isLong ? pages : pages.filter((_, at) => at % sampleOf === signedOutFrom))))
        await visitor.context.close()
        expect([...new Set(problems)]).toEqual([])
        // The browser itself reports missing pages as 404, and this test opens some on purpose.
        expect(complaints.filter((complaint) => !complaint.includes('404'))).toEqual([])
        await context.close()
      },
      lookSeconds * 1_000,
    )
  }

  // This test is last, because it moves the time of the whole deployment forward.
  it.skipIf(!isLong)(
    'changes the fee by a vote of who was delegated to: stake, proposal, vote, queue and execution by clicks, with time moved on by the control',
    async () => {
      const { page, complaints, context } = await openVisitor(browser, { baseURL: deployment.url, viewport: desktop, colorScheme: 'light' })
      await signInWithBurner(page, { at: deployment.address })
      await seesWhatProposingTakes(page)
      await stake(page, { amount: '1250' })
      const { session } = (await (await page.request.get('/api/v1/session')).json()) as { session: { account: string } }
      for (const name of ['provider', 'simulated-provider'] as const) {
        const voter = await openBurner(browser, { deployment, privateKey: deploymentKey(deployment, name), viewport: phone, colorScheme: 'dark' })
        await delegateTo(voter.page, session.account)
        complaints.push(...voter.complaints)
        await voter.context.close()
      }
      await proposeFee(page, { percent: '0.2', title: 'Renters pay less' })
      await seesLocked(page, { locked: '1,000.00 G', free: '250.00 G' })
      const problems = await problemsInThemes(page, { colorScheme: 'light' })
      await carryThrough(page, { reason: 'Lower fees bring more bids.' })
      await page.goto('/govern/parameters')
      await openParameter(page, 'Fee')
      await page
        .getByRole('region', { name: 'Fee', exact: true })
        .getByText(/^0\.20/)
        .waitFor()
      expect([...new Set(problems)]).toEqual([])
      // By now, many visitors have come from this address, so some requests were over the limit (429). The page repeats them, so ignore the reports.
      expect(complaints.filter((complaint) => !complaint.includes('429'))).toEqual([])
      await context.close()
    },
  )
})

async function openBrowserOrThrow(): Promise<Browser> {
  const browser = await openBrowser()
  if (browser === null) throw new Error('no browser can run here')
  return browser
}

async function spendTicks(page: Page): Promise<void> {
  const spent = () => page.getByRole('region', { name: 'Money and time' }).innerText()
  const before = await spent()
  await waitFor({ what: 'the spend to tick', within: 60, read: spent, until: (now) => now !== before })
}

function inDecimals(numbers: Record<string, bigint>): Record<string, string> {
  return Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, value.toString()]))
}
