import type { Browser, Page } from '@playwright/test'

/** Chooses a zone and Chinese; everything is in both from then on, for ears too, and times of the page are said in the zone. */
export async function readInChinese(page: Page): Promise<void> {
  await page.goto('/settings')
  await page.getByRole('combobox', { name: 'Time zone' }).selectOption('Asia/Shanghai')
  await page.getByText('is called China Time').waitFor()
  await page.getByRole('button', { name: '中文' }).click()
  await page.getByRole('heading', { level: 1, name: '设置' }).waitFor()
  await page.locator('html[lang="zh-Hans"]').waitFor()
  await page.getByRole('contentinfo').getByRole('link', { name: '状态' }).click()
  await page.getByText('时间为 中国时间').waitFor()
}

/** Another browser of the same account: it reads in Chinese by itself. What it chooses, the first one follows with its next page. */
export async function agreeInTwoBrowsers(page: Page, { browser, baseURL }: { browser: Browser; baseURL: string }): Promise<void> {
  const cookies = (await page.context().cookies()).filter(({ name }) => name !== 'infinitio_settings')
  const context = await browser.newContext({ baseURL, storageState: { cookies, origins: [] } })
  const other = await context.newPage()
  await other.goto('/status')
  await other.getByRole('heading', { level: 1, name: '状态' }).waitFor({ timeout: 60_000 })
  const given = other.waitForResponse((response) => response.request().method() === 'PUT' && response.url().endsWith('/account/settings'))
  await other.getByRole('contentinfo').getByRole('link', { name: 'English' }).click()
  await other.getByRole('heading', { level: 1, name: 'Status' }).waitFor()
  await given
  await page.goto('/status')
  await page.getByRole('heading', { level: 1, name: 'Status' }).waitFor({ timeout: 60_000 })
  await context.close()
}
