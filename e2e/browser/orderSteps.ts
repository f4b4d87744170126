import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import type { WalletPerson } from './announceWallet.ts'

/** Values for an order form. A value that is missing does not change. */
export type TicketValues = { readonly price?: string; readonly gpus?: number; readonly hours?: number }

/** Returns the open form for an order. It is a panel beside the list, or on a phone a sheet over the page. */
export function openTicket(page: Page, name: 'New order' | 'Edit order'): Locator {
  return page.getByRole('complementary', { name }).or(page.getByRole('dialog', { name }))
}

/** Fills in the open ticket. */
export async function fillTicket(ticket: Locator, { price, gpus, hours }: TicketValues): Promise<void> {
  if (price !== undefined) await ticket.getByLabel('Highest price per GPU-hour').fill(price)
  if (gpus !== undefined) await ticket.getByLabel('GPUs', { exact: true }).fill(String(gpus))
  if (hours !== undefined) await ticket.getByLabel('For').selectOption(String(hours))
}

/** Refuses the signature once, checks that no typed value is lost, and signs. */
export async function refuseThenPlace(
  ticket: Locator,
  { person, button, price }: { person: WalletPerson; button: string; price: string },
): Promise<void> {
  person.answer = 'refuse'
  await ticket.getByRole('button', { name: button }).click()
  await ticket.getByRole('alert').filter({ hasText: 'wallet.rejected' }).waitFor()
  const kept = await ticket.getByLabel('Highest price per GPU-hour').inputValue()
  if (kept !== price) throw new Error(`the ticket lost its price: ${kept}`)
  person.answer = 'sign'
  await ticket.getByRole('button', { name: button }).click()
}

/** Waits for the row of an open order with this state. */
export async function waitForOpen(page: Page, { title, state }: { title: string; state: string }): Promise<void> {
  await page.getByRole('region', { name: 'Open' }).getByRole('row').filter({ hasText: title }).filter({ hasText: state }).waitFor()
}

/** Waits for the row of a past order with this end. */
export async function waitForPast(page: Page, { title, ended }: { title: string; ended: string }): Promise<void> {
  await page.getByRole('region', { name: 'Past' }).getByRole('row').filter({ hasText: title }).filter({ hasText: ended }).waitFor()
}

/** Returns the text of the file that a button downloads. */
export async function downloadText(page: Page, button: Locator): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()])
  return readFileSync(await download.path(), 'utf8')
}
