import type { Page } from '@playwright/test'
import { waitFor } from '../deployment/waitFor.ts'
import { headingProblem, problemsInThemes, sidewaysScroll } from './checkPage.ts'

/**
 * Opens some pages, waits until each shows its content, and returns their problems: accessibility problems in the themes of this test run, and content that is
 * wider than the window.
 */
export async function lookAtPages(page: Page, paths: readonly string[], { colorScheme }: { colorScheme: 'light' | 'dark' }): Promise<string[]> {
  const problems: string[] = []
  for (const path of paths) {
    await openWhole(page, path)
    problems.push(...(await problemsInThemes(page, { colorScheme })), ...(await headingProblem(page)))
    const wider = await sidewaysScroll(page)
    if (wider > 0) problems.push(`${path} is ${wider} px wider than its window`)
    // Scrolls to a link in the footer and checks that no other element covers it. A trial click of Playwright fails if one does.
    await page.getByRole('contentinfo').getByRole('link', { name: 'Status' }).click({ trial: true })
  }
  return problems
}

/** Returns the pages that have no `h1` in their content, or several. */
export async function lookAtHeadings(page: Page, paths: readonly string[]): Promise<string[]> {
  const problems: string[] = []
  for (const path of paths) {
    await openWhole(page, path)
    problems.push(...(await headingProblem(page)))
  }
  return problems
}

/** Opens a page and waits until it shows its content. */
async function openWhole(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.getByRole('main').getByRole('heading').first().waitFor()
  const skeletons = () => page.locator('.skel').count()
  await waitFor({ what: `${path} to show more than skeletons`, within: 60, read: skeletons, until: (count) => count === 0 })
}
