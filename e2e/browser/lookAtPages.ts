import type { Page } from '@playwright/test'
import { waitFor } from '../deployment/waitFor.ts'
import { problemsInThemes, sidewaysScroll } from './checkPage.ts'

/** Returns the problems of pages once each shows its content: accessibility in the themes of this run, and sideways scrolling. */
export async function lookAtPages(page: Page, paths: readonly string[], { colorScheme }: { colorScheme: 'light' | 'dark' }): Promise<string[]> {
  const problems: string[] = []
  for (const path of paths) {
    await page.goto(path)
    await page.getByRole('main').getByRole('heading').first().waitFor()
    const skeletons = () => page.locator('.skel').count()
    await waitFor({ what: `${path} to show more than skeletons`, within: 60, read: skeletons, until: (count) => count === 0 })
    problems.push(...(await problemsInThemes(page, { colorScheme })))
    const wider = await sidewaysScroll(page)
    if (wider > 0) problems.push(`${path} is ${wider} px wider than its window`)
    // A trial click scrolls to the link and fails if another element covers it.
    await page.getByRole('contentinfo').getByRole('link', { name: 'Status' }).click({ trial: true })
  }
  return problems
}
