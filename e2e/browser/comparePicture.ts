import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, hostname } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'

/** Of a thousand pixels, at most this many may differ, because the edges of letters vary slightly between machines. */
const mostOfThousand = 4
/** The most by which the red, green or blue value (0 to 255) of a pixel may differ from the picture before the pixel counts as different. */
const sameShade = 24

/**
 * Compares the page with its picture in `e2e/pictures`. Returns the difference in words, or null if there is none. Data that varies with the deployment or the
 * time is first replaced: each digit becomes 0, and machines, days and months get fixed names. `PICTURES=renew` writes the picture instead.
 */
export async function differenceFromPicture(page: Page, { name }: { name: string }): Promise<string | null> {
  await takeDataOut(page)
  const seen = await page.screenshot({ animations: 'disabled', caret: 'hide' })
  const file = join(import.meta.dirname, '..', 'pictures', `${name}.png`)
  if (process.env.PICTURES === 'renew') {
    writeFileSync(file, seen)
    return null
  }
  if (!existsSync(file)) return `${name} has no picture: look at the page, then run this test with PICTURES=renew`
  const changed = await changedOfThousand(page, { seen, kept: readFileSync(file) })
  if (changed <= mostOfThousand) return null
  const now = join(import.meta.dirname, '..', 'pictures', `${name}.now.png`)
  writeFileSync(now, seen)
  return `${name} differs from its picture in ${changed.toFixed(1)} of a thousand pixels: compare it with ${name}.now.png beside it`
}

async function takeDataOut(page: Page): Promise<void> {
  const machine = [hostname(), cpus()[0]?.model ?? ''].filter((text) => text !== '')
  await page.evaluate((ofMachine) => {
    const days = /\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b/g
    const months = /\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b/g
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const before = node.nodeValue ?? ''
      const named = ofMachine.reduce((text, one) => text.replaceAll(one, 'machine'), before)
      const after = named.replace(days, 'Day').replace(months, 'Mon').replace(/\d/g, '0')
      if (after !== before) node.nodeValue = after
    }
  }, machine)
}

/** Returns how many pixels of a thousand differ. The browser compares the pictures, because it can read PNG. */
async function changedOfThousand(page: Page, pictures: { seen: Buffer; kept: Buffer }): Promise<number> {
  const drawer = await page.context().browser()?.newPage()
  if (drawer === undefined) throw new Error('the browser has gone')
  try {
    return await drawer.evaluate(
      async ({ seen, kept, shade }) => {
        const pixelsOf = async (base64: string) => {
          const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob())
          const context = new OffscreenCanvas(image.width, image.height).getContext('2d')
          if (context === null) throw new Error('nothing to draw on')
          context.drawImage(image, 0, 0)
          return context.getImageData(0, 0, image.width, image.height)
        }
        const [one, other] = [await pixelsOf(seen), await pixelsOf(kept)]
        if (one.width !== other.width || one.height !== other.height) return 1_000
        let changed = 0
        for (let at = 0; at < one.data.length; at += 4)
          if ([0, 1, 2].some((colour) => Math.abs((one.data[at + colour] ?? 0) - (other.data[at + colour] ?? 0)) > shade)) changed += 1
        return (changed * 4_000) / one.data.length
      },
      { seen: pictures.seen.toString('base64'), kept: pictures.kept.toString('base64'), shade: sameShade },
    )
  } finally {
    await drawer.close()
  }
}
