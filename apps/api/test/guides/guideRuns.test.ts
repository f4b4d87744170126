import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { guidePages, root } from './guidePages.ts'
import { type BlockRun, reasons } from './runs/guideRun.ts'
import { guideRuns } from './runs/guideRuns.ts'

const pages = guidePages('en').filter(({ blocks }) => blocks.length > 0)
/** Tests that read the blocks of all guides. */
const ofAll = new Set(['apps/api/test/guides/exampleFiles.test.ts'])
const nameOf = (file: string) => file.replace(/^.*\/|\.md$/g, '')
const entries = pages.flatMap(({ file, blocks }) =>
  blocks.map((block, index) => ({ ...block, run: guideRuns[nameOf(file)]?.blocks[index] as BlockRun | undefined })),
)

describe('each block of code in the guides', () => {
  test.each(pages.map(({ file, blocks }) => ({ file, count: blocks.length })))('of $file has an entry in runs/', ({ file, count }) => {
    expect(guideRuns[nameOf(file)]?.blocks.length ?? 0).toBe(count)
  })

  test('has an entry of a guide that exists', () => {
    expect(Object.keys(guideRuns).toSorted()).toEqual(pages.map(({ file }) => nameOf(file)).toSorted())
  })

  test('still has the text for which its reason was written, if no test runs it', () => {
    const others = entries.flatMap(({ where, code, run }) =>
      typeof run === 'object' && 'never' in run && !code.includes(run.has) ? [`${where} has no ${run.has}`] : [],
    )
    expect(others).toEqual([])
  })

  test('is read by the other test that its entry names', () => {
    const wrong = entries.flatMap(({ where, run }) => {
      if (typeof run !== 'object' || !('by' in run)) return []
      const file = join(root, run.by)
      const page = where.replace(/^docs\/guides\/|:\d+$/g, '')
      if (ofAll.has(run.by)) return []
      return existsSync(file) && readFileSync(file, 'utf8').includes(page.replace(/\.md$/, '')) ? [] : [`${where}: ${run.by} does not name ${page}`]
    })
    expect(wrong).toEqual([])
  })

  test('is run, or has a reason of the closed set', () => {
    const count = (of: (run: BlockRun) => boolean) => entries.filter(({ run }) => run !== undefined && of(run)).length
    const never = reasons.map((reason) => [reason, count((run) => typeof run === 'object' && 'never' in run && run.never === reason)] as const)
    const counts = {
      'run by e2e/guides.test.ts': count((run) => run === 'here' || (typeof run === 'object' && 'saves' in run)),
      'run by another test': count((run) => typeof run === 'object' && 'by' in run),
      'compiled only': count((run) => run === 'compiled'),
      ...Object.fromEntries(never),
    }
    console.log(`${entries.length} blocks of code in the English guides: ${JSON.stringify(counts, null, 2)}`)
    expect(Object.values(counts).reduce((sum, one) => sum + one, 0)).toBe(entries.length)
  })
})
