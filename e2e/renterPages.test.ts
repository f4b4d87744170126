import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { LeaseReceiptWire } from '@infinitio/domain/wire'
import { signEnd } from '@infinitio/sdk'
import type { Browser, Page } from '@playwright/test'
import { formatUnits, type Hex } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, createActor } from './actors/createActor.ts'
import { runMachine } from './actors/runMachine.ts'
import { createSshIdentity, hasOpenSsh, type SshIdentity } from './actors/sshAsPrinted.ts'
import { pageProblems } from './browser/checkPage.ts'
import { desktop, openBrowser, openVisitor, phone } from './browser/openBrowser.ts'
import { openWalletVisitor } from './browser/openWalletVisitor.ts'
import { pdfText } from './browser/pdfText.ts'
import { signInWithBurner } from './browser/renterSteps.ts'
import { type MailServer, startMailServer } from './deployment/startMailServer.ts'
import { startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

// This test uses all pages of a wallet except those for renting, as one person. It needs a deployment with its own mail server.
const probe = process.env.TEST_LONG === '1' && hasOpenSsh() ? await openBrowser() : null
await probe?.close()

describe.skipIf(probe === null)('what a renter does beside renting, in a browser', () => {
  let deployment: TestDeployment
  let browser: Browser
  let identity: SshIdentity
  let mail: MailServer
  let renter: Actor
  let page: Page
  let complaints: string[]
  let renterKey: Hex
  const problems: string[] = []
  beforeAll(async () => {
    mail = await startMailServer()
    deployment = await startTestDeployment({ settings: { MAIL_SMTP_URL: mail.url, MAIL_FROM: 'Test market <mail@market.example>' } })
    browser = (await openBrowser()) ?? expect.unreachable()
    identity = createSshIdentity()
    ;({ page, complaints } = await openVisitor(browser, { baseURL: deployment.url, viewport: desktop, colorScheme: 'light' }))
    await signInWithBurner(page)
    renterKey = (await page.evaluate(() => Object.values(localStorage).find((text) => /^0x[0-9a-f]{64}$/.test(text)))) as Hex
    renter = await createActor(deployment, { privateKey: renterKey })
  })
  afterAll(async () => {
    await browser?.close()
    identity?.remove()
    await deployment?.remove()
    mail?.close()
  })

  /** Adds the accessibility and layout problems of the open page to `problems`. */
  const look = async () => void problems.push(...(await pageProblems(page)))

  it('gets a link by mail, confirms it, and gets notifications by mail; the log shows both mails', async () => {
    await page.goto('/notifications')
    const form = page.locator('form').filter({ has: page.getByLabel('Address') })
    await form.getByLabel('Address').fill('renter@example.com')
    await form.getByRole('button', { name: 'Send the link' }).click()
    await form.getByText('We sent a link to renter@example.com', { exact: false }).waitFor()
    await look()
    await page.goto(await linkOf(mail, 0, 'confirm'))
    await page.getByRole('button', { name: 'Confirm', exact: true }).click()
    await page.getByText('We now send you notifications about the wallet that is named in the mail with this link.').waitFor()
    await look()
    const { leaseId } = await runMachine(renter, { identity, durationSeconds: 3_600 })
    await linkOf(mail, 1, 'stop')
    expect(mail.mails[1]).toContain(`/leases/${leaseId}`)
    await page.goto('/notifications')
    await page.getByRole('button', { name: 'Mails', exact: true }).click()
    const log = page.getByRole('list', { name: 'Mails' }).getByRole('listitem')
    await log.filter({ hasText: 'Lease ready' }).getByText('Sent', { exact: true }).waitFor()
    await log.filter({ hasText: 'Confirmation' }).getByText('Sent', { exact: true }).waitFor()
    await look()
  })

  it('adds a webhook, which gets a test with a signature of its secret; the log shows a failed and a successful attempt', async () => {
    const program = await startProgram()
    await page.goto('/notifications')
    await page.getByRole('button', { name: 'Add a webhook' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Address').fill('http://203.0.113.9/told')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await dialog.getByText('account.webhook_refused', { exact: false }).waitFor()
    await dialog.getByLabel('Address').fill(program.url)
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    const secret = await dialog.getByText(/^whsec_/).innerText()
    await look()
    await dialog.getByRole('button', { name: 'I have stored it' }).click()
    const hook = page.getByRole('listitem', { name: program.url })
    await hook.getByRole('button', { name: 'Send a test' }).click()
    const tries = hook.getByRole('list', { name: 'Deliveries' }).getByRole('listitem')
    await tries.filter({ hasText: 'Test' }).filter({ hasText: '503' }).filter({ hasText: 'again at' }).waitFor()
    await look()
    program.answer = 204
    await hook.getByRole('button', { name: 'Send a test' }).click()
    // By now, the second attempt to deliver the first message to the webhook may have succeeded, so either state is right.
    await tries.filter({ hasText: 'Test' }).filter({ hasText: '204' }).first().waitFor()
    const { headers, body } = program.told.at(-1) ?? expect.unreachable()
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
    const mac = createHmac('sha256', Buffer.from(secret.trim().slice('whsec_'.length), 'base64'))
      .update(signed)
      .digest('base64')
    expect(headers['webhook-signature']).toBe(`v1,${mac}`)
    await hook.getByRole('button', { name: 'Delete' }).click()
    await hook.waitFor({ state: 'detached' })
    program.close()
  })

  it('sees what its machine measures, and prints the receipt of a lease in black and white, without the page’s frame', async () => {
    const [lease] = (await renter.client.listLeases({ state: 'live' })).items
    const leaseId = lease?.leaseId ?? ''
    await page.goto(`/leases/${leaseId}?tab=overview`)
    await page.getByRole('tab', { name: 'Metrics' }).click()
    for (const name of [/^CPU: \d+\s%$/, /^Memory: [\d.]+ of [\d.]+ GB$/]) await page.getByRole('img', { name }).waitFor()
    await look()
    await renter.client.placeRelay(
      await signEnd(renter.account, { lease: await renter.client.getLease(leaseId), accept: true, chain: await renter.client.getChain() }),
    )
    await waitFor({
      what: 'the lease to be closed',
      within: 90,
      read: () => renter.client.getLease(leaseId),
      until: ({ closed }) => closed?.final === true,
    })
    await page.goto(`/leases/${leaseId}?tab=receipt`)
    await page.getByRole('heading', { name: `Receipt of lease ${leaseId}` }).waitFor()
    const receipt = (await (await page.request.get(`/api/v1/leases/${leaseId}/receipt`)).json()) as LeaseReceiptWire
    const frame = [page.getByRole('banner'), page.getByRole('contentinfo'), page.getByRole('tablist'), page.getByRole('button', { name: 'Print' })]
    const seen = () => Promise.all(frame.map((part) => part.isVisible()))
    expect(await seen()).toEqual([true, true, true, true])
    await page.getByRole('button', { name: 'Show exact amounts' }).click()
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    expect(await seen()).toEqual([false, false, false, false])
    const paper = page.locator('.panel').filter({ hasText: 'Locked in escrow' }).first()
    const colours = await paper.evaluate((element) => [getComputedStyle(element).backgroundColor, getComputedStyle(element).color])
    expect(colours).toEqual(['rgb(255, 255, 255)', 'rgb(0, 0, 0)'])
    const text = pdfText(await page.pdf({ format: 'A4' })).replace(/\s+/g, ' ')
    for (const words of [
      `Receipt of lease ${leaseId}`,
      'Locked in escrow',
      ...[receipt.pay, receipt.refund].map((units) => formatUnits(BigInt(units), 18)),
    ])
      expect(text.replaceAll(' ', '')).toContain(words.replaceAll(' ', ''))
    expect(text).not.toContain('Test market')
    await page.emulateMedia({ media: 'screen', colorScheme: 'light' })
  })

  it('saves a search for a model, and opens it again unchanged', async () => {
    await page.goto('/gpus?run=llama-3.3-70b')
    await page.getByRole('button', { name: 'Save search' }).click()
    const saved = page.getByRole('link', { name: /^Llama.3\.3.70B.*: Any.GPU/ })
    await saved.waitFor()
    await look()
    await page.goto('/gpus')
    await saved.click()
    await page.waitForURL(/run=llama-3\.3-70b/)
    // Waits for a link of the new list, because the URL changes before the list does.
    await page
      .getByRole('link', { name: /^Rent / })
      .and(page.locator('[href*="run=llama-3.3-70b"]'))
      .first()
      .click()
    await page.waitForURL(/\/gpus\/0x.*run=llama-3\.3-70b/)
  })

  it('sets a price, sees how often it was filled, and finds it in the ticket', async () => {
    await page.goto('/gpus?class=1')
    await page.getByRole('button', { name: 'Name your price' }).click()
    const named = page.getByRole('region', { name: 'Name your price' })
    await named.getByRole('textbox').fill('0.9')
    await named.getByText(/Too few GPUs of this class were rented|too short to estimate|would have found a machine within/).waitFor()
    await look()
    await named.getByRole('link', { name: /^Place an order for .+ at this price$/ }).click()
    const ticket = page.getByRole('region', { name: 'Resting order' })
    await expect.poll(() => ticket.getByLabel('Highest price per GPU-hour').inputValue(), { timeout: 60_000 }).toBe('0.90')
  })

  it('mints from test dollars, of which the reserve keeps 2 %, and redeems one to one', async () => {
    await page.goto('/wallet')
    await page.getByRole('button', { name: 'Get 1,000 test dollars' }).click()
    const convert = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Mint or redeem PT', exact: true }) })
    await convert.getByText('of 1,000.00').waitFor()
    await convert.getByLabel('You give').fill('100')
    await look()
    await convert.getByRole('button', { name: 'Mint 98.00 PT' }).click()
    await convert.getByText('of 900.00').waitFor()
    await convert.getByRole('button', { name: 'Redeem', exact: true }).click()
    await convert.getByText('of 98.00').waitFor()
    await convert.getByLabel('You give').fill('10')
    await convert.getByRole('button', { name: /^Redeem for 10/ }).click()
    await convert.getByText('of 88.00').waitFor()
    await look()
  })

  it('gives a program a key with a budget, and revokes it', async () => {
    await page.goto('/wallet/keys')
    await page.getByRole('button', { name: 'New key' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Budget').fill('25')
    await dialog.getByLabel('Limit per day').fill('5')
    await look()
    await dialog.getByRole('button', { name: 'Sign and set limits' }).click()
    await dialog.getByRole('heading', { name: 'Store this key now' }).waitFor()
    expect((await dialog.locator('pre').innerText()).trim().length).toBeGreaterThan(40)
    await look()
    await dialog.getByRole('button', { name: 'I have stored it' }).click()
    await page.getByText('0.00 of 25.00 PT of the budget used').waitFor()
    await look()
    await page.getByRole('button', { name: 'Revoke' }).first().click()
    await dialog.getByRole('button', { name: 'Sign and revoke' }).click()
    await page.getByText('Revoked', { exact: true }).waitFor()
  })

  it('signs out everywhere: another browser of the account is signed out too', async () => {
    const other = await openWalletVisitor(browser, { baseURL: deployment.url, privateKey: renterKey, viewport: phone })
    await page.goto('/wallet')
    await page.getByRole('button', { name: 'Sign out everywhere' }).click()
    await page.getByText('Connect a wallet to see this').waitFor()
    expect(await (await other.page.request.get('/api/v1/session')).json()).toMatchObject({ session: null })
    expect((await other.page.request.get('/api/v1/wallet')).status()).toBe(401)
    await other.page.reload()
    await other.page.getByText('Connect a wallet to see this').waitFor()
    await expect(renter.client.getWallet({})).rejects.toMatchObject({ code: 'auth.session_revoked' })
    await other.context.close()
    expect([...new Set(problems)]).toEqual([])
    expect(complaints.filter((complaint) => !complaint.includes('status of 4'))).toEqual([])
  })
})

/** Returns the link in mail number `at`, once it has come. */
async function linkOf(mail: MailServer, at: number, act: 'confirm' | 'stop'): Promise<string> {
  const text = await waitFor({ what: `mail ${at + 1}`, within: 120, read: () => mail.mails[at] ?? '', until: (found) => found !== '' })
  const plain = text.replaceAll('=\r\n', '').replaceAll('=3D', '=')
  return new RegExp(`https?://\\S+/mail#${act}=[A-Za-z0-9_-]{43}`).exec(plain)?.[0] ?? expect.unreachable(plain)
}

/** Starts a program that receives webhooks. It rejects them with status 503 until the test changes `answer`. */
async function startProgram() {
  const told: { headers: IncomingHttpHeaders; body: string }[] = []
  const program = { url: '', told, answer: 503, close: () => undefined as unknown }
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => {
      body += part.toString()
    })
    request.on('end', () => {
      told.push({ headers: request.headers, body })
      response.writeHead(program.answer).end()
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  program.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/told`
  program.close = () => server.close()
  return program
}
