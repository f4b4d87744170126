import { describe, expect, it } from 'vitest'
import { findCrumbs } from '../measure/crumbs.ts'
import { importGraph } from '../measure/importGraph.ts'
import { sourceFile } from '../tidy/sourceFile.ts'
import { checkout } from '../start/dataFolder.ts'
import { lowerCrumbs, readCrumbsLeft, refusedCrumbs } from './refusedCrumbs.ts'

const root = 'packages/sdk/src/orders'
const filesOf = (texts: Record<string, string>) => Object.entries(texts).map(([path, text]) => sourceFile({ path, text }))
const found = (texts: Record<string, string>, allowed: string[] = []) => {
  const files = filesOf(texts)
  return findCrumbs(files, importGraph(files), allowed).map(({ path }) => path)
}
const helper = { [`${root}/helper.ts`]: 'export const helper = 1\n' }
const user = { [`${root}/user.ts`]: "import { helper } from './helper.ts'\n" }

describe('small files with one importer', () => {
  it('finds a file of 25 lines beside its only importer, and none of 26', () => {
    expect(found({ ...helper, ...user })).toEqual([`${root}/helper.ts`])
    const at = (lines: number) => ({ [`${root}/helper.ts`]: 'export const helper = 1\n'.repeat(lines) })
    expect(found({ ...at(25), ...user })).toEqual([`${root}/helper.ts`])
    expect(found({ ...at(26), ...user })).toEqual([])
  })

  it('counts product files as importers, and no test', () => {
    const test = { [`${root}/helper.test.ts`]: "import { helper } from './helper.ts'\n" }
    expect(found({ ...helper, ...test })).toEqual([])
    expect(found({ ...helper, ...user, ...test })).toEqual([`${root}/helper.ts`])
    expect(found({ ...helper, ...user, [`${root}/other.ts`]: "import type { Helper } from './helper.ts'\n" })).toEqual([])
  })

  it('leaves files whose importer is in another folder or is an entry point', () => {
    expect(found({ ...helper, 'packages/sdk/src/user.ts': "import { helper } from './orders/helper.ts'\n" })).toEqual([])
    expect(found({ ...helper, [`${root}/index.ts`]: "export { helper } from './helper.ts'\n" })).toEqual([])
  })

  it('leaves files that are loaded late, run in a thread, or start the code of the browser', () => {
    expect(found({ ...helper, [`${root}/user.ts`]: "const late = await import('./helper.ts')\n" })).toEqual([])
    expect(found({ ...helper, [`${root}/user.ts`]: "new Worker(new URL('./helper.ts', import.meta.url))\n" })).toEqual([])
    expect(found({ ...user, [`${root}/helper.ts`]: "'use client'\n\nexport const helper = 1\n" })).toEqual([])
  })

  it('leaves pages and the listed places', () => {
    const page = { 'apps/web/app/gpus/page.tsx': 'export default 1\n', 'apps/web/app/gpus/layout.tsx': "import page from './page.tsx'\n" }
    expect(found(page, ['apps/web/app/'])).toEqual([])
    expect(found({ ...helper, ...user }, [`${root}/`])).toEqual([])
  })

  it('refuses more of them in a room than are left, and a new room has none', () => {
    const files = filesOf({ ...helper, ...user })
    expect(refusedCrumbs(files, { 'packages/sdk': { most: 1, reasons: {} } })).toEqual([])
    expect(refusedCrumbs(files, { 'packages/sdk': { most: 0, reasons: {} } })).toHaveLength(1)
    expect(refusedCrumbs(files, {})[0]).toContain('packages/sdk  crumbs: 1 files')
  })

  it('lowers the number of a room, never raises it, and drops the reasons of files that are gone', () => {
    const reasons = { [`${root}/a.ts`]: 'has a test', [`${root}/b.ts`]: 'has a test' }
    const one = [{ path: `${root}/a.ts`, room: 'packages/sdk' }]
    expect(lowerCrumbs({ 'packages/sdk': { most: 2, reasons } }, one)).toEqual({
      'packages/sdk': { most: 1, reasons: { [`${root}/a.ts`]: 'has a test' } },
    })
    expect(lowerCrumbs({ 'packages/sdk': { most: 0, reasons: {} } }, one)).toEqual({ 'packages/sdk': { most: 0, reasons: {} } })
    expect(lowerCrumbs({ 'packages/sdk': { most: 2, reasons } }, [])).toEqual({})
  })

  it('have a reason for each file that is listed', () => {
    const reasons = Object.values(readCrumbsLeft(checkout)).flatMap((room) => Object.values(room.reasons))
    expect(reasons.length).toBeGreaterThan(0)
    expect(reasons.filter((reason) => !/^[a-z].{10,}/.test(reason))).toEqual([])
  })
})
