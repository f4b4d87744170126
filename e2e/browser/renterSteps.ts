import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { openPart } from './checkoutSteps.ts'
import { waitFor } from '../deployment/waitFor.ts'

/** Connects a burner wallet (a test wallet with its key in this browser), signs in, and waits until its test money has arrived. */
export async function signInWithBurner(page: Page, { at = '/' }: { at?: string } = {}): Promise<void> {
  await page.goto(at)
  await page.getByRole('button', { name: 'Connect wallet' }).first().click()
  await page.getByRole('button', { name: /Burner wallet/ }).click()
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page
    .getByRole('button', { name: /^Account|PT/ })
    .filter({ hasText: '980.00 PT' })
    .waitFor()
}

/** Opens the listing of this machine, for one hour, with links that begin at the search page. */
export async function openThisMachine(page: Page): Promise<void> {
  await page.goto('/gpus?hours=1')
  await page.getByRole('link', { name: /^Rent 1 × CPU slot/ }).click()
  await page.getByRole('heading', { level: 1, name: /CPU slot/ }).waitFor()
}

/**
 * Selects three hours of tomorrow in the open listing's calendar by keyboard. Checks that the checkout's link and the URL contain them, and returns
 * to now.
 */
export async function chooseHoursAndGoBack(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /hours free$/ })
    .nth(1)
    .press('Enter')
  const hours = page.getByRole('list').getByRole('button', { name: /: \d+ slots? free$/ })
  await hours.nth(8).press('Enter')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await page.getByText('× 1 slot × 3 h').waitFor()
  const start = new URL(page.url()).searchParams.get('start')
  const checkout = await page.getByRole('link', { name: /^Rent from .*08:00$/ }).getAttribute('href')
  if (checkout === null || !checkout.endsWith(`?gpus=1&seconds=10800&start=${start}`))
    throw new Error(`a checkout for the hours that were chosen, not ${checkout}`)
  await page.goBack()
  await page.getByText('× 1 slot × 1 h').waitFor()
  await page.goBack()
  await page.getByRole('button', { name: 'Hold for 5 min' }).waitFor()
}

/**
 * Reserves the machine of the open listing, adds an SSH key and a port in the checkout, and stops before the signature. If a new deposit did not count yet,
 * places the hold again.
 */
export async function holdAndSetUp(page: Page, { sshKey, port }: { sshKey: string; port: number }): Promise<void> {
  await page.getByRole('button', { name: 'Hold for 5 min' }).click()
  await page.waitForURL('**/book/*')
  await page.getByRole('timer').waitFor()
  await openPart(page, 'Access')
  await page.getByRole('button', { name: 'Paste a key' }).click()
  await page.getByLabel('Public key, one OpenSSH line').fill(sshKey)
  await page.getByRole('button', { name: 'Add key' }).click()
  await page.getByText('Let 1 SSH key log in').waitFor()
  await openPart(page, 'Ports')
  await page.getByLabel('Ports, if any').fill(`${port},`)
}

const secretsDoor = '**/api/v1/workloads/*/secrets/*'

/**
 * Types a secret at the checkout. From then on, answers the request that should store the secret with 204, so that it never reaches the market. Returns a list
 * to which each later request of the page is added, as URL and body.
 */
export async function writeLostSecret(page: Page, { name, value }: { name: string; value: string }): Promise<{ sent: string[] }> {
  await openPart(page, 'Secrets')
  await page.getByRole('button', { name: 'Add a secret' }).click()
  await page.getByLabel('Name of secret 1').fill(name)
  await page.getByLabel('Value of secret 1').fill(value)
  const sent: string[] = []
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`))
  await page.route(secretsDoor, (route) => route.fulfill({ status: 204 }))
  return { sent }
}

/**
 * Uses the page of a lease that waits for its secret. Checks that the page rejects another value and does not send it, and that it accepts the value to which
 * the order committed.
 */
export async function handInSecret(page: Page, { name, value }: { name: string; value: string }): Promise<void> {
  const waiting = page.getByText('Waiting for your secrets.')
  await waiting.waitFor()
  await writeWhileShellOpens(page, { name })
  await page.unroute(secretsDoor)
  for (const [given, shown] of [
    ['another', page.getByText('lease.secrets_differ')],
    [value, null],
  ] as const) {
    await page.getByLabel(name).fill(given)
    await page.getByRole('button', { name: 'Encrypt and send' }).click()
    await shown?.waitFor()
  }
  await waiting.waitFor({ state: 'hidden' })
  await page.getByText('Your secrets are on their way.').waitFor({ state: 'hidden' })
}

/**
 * Reloads the page of a lease and types a secret before the shell's code has loaded. When the shell has connected, further typed text must still go into the
 * secret's field and not into the shell.
 */
async function writeWhileShellOpens(page: Page, { name }: { name: string }): Promise<void> {
  const { promise: isWritten, resolve: letShellCome } = Promise.withResolvers<void>()
  const scripts = '**/_next/static/chunks/**'
  await page.route(scripts, async (route) => {
    const answer = await route.fetch()
    if ((await answer.text()).includes('xterm-helper-textarea')) await isWritten
    await route.fulfill({ response: answer })
  })
  await page.reload({ waitUntil: 'commit' })
  const field = page.getByLabel(name)
  await field.pressSequentially('half')
  letShellCome()
  await page.getByText('Connected', { exact: true }).waitFor()
  await page.keyboard.type(' and half')
  await page.unroute(scripts)
  const written = await field.inputValue()
  if (written !== 'half and half') throw new Error(`what was written beside the shell arrived as "${written}"`)
}

/** Signs at the checkout, waits until the machine is ready, and returns the lease's id. */
export async function signAndWait(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Sign and start' }).click()
  const ready = page.getByText(/^Lease \d+ is ready$/)
  await ready.waitFor()
  return /\d+/.exec(await ready.innerText())?.[0] ?? ''
}

/** Types a command into the open web terminal. Returns the shown text once `until` appears in it. */
export async function typeInShell(page: Page, { command, until }: { command: string; until: RegExp }): Promise<string> {
  await page.getByText('Connected', { exact: true }).waitFor()
  await page.locator('.xterm-helper-textarea').focus()
  await page.keyboard.type(`${command}\n`)
  return await waitFor({
    what: `the shell to print ${until}`,
    within: 60,
    read: () => page.locator('.xterm-rows').innerText(),
    until: (text) => until.test(text),
  })
}

/** Uploads a file in the lease's Files tab, finds it in the list, downloads and deletes it. Returns the downloaded text. */
export async function useFiles(page: Page, { name, text }: { name: string; text: string }): Promise<string> {
  await page.getByRole('tab', { name: 'Files' }).click()
  const files = page.getByRole('region', { name: 'Files of the lease' })
  await files.getByRole('button', { name: 'Upload files' }).waitFor()
  await files
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
  const save = files.getByRole('button', { name: `Download ${name}` })
  await save.waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), save.click()])
  const saved = await readFile(await download.path(), 'utf8')
  await files.getByRole('button', { name: `Delete ${name}` }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await save.waitFor({ state: 'detached' })
  return saved
}

/** Opens a port of the lease from its page, in a new tab. */
export async function openPortTab(page: Page, { port }: { port: number }): Promise<Page> {
  const opening = page.context().waitForEvent('page')
  await page.getByRole('button', { name: `Open port ${port} in a new tab` }).click()
  return await opening
}

/** Opens a port of the lease from its page. Returns the content of its tab and its cookies. */
export async function openPort(
  page: Page,
  { port }: { port: number },
): Promise<{ heading: string; host: string; cookies: { name: string; domain: string; httpOnly: boolean }[] }> {
  const tab = await openPortTab(page, { port })
  const heading = await tab.getByRole('heading').innerText()
  const { hostname: host, origin } = new URL(tab.url())
  const cookies = await tab.context().cookies(origin)
  await tab.close()
  return { heading, host, cookies: cookies.map(({ name, domain, httpOnly }) => ({ name, domain, httpOnly })) }
}

/** Returns a shell command that serves a page with this heading on a port, in the background. It needs only Perl, which every Debian system has. */
export function pageServer({ port, heading }: { port: number; heading: string }): string {
  const answer = `HTTP/1.1 200 OK\\r\\nContent-Type: text/html\\r\\nConnection: close\\r\\n\\r\\n<h1>${heading}</h1>`
  const program = `$s=IO::Socket::INET->new(Listen=>5,LocalAddr=>q(127.0.0.1),LocalPort=>${port});while($c=$s->accept){while(<$c>){last if /^\\s*$/}print $c qq(${answer});close $c}`
  return `perl -MIO::Socket::INET -e '${program}' & echo up=$?`
}
