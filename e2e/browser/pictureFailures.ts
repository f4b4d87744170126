import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { openPages } from './openBrowser.ts'

/** If E2E_KEEP_DATA is set, saves a screenshot and the text of each page that a failed test had open, and prints the path of their folder. */
if (process.env.E2E_KEEP_DATA !== undefined) {
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    const folder = join(tmpdir(), 'infinitio-failures', task.name.replaceAll(/\W+/g, '-').slice(0, 60))
    mkdirSync(folder, { recursive: true })
    for (const [index, page] of [...openPages].entries()) {
      if (page.isClosed()) continue
      const file = join(folder, `page-${index}`)
      await page.screenshot({ path: `${file}.png`, fullPage: true, timeout: 10_000 }).catch(() => undefined)
      const text = await page
        .locator('body')
        .ariaSnapshot({ timeout: 10_000 })
        .catch((error: Error) => error.message)
      writeFileSync(`${file}.txt`, `${page.url()}\n${text}\n`)
    }
    console.error(`The pages of the failed test: ${folder}`)
  })
}
