import { describe, expect, it } from 'vitest'
import { findCrumbs } from '../measure/crumbs.ts'
import { importGraph } from '../measure/importGraph.ts'
import { sourceFile } from '../tidy/sourceFile.ts'
import { refusedCrumbs } from './refusedCrumbs.ts'

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
    expect(refusedCrumbs(files, { 'packages/sdk': 1 })).toEqual([])
    expect(refusedCrumbs(files, { 'packages/sdk': 0 })).toHaveLength(1)
    expect(refusedCrumbs(files, {})[0]).toContain('packages/sdk  crumbs: 1 files')
  })
})
