import type { Page } from '@playwright/test'
import { waitFor } from '../house/waitFor.ts'

/** Makes a burner wallet in one click, signs in, and waits until its test money has arrived. */
export async function signInWithBurner(page: Page): Promise<void> {
  await page.goto('/')
  await page.getByRole('button', { name: 'Connect wallet' }).first().click()
  await page.getByRole('button', { name: /Burner wallet/ }).click()
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page
    .getByRole('button', { name: /^Account|PT/ })
    .filter({ hasText: '980.00 PT' })
    .waitFor()
}

/** Opens the listing of this machine for an hour from the search page. */
export async function openThisMachine(page: Page): Promise<void> {
  await page.goto('/gpus?hours=1')
  await page.getByRole('link', { name: /^Book 1 × CPU slot/ }).click()
  await page.getByRole('heading', { level: 1, name: /CPU slot/ }).waitFor()
}

/** Holds the open listing, lets `sshKey` in, and stops before the signature. The book counts a fresh deposit after a moment: then again. */
export async function holdAndSetUp(page: Page, { sshKey }: { sshKey: string }): Promise<void> {
  await page.getByRole('button', { name: 'Hold for 5 min' }).click()
  await page.waitForURL('**/book/*')
  await page.getByRole('timer').waitFor()
  await page.getByRole('button', { name: 'Paste a key' }).click()
  await page.getByLabel('Public key, one OpenSSH line').fill(sshKey)
  await page.getByRole('button', { name: 'Add key' }).click()
  await page.getByText('Let 1 SSH key log in').waitFor()
}

/** Signs, watches the phases, and returns the lease's id once the machine is ready. */
export async function signAndWait(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Sign and start' }).click()
  const ready = page.getByText(/^Lease \d+ is ready$/)
  await ready.waitFor()
  return /\d+/.exec(await ready.innerText())?.[0] ?? ''
}

/** Types a command into the open web terminal and returns what the terminal shows once `until` appears in it. */
export async function typeInShell(page: Page, { command, until }: { command: string; until: RegExp }): Promise<string> {
  await page.getByText('Connected', { exact: true }).waitFor()
  await page.locator('.xterm-helper-textarea').focus()
  await page.keyboard.type(`${command}\n`)
  return await waitFor({
    what: `the shell to print ${until}`,
    within: 20,
    read: () => page.locator('.xterm-rows').innerText(),
    until: (text) => until.test(text),
  })
}
