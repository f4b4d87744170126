import type { Locator, Page } from '@playwright/test'

/** Stakes a part of the 2,500 G tokens that came with the test money, and checks the account's votes. Returns the panel with the account's balances. */
export async function stake(page: Page, { amount }: { amount: string }): Promise<Locator> {
  await page.goto('/govern')
  await page.getByRole('heading', { name: 'From a proposal to its effect' }).waitFor()
  await page.getByRole('link', { name: 'Stake, unstake, delegate' }).click()
  const mine = page.getByRole('region', { name: 'Your G' })
  await mine.getByText('2,500.00 G').waitFor()
  await page.getByLabel('Amount').fill(amount)
  await page.getByRole('button', { name: `Stake ${Number(amount).toLocaleString('en')}.00 G` }).click()
  await mine.getByText('yourself').waitFor()
  return mine
}

/** Stakes 250 G tokens and then unstakes a part of them, which removes their votes at once. Afterwards the staking page is open. */
export async function stakeAndUnstake(page: Page): Promise<void> {
  const mine = await stake(page, { amount: '250' })
  await mine.getByText('2,250.00 G').waitFor()
  await page.getByRole('button', { name: 'Unstake', exact: true }).first().click()
  await page.getByLabel('Amount').fill('50')
  await page.getByText('Votes you lose at once').waitFor()
  await page.getByRole('button', { name: 'Unstake 50.00 G' }).click()
  await mine.getByText('200.00 G').first().waitFor()
  // The page counts from the newest block. It shows 14 d until the chain has another block, and then 13 d and some hours.
  await mine.getByText(/\(1[34]\sd from now\)/).waitFor()
}
