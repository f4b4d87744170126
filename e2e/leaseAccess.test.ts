import { execFile } from 'node:child_process'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import type { LeaseWire } from '@infinitio/domain/wire'
import { createClient } from '@infinitio/sdk'
import type { Browser, Page } from '@playwright/test'
import type { Hex } from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, createRenter } from './actors/createActor.ts'
import { runCommand } from './actors/runCommand.ts'
import { runMachine } from './actors/runMachine.ts'
import { createSshIdentity, hasOpenSsh, type SshIdentity } from './actors/sshAsPrinted.ts'
import { pageProblems } from './browser/checkPage.ts'
import { desktop, openBrowser, phone } from './browser/openBrowser.ts'
import { openWalletVisitor } from './browser/openWalletVisitor.ts'
import { oneSimulatedMachine, startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

const probe = process.env.TEST_LONG === '1' ? await openBrowser() : null
await probe?.close()
const port = 18_765
const served = `python3 -m http.server ${port} --bind 127.0.0.1`

describe.skipIf(probe === null || !hasOpenSsh())('a running lease and its access, in a browser', () => {
  let deployment: TestDeployment
  let browser: Browser
  let renter: Actor
  let lease: LeaseWire
  let [first, second]: SshIdentity[] = []
  const privateKey = generatePrivateKey()
  beforeAll(async () => {
    deployment = await startTestDeployment({ settings: oneSimulatedMachine })
    ;[first, second] = [createSshIdentity(), createSshIdentity()]
    browser = (await openBrowser()) as Browser
    renter = await createRenter(deployment, { privateKey })
    lease = await runMachine(renter, { identity: first, durationSeconds: 3_600 })
  })
  afterAll(async () => {
    await browser?.close()
    for (const identity of [first, second]) identity?.remove()
    await deployment?.remove()
  })

  const visit = async (viewport = desktop) => {
    const seen = await openWalletVisitor(browser, { baseURL: deployment.url, privateKey, viewport })
    await seen.page.goto(`/leases/${lease.leaseId}?tab=overview`)
    return seen
  }

  it('shows lines that work when copied: the real client logs in with them, with a key in no agent', async () => {
    const { page, context } = await visit()
    const home = first?.folder as string
    await page.getByLabel('Private key file').fill(first?.keyFile as string)
    const line = async (name: string) => (await page.getByRole('region', { name }).locator('pre').innerText()).trim()
    await inHome(home, ['sh', '-c', await line('1. Protect your private key')])
    await inHome(home, ['sh', '-c', await line('2. Trust the two host keys')])
    // OpenSSH reads the home folder from the user database and ignores $HOME, so this test passes the path of each file.
    const [config, known] = [join(home, '.ssh/config'), join(home, '.ssh/known_hosts')]
    const jump = (await line('3. Add this block to ~/.ssh/config')).replace(
      /ProxyCommand ssh /,
      `ProxyCommand ssh -F /dev/null -o UserKnownHostsFile=${known} `,
    )
    writeFileSync(config, `${jump}\n`)
    appendFileSync(config, `  UserKnownHostsFile ${known}\n  StrictHostKeyChecking yes\n  BatchMode yes\n`)
    const [program = '', ...words] = (await line('4. Connect')).split(' ')
    const { out, err } = await inHome(home, [program, '-F', config, ...words, 'echo copied'], { SSH_AUTH_SOCK: '' })
    expect(out, err).toBe('copied\n')
    const link = page.getByRole('link', { name: 'Open in VS Code' })
    expect(await link.getAttribute('href')).toBe(`vscode://vscode-remote/ssh-remote+lease-${lease.leaseId}/`)
    await page.getByLabel('Private key file').fill('a key')
    await page.getByText('Use a path without spaces or quotes', { exact: false }).waitFor()
    expect(await page.getByRole('region', { name: '4. Connect' }).count()).toBe(0)
    await context.close()
  })

  it('accepts a key and a port that its holder adds on the page, and removes them again', async () => {
    const { page, person, complaints, context } = await visit()
    const keys = page.getByRole('region').filter({ has: page.getByRole('heading', { name: 'SSH keys', exact: true }) })
    await change(page, {
      open: 'Change SSH keys',
      sign: async () => {
        await page.getByRole('dialog').getByRole('button', { name: 'Paste a key' }).click()
        await page.getByLabel('Public key, one OpenSSH line').fill(`${second?.publicKey.split(' ').slice(0, 2).join(' ')} second`)
        await page.getByRole('dialog').getByRole('button', { name: 'Add key' }).click()
      },
      person,
    })
    await page.getByText('second', { exact: true }).waitFor()
    expect(await keys.count()).toBeLessThanOrEqual(1)
    await waitFor({ what: 'the added key to log in', within: 30, read: () => ssh('echo in'), until: ({ code }) => code === 0 })
    const open = ssh('echo open; exec sleep 600')
    const removed = await runCommand(['lease-keys', lease.leaseId, '--remove', 'second', '--url', deployment.url, '--key-file', keyFileOf()])
    expect(removed).toMatchObject({ code: 0, out: expect.not.stringContaining('second') })
    expect((await open).code).toBe(255)
    expect((await ssh('true')).err).toContain('Permission denied (publickey)')
    await page.getByText('second', { exact: true }).waitFor({ state: 'hidden' })

    await change(page, { open: 'Add ports', sign: () => page.getByLabel('Ports', { exact: true }).fill(String(port)), person })
    const { token } = await renter.client.createPortToken({ leaseId: lease.leaseId, kind: 'program' })
    const [found] = (await renter.client.getLeasePorts(lease.leaseId)).ports
    const ask = () => askPort(found?.url ?? '', token)
    void sshBy(first, `${served} >/dev/null 2>&1`)
    await waitFor({ what: 'the new port to answer', within: 30, read: ask, until: ({ status }) => status === 200 })
    const closed = await runCommand(['ports', lease.leaseId, '--remove', String(port), '--url', deployment.url, '--key-file', keyFileOf()])
    expect(closed.code).toBe(0)
    const refused = await waitFor({ what: 'the removed port to stop', within: 30, read: ask, until: ({ status }) => status !== 200 })
    expect(refused.text).toContain('lease.port_unknown')
    expect(complaints).toEqual([])
    await context.close()
  })

  it('can be reported to its provider without ending, and its page shows the answer', async () => {
    const { page, context } = await visit()
    await page.getByRole('button', { name: 'Report a problem' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Kind of problem').selectOption({ label: 'Slower than listed' })
    await dialog.getByLabel('Describe the problem').fill('Half the speed')
    await dialog.getByLabel('Log lines, optional').fill('line one')
    const attached = { name: 'dmesg.log', mimeType: 'text/html', buffer: Buffer.from('<script>document.title = "run"</script>') }
    await dialog.getByLabel('Files, optional').setInputFiles(attached)
    expect(await pageProblems(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Send report' }).click()
    await dialog.waitFor({ state: 'hidden' })
    const own = page.getByRole('listitem').filter({ hasText: 'Half the speed' })
    await own.getByText('Waiting for an answer').waitFor()
    const { privateKey: providerKey } = await createClient({ baseUrl: deployment.url }).getProviderKey(deployment)
    const provider = await openWalletVisitor(browser, { baseURL: deployment.url, privateKey: providerKey as Hex, viewport: desktop })
    await provider.page.goto('/provide')
    const [download] = await Promise.all([
      provider.page.waitForEvent('download'),
      provider.page.getByRole('link', { name: /^Download file 1/ }).click(),
    ])
    expect(readFileSync(await download.path())).toEqual(attached.buffer)
    await provider.page.getByLabel(/^Answer to report/).fill('The card was reset.')
    await provider.page.getByRole('button', { name: /^Send answer to report/ }).click()
    await provider.page.getByText('The card was reset.').waitFor()
    expect(await pageProblems(provider.page)).toEqual([])
    await own.getByText('The card was reset.').waitFor()
    expect(await renter.client.getLease(lease.leaseId)).toMatchObject({ state: 'active', endReason: null })
    await own.getByRole('button', { name: /^Close report/ }).click()
    await own.getByText('Closed', { exact: true }).waitFor()
    await Promise.all([context.close(), provider.context.close()])
  })

  it('shows within 3 s that the page is offline, stops the spending, and reconnects; a silent server is detected within 10 s', async () => {
    const { page, context } = await visit(phone)
    await page.getByRole('tab', { name: 'Shell', exact: true }).click()
    await page.getByText('Connected', { exact: true }).waitFor()
    await page.getByText(/^(Spent so far, live|Cost so far\. You pay it only if you keep the lease after the free trial)$/).waitFor()
    const offline = () => page.getByText('Offline, trying again…').first()
    await context.setOffline(true)
    await offline().waitFor({ timeout: 3_000 })
    await page.getByText('Connected', { exact: true }).waitFor({ state: 'hidden', timeout: 3_000 })
    const spent = page.getByText('Spent when this page was last connected').locator('xpath=following-sibling::*[1]')
    const before = await spent.innerText()
    await page.waitForFunction(() => new Promise((done) => setTimeout(() => done(true), 2_500)))
    expect(await spent.innerText()).toBe(before)
    await page.getByRole('link', { name: 'Infinitio' }).first().click({ noWaitAfter: true })
    expect(page.url()).toContain(`/leases/${lease.leaseId}`)
    await context.setOffline(false)
    await page.getByText('Connected', { exact: true }).waitFor({ timeout: 15_000 })
    await page
      .getByText(/^(Spent so far, live|Cost so far\. You pay it only if you keep the lease after the free trial)$/)
      .waitFor({ timeout: 15_000 })
    const pause = deployment.pause('web')
    try {
      await page.getByText('Infinitio does not answer. Trying again…').waitFor({ timeout: 10_000 })
      await page.getByText('Spent when this page was last connected').waitFor({ timeout: 1_000 })
    } finally {
      pause.resume()
    }
    await page
      .getByText(/^(Spent so far, live|Cost so far\. You pay it only if you keep the lease after the free trial)$/)
      .waitFor({ timeout: 30_000 })
    expect(await pageProblems(page)).toEqual([])
    await context.close()
  })

  /** Opens a dialog, makes a change, refuses the signature once, and then signs. */
  async function change(
    page: Page,
    { open, sign, person }: { open: string; sign: () => Promise<unknown>; person: { answer: string } },
  ): Promise<void> {
    await page.getByRole('button', { name: open }).first().click()
    const dialog = page.getByRole('dialog')
    await sign()
    person.answer = 'refuse'
    await dialog.getByRole('button', { name: 'Sign the change' }).click()
    await dialog.getByRole('alert').filter({ hasText: 'wallet.rejected' }).waitFor()
    expect(await pageProblems(page)).toEqual([])
    person.answer = 'sign'
    await dialog.getByRole('button', { name: 'Sign the change' }).click()
    await dialog.waitFor({ state: 'hidden' })
  }

  function keyFileOf(): string {
    const file = join(first?.folder as string, 'wallet.key')
    writeFileSync(file, privateKey, { mode: 0o600 })
    return file
  }

  const ssh = (command: string) => sshBy(second, command)

  /** Runs a command on the lease with a key that no SSH agent holds, with the configuration that `infinitio` writes. */
  function sshBy(identity: SshIdentity | undefined, command: string) {
    return runCommand(['ssh', '-i', identity?.keyFile as string, '--url', deployment.url, '--key-file', keyFileOf(), lease.leaseId, command])
  }
})

function inHome(home: string, [program = '', ...words]: string[], env: Record<string, string> = {}): Promise<{ out: string; err: string }> {
  return new Promise((resolve) =>
    execFile(program, words, { env: { ...process.env, HOME: home, ...env }, timeout: 30_000 }, (_error, out, err) => resolve({ out, err })),
  )
}

/** Sends a request to this machine with the host name of a lease's port in its header. `fetch` cannot set that header. */
function askPort(url: string, token: string): Promise<{ status: number; text: string }> {
  const { host, port: at } = new URL(url)
  const headers = { host, authorization: `Bearer ${token}`, accept: 'application/json' }
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: at, headers }, (answer) => {
      let text = ''
      answer.on('data', (part: Buffer) => (text += part.toString()))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
    })
    asked.on('error', reject)
    asked.end()
  })
}
