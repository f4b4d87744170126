import type { LeaseReceiptWire, LeaseWire } from '@infinitio/domain/wire'
import { createClient, formatPt, parsePt, priceExtension } from '@infinitio/sdk'
import type { Browser, Page } from '@playwright/test'
import { formatUnits, type Hex } from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findThisMachine } from './actors/bookMachine.ts'
import { createActor, createProvider, createRenter } from './actors/createActor.ts'
import { giveLeaseAway } from './actors/giveLeaseAway.ts'
import { callMachineHostile, hostile, hostileProgram, refusedTexts, writeHostileTexts } from './actors/hostileNames.ts'
import { runMachine } from './actors/runMachine.ts'
import { createSshIdentity, hasOpenSsh, type SshIdentity } from './actors/sshAsPrinted.ts'
import { autoExtendCard, watchExtendItself } from './browser/autoExtendSteps.ts'
import type { WalletPerson } from './browser/announceWallet.ts'
import { pageProblems } from './browser/checkPage.ts'
import {
  keepHostileKey,
  printHostile,
  readHostileListing,
  readHostileLogAndFiles,
  readHostileNotifications,
  readHostilePlaces,
  readHostileSearch,
} from './browser/hostileSteps.ts'
import { amountBeside } from './browser/moneyLines.ts'
import { desktop, openBrowser, openVisitor, phone } from './browser/openBrowser.ts'
import { openWalletVisitor } from './browser/openWalletVisitor.ts'
import { downloadInvoice, downloadStatement } from './browser/paperSteps.ts'
import { signInWithBurner, typeInShell } from './browser/renterSteps.ts'
import { findSharedLease, giveAwayByPage, shareWith, takeBack } from './browser/sharingSteps.ts'
import { openGuarded, putAsMarkup, watchForeignCode } from './browser/watchForeignCode.ts'
import { oneSimulatedMachine, startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { travel } from './deployment/travel.ts'
import { waitFor } from './deployment/waitFor.ts'

const probe = await openBrowser()
await probe?.close()

const hourSeconds = 3_600
/** A start script that prints a line and exits when the machine sends it the notice of the lease's end (signal URG). */
const listener = { template: 'script' as const, startScript: 'trap "echo heard; exit 0" URG; sleep 100000 & wait', environment: {}, ports: [] }
/**
 * The largest rounding error of a shown amount, in base units: one unit of the fifth decimal. Pages show amounts of this bill with at least five decimals,
 * because its smallest amount needs them.
 */
const roundingUnits = 10n ** 13n
/** Matches three lower-case English words in a row, to find texts that were not translated into Chinese. */
const englishWords = /\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b/

describe.skipIf(probe === null || !hasOpenSsh())('a lease that changes, in a browser', () => {
  let deployment: TestDeployment
  let browser: Browser
  let identity: SshIdentity
  const problems: string[] = []
  const renterKey = generatePrivateKey()
  beforeAll(async () => {
    deployment = await startTestDeployment({ settings: oneSimulatedMachine })
    identity = createSshIdentity()
    const opened = await openBrowser()
    if (opened === null) throw new Error('no browser can run here')
    browser = opened
  })
  afterAll(async () => {
    await browser?.close()
    identity?.remove()
    await deployment?.remove()
  })

  const visit = (privateKey: Hex, viewport = desktop) => openWalletVisitor(browser, { baseURL: deployment.url, privateKey, viewport })

  /** Adds the accessibility and layout problems of the open page to `problems`. */
  async function look(page: Page): Promise<void> {
    problems.push(...(await pageProblems(page)))
  }

  /** Refuses the signature once, checks that no typed value is lost, and signs. */
  async function refuseThenSign(page: Page, person: WalletPerson, { sign }: { sign: string }): Promise<void> {
    const dialog = page.getByRole('dialog')
    person.answer = 'refuse'
    await dialog.getByRole('button', { name: sign }).click()
    await dialog.getByRole('alert').filter({ hasText: 'wallet.rejected' }).waitFor()
    await look(page)
    person.answer = 'sign'
    await dialog.getByRole('button', { name: sign }).click()
    await dialog.waitFor({ state: 'hidden' })
  }

  it('is extended by its renter: itemised, refused once, signed, with the new end and escrow on the page', async () => {
    const renter = await createRenter(deployment, { privateKey: renterKey })
    const machine = await findThisMachine(renter)
    await callMachineHostile(deployment, machine)
    await writeHostileTexts(renter, { sshKey: identity.publicKey })
    const { page, person, complaints, context } = await visit(renterKey)
    const { signs } = await watchForeignCode(context)
    await page.goto(`/gpus/${machine.node}`)
    await readHostileListing(page)
    expect(signs).toEqual([])
    const before = await runMachine(renter, { identity, durationSeconds: hourSeconds, program: hostileProgram, leaseName: hostile('lease') })
    // Stores the auto-extend choice as the checkout does for a wallet that asks before each signature.
    await page.evaluate(([key, kept]) => localStorage.setItem(key, kept), [
      `infinitio.autoExtend.${before.bidHash}`,
      '{"budget":"5","stepSeconds":1800}',
    ] as const)
    await page.goto(`/leases/${before.leaseId}?tab=overview`)
    await page.getByText('Sign once more, free of charge, to turn it on.', { exact: false }).waitFor()
    person.answer = 'refuse'
    await page.getByRole('button', { name: 'Sign and turn on' }).click()
    await page.getByRole('alert').filter({ hasText: 'wallet.rejected' }).waitFor()
    await look(page)
    person.answer = 'sign'
    await page.getByRole('button', { name: 'Sign and turn on' }).click()
    await autoExtendCard(page).getByRole('button', { name: 'Turn off' }).waitFor()
    const money = page.getByRole('region', { name: 'Money and time' })
    await money.getByText(untilText(before.endsAt)).waitFor()
    await page.getByRole('button', { name: 'Extend' }).click()
    const dialog = page.getByRole('dialog')
    const longer = dialog.getByLabel('How much longer')
    const signExtension = dialog.getByRole('button', { name: 'Sign and extend' })
    for (const refused of ['1000', '']) {
      await longer.fill(refused)
      await dialog.getByText('Correct the time first. Nothing is signed until then.').waitFor()
      expect(await signExtension.isDisabled()).toBe(true)
      expect(await dialog.getByText(/ h more$/).count()).toBe(0)
    }
    await longer.fill('2')
    await longer.blur()
    await dialog.getByText('2 h more').waitFor()
    const end = before.endsAt + 2 * hourSeconds
    const price = priceExtension(before, { end })
    const [more = 0n, fee = 0n, relayFee, locked = 0n] = await Promise.all(
      [/ more/, /^Fee/, /Relay fee/, /You lock now/].map(async (name) => parsePt(await amountBeside(dialog, name)) ?? -1n),
    )
    expect([more + fee, relayFee]).toEqual([locked, 0n])
    for (const [amount, exact] of [
      [more, price.price],
      [fee, price.fee],
      [locked, price.escrow],
    ] as const)
      expect(amount - exact).toSatisfy((off: bigint) => off * off <= roundingUnits * roundingUnits)
    await look(page)
    await refuseThenSign(page, person, { sign: 'Sign and extend' })
    await money.getByText(untilText(end)).waitFor()
    const after = await renter.client.getLease(before.leaseId)
    expect(after).toMatchObject({ state: 'active', endsAt: end })
    expect(BigInt(after.escrow) - BigInt(before.escrow)).toBe(price.escrow)
    await page
      .getByRole('definition')
      .filter({ hasText: `${shown(BigInt(after.escrow))} PT` })
      .waitFor()
    await watchExtendItself(page, { lease: after, client: renter.client, travel: (seconds) => travel(deployment, seconds) })
    await page.getByRole('tab', { name: /^Events/ }).click()
    expect(await page.getByRole('tabpanel').getByText('Extended', { exact: true }).count()).toBe(2)
    await page.getByRole('tabpanel').getByText('more were locked in the market’s contract (escrow)').first().waitFor()
    await look(page)
    await context.addCookies([{ name: 'infinitio_settings', value: 'language=zh', url: deployment.url }])
    await page.reload()
    await page.getByRole('tabpanel').getByText('现可用至').first().waitFor()
    expect(await page.getByRole('tabpanel').innerText()).not.toMatch(englishWords)
    expect(complaints).toEqual([])
    await context.close()
  })

  it('shows its provider’s, machine’s and programs’ texts as plain text', async () => {
    const renter = await createActor(deployment, { privateKey: renterKey })
    const [lease] = (await renter.client.listLeases({ state: 'live' })).items
    const { leaseId, terms } = lease as LeaseWire
    const { page, complaints, context } = await visit(renterKey)
    const watched = await watchForeignCode(context)
    const loose: string[] = []
    const open = async (path: string) => void loose.push(...(await openGuarded(page, path)))
    await context.addCookies([
      { name: 'infinitio_settings', value: encodeURIComponent(`zone=${hostile('zone')}&currency=${hostile('money')}`), url: deployment.url },
    ])
    await open(`/leases/${leaseId}?tab=shell`)
    await page
      .getByRole('heading', { level: 1 })
      .filter({ hasText: hostile('lease') })
      .waitFor()
    await printHostile(page, watched)
    await readHostileLogAndFiles(page)
    const text = encodeURIComponent(hostile('address'))
    await open(`/gpus?text=${encodeURIComponent(hostile('node'))}&run=${text}&region=${text}&sort=${text}`)
    await readHostileSearch(page)
    await open(`/gpus/${terms.node}?hours=${text}`)
    await page.getByText(hostile('node'), { exact: false }).first().waitFor()
    await open(`/notifications?kind=${text}#${hostile('part')}`)
    await readHostileNotifications(page)
    await open(`/explorer/address/${terms.provider}`)
    await readHostilePlaces(page)
    expect(await refusedTexts(renter)).toEqual(['node.image_not_pinned', 'node.image_not_pinned', 'api.invalid_field', 'node.ssh_key_malformed'])
    for (const path of [
      '/leases',
      '/orders',
      '/wallet',
      '/wallet/keys',
      '/settings',
      '/explorer',
      `/explorer/nodes/${terms.node}`,
      `/gpus/compare?nodes=${text}`,
    ])
      await open(path)
    await page.goto(`/leases/${text}`)
    await page.getByRole('heading').first().waitFor()
    expect(loose).toEqual([])
    expect(watched.signs).toEqual([])
    expect(complaints.filter((complaint) => !complaint.includes('404'))).toEqual([])
    // Checks that the detection of hostile texts works: it must find a text that a page treats as markup, and the page's policy must still stop every script.
    await putAsMarkup(page, hostile('markup'))
    await expect.poll(() => watched.signs.length, { timeout: 60_000 }).toBeGreaterThanOrEqual(2)
    expect(watched.signs.filter((sign) => sign.startsWith('ran'))).toEqual([])
    await context.close()
  })

  it('is shared with a teammate’s wallet, who watches it, then uses it, and then finds it gone', async () => {
    const [owner, mate] = [await visit(renterKey), await openVisitor(browser, { baseURL: deployment.url, viewport: desktop, colorScheme: 'light' })]
    const watched = await watchForeignCode(mate.context)
    await signInWithBurner(mate.page)
    const { session } = (await (await mate.page.request.get('/api/v1/session')).json()) as { session: { account: string } }
    const [lease] = (await (await createActor(deployment, { privateKey: renterKey })).client.listLeases({ state: 'live' })).items
    const { leaseId } = lease as LeaseWire
    await owner.page.goto(`/leases/${leaseId}?tab=overview`)
    await shareWith(owner.page, { account: session.account, right: 'Watch' })
    await findSharedLease(mate.page, { leaseId, right: 'Watch' })
    await mate.page.getByRole('tab', { name: 'Logs' }).waitFor()
    expect(await mate.page.getByRole('tab', { name: 'Shell' }).count()).toBe(0)
    expect(await mate.page.getByRole('button', { name: /^(Extend|End)/ }).count()).toBe(0)
    await look(mate.page)
    await shareWith(owner.page, { account: session.account, right: 'Use' })
    await findSharedLease(mate.page, { leaseId, right: 'Use' })
    await mate.page.getByRole('tab', { name: 'Shell', exact: true }).click()
    expect(await typeInShell(mate.page, { command: 'echo mate=$((6*7))', until: /mate=42/ })).toContain('mate=42')
    await keepHostileKey(mate.page, identity)
    expect(watched.signs).toEqual([])
    await mate.page.getByRole('tab', { name: 'Shell', exact: true }).click()
    await look(owner.page)
    await takeBack(owner.page)
    await mate.page.getByText('Connected', { exact: true }).waitFor({ state: 'hidden' })
    await mate.page.goto('/leases')
    await mate.page.getByRole('heading', { level: 1 }).waitFor()
    expect(await mate.page.getByRole('region', { name: 'Shared with you' }).count()).toBe(0)
    expect((await mate.page.request.get(`/api/v1/leases/${leaseId}`)).status()).toBe(403)
    expect([...owner.complaints, ...mate.complaints].filter((complaint) => !complaint.includes('403'))).toEqual([])
    await Promise.all([owner.context.close(), mate.context.close()])
  })

  it('is ended by its provider from /provide, and the renter sees who ended it, the refund and the compensation', async () => {
    const provider = await createProvider(deployment)
    const renter = await createActor(deployment, { privateKey: renterKey })
    const [lease] = (await renter.client.listLeases({ state: 'live' })).items
    const { leaseId } = lease as LeaseWire
    const seen = await visit(renterKey)
    await seen.page.goto(`/leases/${leaseId}?tab=overview`)
    await seen.page.getByRole('heading', { level: 1 }).waitFor()

    const { privateKey } = await createClient({ baseUrl: deployment.url }).getProviderKey(deployment)
    const { page, person, complaints, context } = await visit(privateKey as Hex)
    await page.goto('/provide')
    await page.getByRole('button', { name: `End lease #${leaseId}` }).click()
    const dialog = page.getByRole('dialog')
    expect(await amountBeside(dialog, /Refunded to the renter at once/)).not.toBe('0.00')
    const most = await amountBeside(dialog, /Compensation to the renter from your bond, at most/)
    await look(page)
    const { bonded } = await provider.client.getProvider()
    await refuseThenSign(page, person, { sign: 'Sign and end the lease' })
    await page.getByRole('row', { name: new RegExp(`#${leaseId}, .*Provider ended it`) }).waitFor()
    const ended = await renter.client.getLease(leaseId)
    expect(ended).toMatchObject({ state: 'ended', endReason: 'provider_ended' })
    expect(BigInt(ended.compensation)).toBeGreaterThan(0n)
    expect(Number(formatUnits(BigInt(ended.compensation), 18))).toBeLessThanOrEqual(Number(most))
    expect(BigInt((await provider.client.getProvider()).bonded)).toBe(BigInt(bonded) - BigInt(ended.compensation))
    await look(page)

    await seen.page.getByText('Provider ended it').first().waitFor()
    // All amounts of an ended lease have equally many decimals, so that they add up.
    await expect
      .poll(() => seen.page.getByText('PT were refunded to you when the lease ended.', { exact: false }).first().innerText())
      .toSatisfy(
        (text: string) =>
          isRounded(/([\d,.]+)\sPT were refunded to you/.exec(text)?.[1], BigInt(ended.paid.refund)) &&
          isRounded(/Another ([\d,.]+)\sPT were paid to you from the provider’s bond/.exec(text)?.[1], BigInt(ended.compensation)),
      )
    await look(seen.page)
    await seen.page.goto('/wallet')
    for (const [kind, amount] of [
      ['Refund', ended.paid.refund],
      ['Compensation', ended.compensation],
    ] as const)
      await expect
        .poll(() => seen.page.getByRole('row', { name: new RegExp(kind) }).allInnerTexts())
        .toSatisfy((rows: string[]) => rows.some((row) => isCredit(row, BigInt(amount))))
    await look(seen.page)
    await waitFor({
      what: 'the compensation to be final and in the statement',
      within: 60,
      read: () => downloadStatement(seen.page),
      until: (statement) => statement.includes(`,${ended.compensation},`),
    })
    expect([...complaints, ...seen.complaints]).toEqual([])
    await Promise.all([context.close(), seen.context.close()])
  })

  it('is found by its new holder, who gets its shell and its refund; the old holder keeps the record', async () => {
    const [giverKey, heirKey] = [generatePrivateKey(), generatePrivateKey()]
    const [renter, provider] = [await createRenter(deployment, { privateKey: giverKey }), await createProvider(deployment)]
    const heir = await createActor(deployment, { privateKey: heirKey })
    const giver = await visit(giverKey)
    const lease = await giveLeaseAway(
      deployment,
      { renter, provider, heir },
      { identity, give: (given, to) => giveAwayByPage(giver.page, { leaseId: given.leaseId, to }) },
    )
    await giver.context.close()
    const { leaseId } = lease
    await expect(renter.client.createTerminalToken({ leaseId, kind: 'terminal' })).rejects.toMatchObject({ code: 'lease.not_holder' })
    expect((await renter.client.listLeases({ state: 'live' })).items).toMatchObject([{ leaseId, role: 'former_renter', holder: lease.holder }])

    const { page, complaints, context } = await visit(heirKey, phone)
    await page.goto('/leases')
    await page
      .getByRole('row', { name: new RegExp(`#${leaseId},`) })
      .getByText('Held by transfer')
      .waitFor()
    await look(page)
    await page.getByRole('link', { name: /^Details of/ }).click()
    await page.getByText('transferred it to you on the blockchain', { exact: false }).waitFor()
    await travel(deployment, Math.max(0, lease.terms.start - (await heir.client.getChain()).chainNow))
    await waitFor({
      what: 'the given lease to start',
      within: 60,
      read: () => heir.client.getLease(leaseId),
      until: ({ state }) => state === 'active',
    })
    expect(await typeInShell(page, { command: 'echo heir=$(id -u)', until: /heir=\d+\s*$/m })).toContain('heir=')
    await page.getByRole('tab', { name: 'Overview' }).click()
    await look(page)
    await page.getByRole('button', { name: 'End the lease' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'End the lease' }).click()
    await page.getByRole('tab', { name: 'Receipt' }).click()
    await page.getByRole('heading', { name: `Receipt of lease ${leaseId}` }).waitFor()
    const receipt = (await (await page.request.get(`/api/v1/leases/${leaseId}/receipt`)).json()) as LeaseReceiptWire
    expect(BigInt((await heir.client.getWallet({})).balance)).toBe(BigInt(receipt.refund))
    const invoice = await downloadInvoice(page, { name: hostile('firm') })
    expect(invoice.bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect(invoice.headers).toMatchObject({ 'content-disposition': expect.stringMatching(/^attachment; /), 'x-content-type-options': 'nosniff' })
    expect(await renter.client.getLease(leaseId)).toMatchObject({ role: 'former_renter', state: 'closed', workload: null, ssh: null })
    await look(page)
    expect(complaints).toEqual([])
    await context.close()
  })

  // The agent's tests cover each notice of a lease's end separately. This test covers all of them together.
  it('tells its page, its open shell, its log and its programs a minute before its time is up, and ends then', async () => {
    const privateKey = generatePrivateKey()
    const renter = await createRenter(deployment, { privateKey })
    const lease = await runMachine(renter, { identity, durationSeconds: hourSeconds, program: listener })
    const { page, complaints, context } = await visit(privateKey)
    await page.goto(`/leases/${lease.leaseId}?tab=shell`)
    await typeInShell(page, { command: 'echo open=$((6*7))', until: /open=42/ })
    // Reload the page after the move. The page's clock continues from the last answer of the server, so it does not notice that the test moved the chain's
    // clock.
    const travelTo = async (moment: number) => {
      await travel(deployment, moment - (await renter.client.getChain()).chainNow)
      const now = () => renter.client.getChain()
      await waitFor({ what: 'the market to see the time', within: 60, read: now, until: ({ chainNow }) => chainNow >= moment })
      await page.reload()
    }
    await travelTo(lease.endsAt - 58)
    await page.getByRole('alert').filter({ hasText: 'This lease ends within a minute.' }).waitFor()
    const late = { timeout: 60_000 }
    await expect.poll(() => page.locator('.xterm-rows').innerText(), late).toMatch(/\[infinitio\]\s+this lease ends in \d+ s/)
    await page.getByRole('tab', { name: 'Logs' }).click()
    for (const line of [/^heard$/m, /\[infinitio\] this lease ends in \d+ s, at /])
      await expect.poll(() => page.getByRole('tabpanel').innerText(), late).toMatch(line)
    await look(page)
    await travelTo(lease.endsAt + 1)
    await page.getByText('Time up', { exact: true }).first().waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })

  it('had only accessible pages', () => {
    expect([...new Set(problems)]).toEqual([])
  })
})

/** Returns an amount as pages show it, with two to eight decimals. */
function shown(units: bigint): string {
  let digits = 2
  for (let floor = 10n ** 17n; units !== 0n && units < floor && digits < 8; floor /= 10n) digits += 1
  const [whole, fraction = ''] = formatPt(units, { digits }).split('.')
  return `${whole}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`
}

/**
 * Returns true if a row of the statement shows this credit. The row's amount is the difference of two rounded balances, so its last decimal may differ by one.
 */
function isCredit(row: string, units: bigint): boolean {
  return isRounded(/\+([\d,]+\.\d+)/.exec(row)?.[1], units)
}

/** Returns true if a shown amount is this amount, rounded. Its last decimal may differ by one. */
function isRounded(text: string | undefined, units: bigint): boolean {
  if (text === undefined) return false
  const [, fraction = ''] = text.split('.')
  const step = 10n ** BigInt(18 - fraction.length)
  const off = (parsePt(text) ?? 0n) - units
  return off <= step && -off <= step
}

function untilText(unixSeconds: number): RegExp {
  return new RegExp(`Until .*, ${new Date(unixSeconds * 1_000).toISOString().slice(11, 16)} UTC`)
}
