import type { Page } from '@playwright/test'
import { carryThrough } from './voteSteps.ts'

/**
 * Proposes a change to incentive programmes with the form at `path`: fills in the fields by their labels, and guides the proposal through its whole vote. Ends
 * on the page of programmes.
 */
export async function voteOnProgramme(
  page: Page,
  { path, fields, title }: { path: string; fields: readonly (readonly [string, string])[]; title: string },
): Promise<void> {
  await page.goto(path)
  for (const [label, value] of fields) await page.getByLabel(label).fill(value)
  await page.getByLabel('Title').fill(title)
  await page.getByLabel('Why').fill('So that machines are there.')
  await page.getByRole('button', { name: 'Propose', exact: true }).click()
  await page.getByRole('heading', { name: title }).waitFor()
  await carryThrough(page, { reason: 'Machines earn more.' })
  await page.goto('/govern/programmes')
}

/** Pays money into the only incentive programme with the form on the open page, and checks that the list shows the sponsor. */
export async function fundProgramme(page: Page, { amount, account }: { amount: string; account: string }): Promise<void> {
  await page.getByLabel('Amount').fill(amount)
  await page.getByRole('button', { name: 'Fund programme' }).click()
  const sponsors = page.getByRole('region', { name: 'Sponsors' })
  await sponsors.getByTitle(account).waitFor()
  await sponsors.getByText(`${Number(amount).toFixed(4)} PT`).waitFor()
}
