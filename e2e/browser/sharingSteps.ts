import type { Page } from '@playwright/test'

/** Uses the page of a lease of the signed-in account: shares the lease with the wallet `account` with this permission, or changes the permission. */
export async function shareWith(page: Page, { account, right }: { account: string; right: 'Watch' | 'Use' }): Promise<void> {
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Wallet of your teammate').fill(account)
  await dialog.getByRole('radio', { name: new RegExp(`^${right}`) }).click()
  await dialog.getByRole('button', { name: 'Share', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page
    .getByRole('listitem')
    .filter({ hasText: right })
    .getByRole('button', { name: /^Revoke access of/ })
    .waitFor()
}

/** Ends the access of the only teammate. */
export async function takeBack(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Revoke access of/ }).click()
  await page.getByText('You do not share this lease yet. A teammate who has a wallet can watch the lease').waitFor()
}

/** As the teammate: finds the lease with this permission among the shared leases, and opens it. */
export async function findSharedLease(page: Page, { leaseId, right }: { leaseId: string; right: 'Watch' | 'Use' }): Promise<void> {
  await page.goto('/leases')
  const row = page
    .getByRole('region', { name: 'Shared with you' })
    .getByRole('row')
    .filter({ hasText: `#${leaseId},` })
    .filter({ hasText: right })
  await row.getByRole('link').first().click()
  const notice = { Watch: 'You can see its state, metrics, log and events', Use: 'shares this lease with you, and you can use it' }
  await page.getByText(notice[right], { exact: false }).waitFor()
}

/** Transfers a lease that has not started to another wallet. Uses the lease's page and signs once. */
export async function giveAwayByPage(page: Page, { leaseId, to }: { leaseId: string; to: string }): Promise<void> {
  await page.goto(`/leases/${leaseId}?tab=overview`)
  await page.getByRole('button', { name: 'Transfer' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Wallet that receives it').fill(to)
  await dialog.getByLabel('I transfer this lease permanently').check()
  await dialog.getByRole('button', { name: 'Sign and transfer' }).click()
  await dialog.waitFor({ state: 'hidden' })
}
