import type { Locator, Page } from '@playwright/test'
import { typeInShell } from './renterSteps.ts'

const mostStops = 200

/** Presses Tab until `wanted` has the focus. If the focus is not visible at a stop, adds that to `problems`. */
export async function tabTo(page: Page, wanted: Locator, problems: string[]): Promise<void> {
  await wanted.waitFor()
  for (let stop = 0; stop < mostStops; stop += 1) {
    await page.keyboard.press('Tab')
    const unseen = await page.evaluate(whatCannotBeSeen)
    if (unseen !== null) problems.push(`${new URL(page.url()).pathname}: ${unseen}`)
    if (await wanted.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error(`${mostStops} stops of Tab do not lead to ${wanted}`)
}

/** Presses Tab until `wanted` has the focus, as `tabTo` does, and presses Enter. */
export async function tabAndEnter(page: Page, wanted: Locator, problems: string[]): Promise<void> {
  await tabTo(page, wanted, problems)
  await page.keyboard.press('Enter')
}

/**
 * Runs in the page. Returns the reason if the focused element cannot be recognised as focused. Returns null if the focus is visible, or if no element has the
 * focus.
 */
function whatCannotBeSeen(): string | null {
  const focused = document.activeElement
  if (focused === null || focused === document.body) return null
  const name = `${focused.tagName.toLowerCase()} "${(focused.getAttribute('aria-label') ?? focused.textContent ?? '').trim().slice(0, 40)}"`
  // Most elements, or a box around them, show the focus as an outline.
  const ringed = [focused, focused.parentElement, focused.parentElement?.parentElement].some((element) => {
    if (element === null || element === undefined) return false
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
    // A tab shows the focus as a thick line inside its own edge.
    const isMarked = element === focused ? boxShadow.includes('inset') : boxShadow !== 'none'
    return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) || isMarked
  })
  if (!ringed) return `${name} has no ring`
  const { left, right, top, bottom } = focused.getBoundingClientRect()
  if (bottom <= 0 || top >= innerHeight || right <= 0 || left >= innerWidth) return `${name} is out of the window`
  const over = document.elementFromPoint(
    (Math.max(left, 0) + Math.min(right, innerWidth)) / 2,
    (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2,
  )
  const isItself = over !== null && (focused.contains(over) || over.contains(focused))
  // A file input is hidden. The button after it, which wears the ring of the input, is what a person sees.
  const isFileInput = focused instanceof HTMLInputElement && focused.type === 'file' && over?.closest('button') === focused.nextElementSibling
  return isItself || isFileInput ? null : `${name} lies under ${over?.tagName.toLowerCase()} "${over?.textContent?.trim().slice(0, 40)}"`
}

/** Rents a machine from the front page without a mouse: the first of this class, with a burner wallet. Returns the lease's id. */
export async function bookByKeyboard(page: Page, { className, problems }: { className: string; problems: string[] }): Promise<string> {
  const enter = (wanted: Locator) => tabAndEnter(page, wanted, problems)
  await page.goto('/')
  await enter(page.getByRole('link', { name: 'Skip to content' }))
  await enter(page.getByRole('region', { name: 'Prices now' }).getByRole('link', { name: className }))
  await enter(page.getByRole('link', { name: new RegExp(`^Rent .*${className.replace('NVIDIA ', '')}`) }).first())
  const time = page.getByRole('complementary', { name: 'Rent this machine' }).getByLabel('Time', { exact: true })
  await tabTo(page, time, problems)
  const before = await time.inputValue()
  await page.keyboard.press('ArrowDown')
  if (Number(await time.inputValue()) >= Number(before)) throw new Error('an arrow key does not shorten the lease')
  await enter(page.getByRole('button', { name: 'Hold for 5 min' }))
  await enter(page.getByRole('button', { name: /Burner wallet/ }))
  await enter(page.getByRole('button', { name: 'Sign in', exact: true }))
  const [shell, script] = [page.getByRole('radio', { name: /^Shell/ }), page.getByRole('radio', { name: /^Script/ })]
  await enter(page.locator('summary', { has: page.getByRole('heading', { name: 'Template' }) }))
  await tabTo(page, shell, problems)
  await arrowTo(page, { key: 'ArrowRight', wanted: script })
  await arrowTo(page, { key: 'ArrowLeft', wanted: shell })
  await shell.and(page.locator('[aria-checked="true"]')).waitFor()
  await enter(page.getByRole('button', { name: 'Sign and start' }))
  const ready = page.getByText(/^Lease \d+ is ready$/)
  await ready.waitFor()
  return /\d+/.exec(await ready.innerText())?.[0] ?? ''
}

/** Holds an arrow key down until `wanted` has the focus, as a user does with a long press. */
async function arrowTo(page: Page, { key, wanted }: { key: 'ArrowLeft' | 'ArrowRight'; wanted: Locator }): Promise<void> {
  await page.keyboard.down(key)
  await wanted.and(page.locator(':focus')).waitFor()
  await page.keyboard.up(key)
}

/**
 * Moves the focus by keyboard from the page of a lease into its shell and out again. In the shell, the program there gets the Tab key, but directly after
 * Escape, Tab moves the focus.
 */
export async function useShellByKeyboard(page: Page, { problems }: { problems: string[] }): Promise<void> {
  await tabAndEnter(page, page.getByRole('link', { name: 'Open your lease' }), problems)
  // Waits for the page of the lease first, because the page before it has a connected shell too.
  await page.waitForURL(({ pathname }) => /^\/leases\/\d+$/.test(pathname))
  const shell = page.locator('.xterm-helper-textarea')
  await page.getByText('Connected', { exact: true }).waitFor()
  await tabTo(page, shell, problems)
  await typeInShell(page, { command: 'echo keys=$((6*7))', until: /keys=42/ })
  await page.keyboard.press('Tab')
  await shell.and(page.locator(':focus')).waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  await page.locator(':focus:not(.xterm-helper-textarea)').waitFor()
}
