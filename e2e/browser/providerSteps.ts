import type { Page } from '@playwright/test'

/** Switches to the provider of this machine, through the wallet menu. */
export async function becomeProvider(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account/ }).click()
  await page.getByRole('menuitem', { name: 'Provider of this machine' }).click()
  await page.getByText('Signed in: Provider of this machine.').waitFor()
}

/** Sets another price for this machine and waits until the page confirms it in the order book. */
export async function changePrice(page: Page, { ptPerHour }: { ptPerHour: string }): Promise<void> {
  await page.getByRole('button', { name: 'Change price of This machine' }).click()
  await page.getByRole('dialog').getByLabel('Price per GPU-hour').fill(ptPerHour)
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Set ${ptPerHour} PT` })
    .click()
  await page.getByText('The new price of This machine is in the order book.').waitFor()
}

/** Pauses the listing of this machine, and lists it again at `ptPerHour`. */
export async function pauseAndResume(page: Page, { ptPerHour }: { ptPerHour: string }): Promise<void> {
  await page.getByRole('button', { name: 'Pause This machine' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign and pause' }).click()
  await page.getByRole('button', { name: 'List again: This machine' }).click()
  await page.getByRole('dialog').getByLabel('Price per GPU-hour').fill(ptPerHour)
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Set ${ptPerHour} PT` })
    .click()
  await page.getByRole('button', { name: 'Pause This machine' }).waitFor()
}

/** Withdraws an amount of PT from the market into the wallet, and waits until the transaction is mined. */
export async function withdraw(page: Page, { amount }: { amount: string }): Promise<void> {
  await page.goto('/wallet')
  await page.getByRole('group', { name: 'Market balance' }).getByRole('button', { name: 'Withdraw' }).click()
  await page.getByLabel('Amount').fill(amount)
  // The button rounds the shown amount; the signed amount is exact.
  await page.getByRole('button', { name: /^Withdraw [\d.,]+ PT$/ }).click()
  await page.getByRole('status').filter({ hasText: 'Mined.' }).waitFor()
}
