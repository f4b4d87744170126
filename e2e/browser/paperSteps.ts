import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'

/** Downloads this month's statement from its page, and returns the text of the file. */
export async function downloadStatement(page: Page): Promise<string> {
  await page.goto('/wallet/statement')
  const save = page.getByRole('button', { name: 'Save as CSV' })
  const [download] = await Promise.all([page.waitForEvent('download'), save.click()])
  return await readFile(await download.path(), 'utf8')
}

/** On the receipt of a closed lease: fills in the payer and saves the invoice. Returns its bytes and the response headers. */
export async function downloadInvoice(page: Page, { name }: { name: string }): Promise<{ bytes: Buffer; headers: Record<string, string> }> {
  await page.getByLabel('Name or firm').fill(name)
  await page.getByLabel('Address').fill('1 Long Street\nBern')
  await page.getByRole('button', { name: 'Save and make the invoice' }).click()
  await page.getByRole('list', { name: 'Issued invoices' }).waitFor()
  await page.locator(':focus').filter({ hasText: 'Download the invoice' }).waitFor()
  const [download, answer] = await Promise.all([
    page.waitForEvent('download'),
    page.waitForResponse((response) => /\/invoices\/\d+$/.test(response.url()) && response.ok()),
    page.getByRole('button', { name: 'Download the invoice' }).click(),
  ])
  return { bytes: await readFile(await download.path()), headers: answer.headers() }
}
