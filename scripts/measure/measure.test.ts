import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sourceFile } from '../tidy/sourceFile.ts'
import { featureCommits } from './featureCommits.ts'
import { fileShape } from './fileShape.ts'
import { importGraph } from './importGraph.ts'
import { findKnots, folderGraph } from './knots.ts'

const files = [
  { path: 'packages/sdk/package.json', text: '{"name":"@infinitio/sdk","exports":{".":"./src/index.ts"}}' },
  { path: 'packages/sdk/src/index.ts', text: "export { a } from './one/a.ts'\nexport { b } from './two/b.ts'\n" },
  { path: 'packages/sdk/src/one/a.ts', text: "import type { B } from '../two/b.ts'\nimport { z } from 'zod'\n" },
  { path: 'packages/sdk/src/two/b.ts', text: "import { c } from '../three/c.ts'\n" },
  { path: 'packages/sdk/src/three/c.ts', text: "const late = await import('../one/a.ts')\n" },
  { path: 'packages/sdk/src/four/d.ts', text: "import { a } from '@infinitio/sdk'\n" },
  { path: 'packages/sdk/src/four/e.ts', text: "import { d } from './d.ts'\n" },
].map(sourceFile)

describe('the measures of the source', () => {
  it('follow relative imports, dynamic imports, type imports and entry points', () => {
    const graph = importGraph(files)
    expect([...(graph.get('packages/sdk/src/one/a.ts') ?? [])]).toEqual(['packages/sdk/src/two/b.ts'])
    expect([...(graph.get('packages/sdk/src/three/c.ts') ?? [])]).toEqual(['packages/sdk/src/one/a.ts'])
    expect([...(graph.get('packages/sdk/src/four/d.ts') ?? [])]).toEqual(['packages/sdk/src/index.ts'])
  })

  it('find the cycle of three folders and leave out the entry point', () => {
    const folders = folderGraph(importGraph(files), 'packages/sdk/src/')
    expect(findKnots(folders)).toEqual([['one', 'three', 'two']])
  })

  it('count a file whose only importer is in the same folder', () => {
    const shape = fileShape(files, importGraph(files))
    expect(shape.soleImporterBeside).toBe(1)
    expect(shape.crumbsBeside).toBe(1)
    expect(shape.files).toBe(6)
    expect(shape.crumbs).toBe(6)
  })

  it('count the files of feat commits, and of no other commit', () => {
    const root = mkdtempSync(join(tmpdir(), 'infinitio-measure-'))
    const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', '-C', root, ...args], { encoding: 'utf8' })
    try {
      git('init', '-q')
      const commit = (subject: string, paths: string[]) => {
        for (const path of paths) writeFileSync(join(root, path), subject)
        git('add', '-A')
        git('commit', '-qm', subject)
      }
      commit('chore: begin', ['a'])
      const start = git('rev-parse', 'HEAD').trim()
      commit('feat(a): one thing', ['a', 'b', 'c'])
      commit('feature of nothing', ['d'])
      commit('fix: another', ['a', 'b', 'c', 'd'])
      expect(featureCommits(root, `${start}..HEAD`)).toEqual({ commits: 1, medianFiles: 3, shareOfManyRooms: 0 })
    } finally {
      rmSync(root, { recursive: true })
    }
  })
})
