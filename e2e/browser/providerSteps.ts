import type { Page } from '@playwright/test'

/** Switches to the provider of this machine, through the wallet menu. */
export async function becomeProvider(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account/ }).click()
  await page.getByRole('menuitem', { name: 'Demo provider (already set up)' }).click()
  await page.getByText('Signed in: Demo provider (already set up).').waitFor()
}

/** Sets another price for this machine, and waits until the page shows that the order book has the new price. */
export async function changePrice(page: Page, { ptPerHour }: { ptPerHour: string }): Promise<void> {
  await page.getByRole('button', { name: 'Change price of This machine' }).click()
  await page.getByRole('dialog').getByLabel('Price per GPU-hour').fill(ptPerHour)
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Set ${ptPerHour} PT` })
    .click()
  await page.getByText('This machine is now listed at the new price.').waitFor()
}

/** Pauses the listing of this machine, and lists it again at `ptPerHour`. */
export async function pauseAndResume(page: Page, { ptPerHour }: { ptPerHour: string }): Promise<void> {
  await page.getByRole('button', { name: 'Pause This machine' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign and pause' }).click()
  await page.getByRole('button', { name: 'List again: This machine' }).click()
  await page.getByRole('dialog').getByLabel('Price per GPU-hour').fill(ptPerHour)
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `List at ${ptPerHour} PT/h` })
    .click()
  await page.getByRole('button', { name: 'Pause This machine' }).waitFor()
}

/** Withdraws an amount of PT from the market into the wallet, and waits until the transaction is mined. */
export async function withdraw(page: Page, { amount }: { amount: string }): Promise<void> {
  await page.goto('/wallet')
  await page.getByRole('group', { name: 'Market balance' }).getByRole('button', { name: 'Withdraw' }).click()
  await page.getByLabel('Amount').fill(amount)
  // The label of the button shows a rounded amount, but the signed amount is exact.
  await page.getByRole('button', { name: /^Withdraw [\d.,]+ PT$/ }).click()
  const dialog = page.getByRole('dialog', { name: /^Withdraw [\d.,]+ PT\?$/ })
  await dialog.getByRole('button', { name: 'Withdraw now' }).click()
  const done = page.getByRole('dialog', { name: /^You withdrew [\d.,]+ PT$/ })
  await done.getByRole('status').filter({ hasText: 'are in your wallet.' }).waitFor()
  await done.getByRole('button', { name: 'Close' }).click()
}

/**
 * Checks that the price dialog still shows a typed price after the wallet has disconnected and connected again. Then tries a price with a comma, an unusual
 * price that needs a second press, and the Cancel button.
 */
export async function checkPriceDialog(page: Page): Promise<void> {
  await page.evaluate(() => sessionStorage.removeItem('infinitio.providerKey'))
  await page.reload()
  await page.getByRole('button', { name: 'Change price of This machine' }).click()
  const dialog = page.getByRole('dialog', { name: 'New price for This machine' })
  const price = dialog.getByLabel('Price per GPU-hour')
  await price.fill('0.065')
  await dialog.getByRole('button', { name: /^(Connect wallet to sign|Use another wallet)$/ }).click()
  await page.getByRole('button', { name: /Demo provider/ }).click()
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await dialog.getByRole('button', { name: 'Set 0.065 PT', exact: true }).waitFor()
  await dialog.getByText('Nobody else offers', { exact: false }).waitFor()
  await dialog.getByText('Your earnings in 30 days', { exact: false }).waitFor()
  await price.fill('0,07')
  await dialog.getByRole('alert').filter({ hasText: 'Use a point for decimals: 0.07' }).waitFor()
  await price.fill('999999')
  await dialog.getByRole('button', { name: 'Set 999,999.00 PT', exact: true }).click()
  await dialog.getByRole('alert').filter({ hasText: 'at least ten times your old price' }).waitFor()
  await dialog.getByRole('button', { name: 'Set 999,999.00 PT anyway' }).waitFor()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await dialog.waitFor({ state: 'detached' })
}

/** Requests the withdrawal of 1 PT of the bond, waits until the page shows the request as final, and checks that the 1 PT cannot be withdrawn yet. */
export async function askBondBack(page: Page): Promise<void> {
  const moves = page.getByRole('group', { name: 'Move the bond' })
  await moves.getByRole('button', { name: 'Ask back' }).click()
  await page.getByLabel('PT to ask back').fill('1')
  await page.getByText(/^You can withdraw this amount from /).waitFor()
  await page.getByRole('button', { name: 'Ask back 1.00 PT' }).click()
  await page.getByRole('status').filter({ hasText: 'Done.' }).waitFor()
  await page.locator('dt', { hasText: 'Asked back' }).locator('xpath=following-sibling::dd[1]').getByText('final').waitFor()
  await moves.getByRole('button', { name: 'Withdraw' }).click()
  await page.getByText(/^You asked for 1\.00 PT back\. You can withdraw this amount from /).waitFor()
  if (await page.getByRole('button', { name: 'Withdraw 1.00 PT' }).isEnabled()) throw new Error('the wait of 35 days is not over')
}

/** Withdraws the requested 1 PT of the bond, after the waiting time. */
export async function withdrawBond(page: Page): Promise<void> {
  await page.getByRole('group', { name: 'Move the bond' }).getByRole('button', { name: 'Withdraw' }).click()
  await page.getByRole('button', { name: 'Withdraw 1.00 PT' }).click()
  await page.getByRole('status').filter({ hasText: 'Done.' }).waitFor()
}

/** Adds a small amount of PT from the wallet to the bond. */
export async function addToBond(page: Page): Promise<void> {
  await page.getByRole('group', { name: 'Move the bond' }).getByRole('button', { name: 'Add' }).click()
  await page.getByLabel('PT to add').fill('0.0000001')
  await page.getByRole('button', { name: /^Add [\d.,]+ PT to the bond$/ }).click()
  await page.getByRole('status').filter({ hasText: 'Done.' }).last().waitFor()
}

/**
 * Opens the page of this machine from the table. Waits for its measurements and for its agent's version and log. Types a price of electricity, and checks that
 * a reload shows it again. Then returns to the table.
 */
export async function seeMachine(page: Page, { look }: { look: () => Promise<void> }): Promise<void> {
  await page.getByRole('grid', { name: 'Machines' }).getByRole('link', { name: 'This machine', exact: true }).click()
  await page.getByRole('heading', { name: 'This machine', level: 1 }).waitFor()
  await page.getByRole('heading', { name: 'Readings of the machine' }).waitFor()
  await page.getByRole('region', { name: 'Reliability', exact: true }).getByRole('link', { name: 'What tier and reliability mean' }).waitFor()
  await page
    .locator('dt', { hasText: 'Agent version' })
    .locator('xpath=following-sibling::dd[1]')
    .getByText(/^\d+\.\d+\.\d+/)
    .waitFor()
  await page.getByRole('region', { name: 'Agent log' }).getByRole('listitem').first().waitFor()
  await page.getByLabel('Electricity price').fill('0.31')
  await look()
  await page.reload()
  await page.locator('input[value="0.31"]').waitFor()
  await page.getByRole('link', { name: 'Your machines' }).click()
}
