import type { Page } from '@playwright/test'

/** Registers a model with the form and finds it in the list. */
export async function registerModel(page: Page, { name, price }: { name: string; price: string }): Promise<void> {
  await page.goto('/govern/models')
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Price of one unit', { exact: true }).fill(price)
  await page.getByRole('button', { name: 'Register', exact: true }).click()
  await page.getByRole('row', { name: new RegExp(name) }).waitFor()
}

/** Changes the price of one of the account's models with the form and finds it in the list. */
export async function changeModel(page: Page, { name, price }: { name: string; price: string }): Promise<void> {
  await page.getByLabel('New price of one unit').fill(price)
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  await page
    .getByRole('row', { name: new RegExp(name) })
    .getByText(price)
    .waitFor()
}

/**
 * Pays in G tokens for units of the model that the form has already selected, which is the first one for sale. Then checks that a row of the page shows the
 * cost.
 */
export async function payForModel(page: Page, { units, costs }: { units: string; costs: string }): Promise<void> {
  await page.goto('/govern/models')
  await page.getByText(/^1 PT costs 1\.00 G\./).waitFor()
  await page.getByLabel('Units').fill(units)
  await page.getByText(costs).first().waitFor()
  await page.getByRole('button', { name: 'Pay', exact: true }).click()
  await page.getByRole('row', { name: new RegExp(costs) }).waitFor()
}

/** Signs a description of the account's model in the dialog of its row. Then opens the description as a buyer does, finds the text, and closes the dialog. */
export async function describeModel(page: Page, { name, text }: { name: string; text: string }): Promise<void> {
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: `Describe this model: ${name}` }).click()
  await dialog.getByLabel('What buyers get').fill(text)
  await dialog.getByRole('button', { name: 'Sign and publish' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: `About this model: ${name}` }).click()
  await dialog.getByRole('paragraph').getByText(text).waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
}
