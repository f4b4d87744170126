import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** What is wrong with the page as it stands for somebody who cannot see it, or not well: WCAG 2.2 A and AA, one line a problem. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  // Without motion: a button that comes alive while it is looked at has its own colours at once.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await atRest(page)
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, any }) => `${new URL(page.url()).pathname} ${id}: ${help} (${target.join(' ')}: ${any.map(({ message }) => message).join('; ')})`,
    ),
  )
}

const isLong = process.env.TEST_LONG === '1'
let looks = 0

/**
 * The same as the page looks in the light and in the dark, for a page that follows the system; it is left as `colorScheme`. In `npm test` every other look of a
 * file is in the dark and the rest in the light, with `npm run test:long` each in both.
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
 * The page from its top, and still. A link that was scrolled half under the bar is no fault of the page, and colours on
 * their way from one theme or state to another are nobody's to read: what moves for a while is waited for.
 */
async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    scrollTo({ top: 0, behavior: 'instant' })
    const passing = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
    await Promise.allSettled(passing.map(({ finished }) => finished))
  })
}

/** How far the page is wider than its window, in pixels: more than 0 means that it scrolls sideways. */
export async function sidewaysScroll(page: Page): Promise<number> {
  return await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

/** What is wrong with a page that follows the system: for somebody who cannot see it well, in either theme, or because it scrolls sideways. */
export async function pageProblems(page: Page): Promise<string[]> {
  const problems = await problemsInThemes(page, { colorScheme: 'light' })
  const wider = await sidewaysScroll(page)
  return wider > 0 ? [...problems, `${new URL(page.url()).pathname} is ${wider} px wider than its window`] : problems
}
