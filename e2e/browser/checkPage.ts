import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** Returns the accessibility problems of the current page by the rules of WCAG 2.2 A and AA, one line each. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  // Turn off animations, so that a button has its final colours as soon as it becomes active.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await atRest(page)
  // Only violations are read, so axe need not describe every element that passes. The usual mode of the builder is for frames of other origins, which our pages
  // do not have: it combines the results of all frames in one more page, which takes much processor time.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
  const { violations } = await axe.setLegacyMode(true).analyze()
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, any }) => `${new URL(page.url()).pathname} ${id}: ${help} (${target.join(' ')}: ${any.map(({ message }) => message).join('; ')})`,
    ),
  )
}

const isLong = process.env.TEST_LONG === '1'
let looks = 0

/**
 * Returns the accessibility problems of a page that follows the system's theme. `npm run test:long` checks the page in both the light and the dark theme; `npm
 * test` checks one of them, alternately. Afterwards the page shows the theme `colorScheme`.
 */
export async function problemsInThemes(page: Page, { colorScheme }: { colorScheme: 'light' | 'dark' }): Promise<string[]> {
  const both = [colorScheme === 'light' ? 'dark' : 'light', colorScheme] as const
  const problems: string[] = []
  for (const scheme of isLong ? both : [both[looks % 2] ?? colorScheme]) {
    await showIn(page, scheme)
    problems.push(...(await accessibilityProblems(page)).map((problem) => `${scheme}: ${problem}`))
  }
  looks += 1
  await showIn(page, colorScheme)
  return problems
}

async function showIn(page: Page, scheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme })
  await page.locator(`html[data-theme="${scheme}"]`).waitFor()
}

/**
 * Scrolls to the top of the page and waits until nothing moves. Otherwise a link half under the top bar, or a colour in a transition, would count as a problem.
 */
async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    scrollTo({ top: 0, behavior: 'instant' })
    const passing = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
    await Promise.allSettled(passing.map(({ finished }) => finished))
  })
}

/**
 * Returns one line if the page has not exactly one `h1`, because screen readers name a page by it. The document that Scalar shows in `/docs/api/browse` also
 * has one, which does not count.
 */
export async function headingProblem(page: Page): Promise<string[]> {
  const titles = await page.locator('h1:visible:not(.browser h1)').allInnerTexts()
  return titles.length === 1 ? [] : [`${new URL(page.url()).pathname} has ${titles.length} h1: ${titles.join(' | ')}`]
}

/** Returns by how many pixels the page is wider than its window; more than 0 means that it scrolls sideways. */
export async function sidewaysScroll(page: Page): Promise<number> {
  return await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

/** Returns the problems of a page that follows the system's theme: accessibility in either theme, and sideways scrolling. */
export async function pageProblems(page: Page): Promise<string[]> {
  const problems = await problemsInThemes(page, { colorScheme: 'light' })
  const wider = await sidewaysScroll(page)
  return wider > 0 ? [...problems, `${new URL(page.url()).pathname} is ${wider} px wider than its window`] : problems
}
