import type { Page } from '@playwright/test'
import { waitFor } from '../deployment/waitFor.ts'

/** Opens a second shell, checks that neither shows the other's text, switches by keyboard, shows both side by side, and ends the second. */
export async function useTwoShells(page: Page): Promise<void> {
  const window = page.getByRole('region', { name: 'Shell', exact: true })
  await window.getByRole('button', { name: 'New shell' }).click()
  const second = window.getByRole('tab', { name: 'Shell 2' })
  const shown = window.getByRole('tabpanel')
  await shown.getByText('Connected', { exact: true }).waitFor()
  await shown.locator('.xterm-helper-textarea').focus()
  await page.keyboard.type('echo second=$((40+2))\n')
  const rows = () => shown.locator('.xterm-rows').innerText()
  await waitFor({ what: 'the second shell to answer', within: 60, read: rows, until: (text) => text.includes('second=42') })
  await second.focus()
  await page.keyboard.press('ArrowLeft')
  await window.getByRole('tab', { name: 'Shell 1', selected: true }).waitFor()
  const first = await rows()
  if (first.includes('second=') || !first.includes('cores=')) throw new Error(`the first shell shows what is not its own: "${first}"`)
  const split = window.getByRole('button', { name: 'Two shells side by side' })
  await split.click()
  await shown.nth(1).getByText('Connected', { exact: true }).waitFor()
  await shown.nth(1).locator('.xterm-helper-textarea').focus()
  await window.getByRole('tab', { name: 'Shell 2', selected: true }).waitFor()
  if ((await shown.count()) !== 2) throw new Error('the shell beside the current one is hidden')
  await split.click()
  await shown.nth(1).waitFor({ state: 'hidden' })
  await second.click()
  await window.getByRole('button', { name: 'End shell 2' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'End shell 2' }).click()
  await second.waitFor({ state: 'detached' })
}
