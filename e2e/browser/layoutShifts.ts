import type { Page } from '@playwright/test'

type Shift = PerformanceEntry & {
  readonly value: number
  readonly hadRecentInput: boolean
  readonly sources: readonly { readonly node: Node | null }[]
}

/**
 * Records, on each page that is opened from now on, when content moves although nobody pressed or typed anything. Ignores shifts below 0.01, such as a word
 * that moves by one pixel.
 */
export async function noteLayoutShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const noted: string[] = []
    Object.assign(globalThis, { notedShifts: noted })
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries() as Shift[]) {
        const [moved] = sources
        const what = moved?.node instanceof Element ? moved.node.outerHTML.slice(0, 120) : 'something'
        if (!hadRecentInput && value >= 0.01) noted.push(`${location.pathname} moved by ${value.toFixed(3)}: ${what}`)
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

/** Returns the layout shifts since the page was opened. */
export async function layoutShifts(page: Page): Promise<string[]> {
  return await page.evaluate(() => (globalThis as unknown as { notedShifts: string[] }).notedShifts)
}
