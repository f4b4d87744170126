import { expect, test } from 'vitest'
import { fileKnots, folderKnots } from './importKnots.ts'

/**
 * In these texts, `a/x.ts > b/y.ts` means that a file imports another file of the same package or app (`room`). If ` > type` follows, it imports only a type.
 */
const modulesOf = (room: string, arrows: string[]) =>
  arrows.map((arrow) => {
    const [source, target, kind] = arrow.split(' > ')
    return {
      source: `${room}${source}`,
      dependencies: [{ resolved: `${room}${target}`, dependencyTypes: ['local', ...(kind === undefined ? [] : ['type-only'])] }],
    }
  })

const circleOfFour = ['a/x.ts > b/x.ts', 'b/x.ts > c/x.ts', 'c/x.ts > top.ts', 'top.ts > a/x.ts']

test('allows a cycle of three folders in a room, but no larger one', () => {
  expect(folderKnots(modulesOf('packages/parse/src/', ['a/x.ts > b/x.ts', 'b/x.ts > c/x.ts', 'c/x.ts > a/y.ts']))).toEqual([])
  expect(folderKnots(modulesOf('packages/parse/src/', circleOfFour))).toEqual([
    'no-folder-circles: packages/parse/src/ has a knot of 4 folders (3 allowed): . a b c',
  ])
})

test('allows no cycle in a room without cycles', () => {
  expect(folderKnots(modulesOf('apps/agent/src/', ['a/x.ts > b/x.ts', 'b/x.ts > c/x.ts']))).toEqual([])
  expect(folderKnots(modulesOf('apps/agent/src/', ['a/x.ts > b/x.ts', 'b/x.ts > a/y.ts']))).toHaveLength(1)
})

test('ignores tests and the entry point of a room', () => {
  expect(folderKnots(modulesOf('packages/parse/src/', [...circleOfFour.slice(0, 3), 'top.test.ts > a/x.ts', 'index.ts > a/x.ts']))).toEqual([])
})

test('names the files of a cycle, with imports of types', () => {
  expect(fileKnots(modulesOf('apps/agent/src/', ['a.ts > b.ts', 'b.ts > c.ts > type', 'c.ts > a.ts', 'd.ts > a.ts']))).toEqual([
    'no-circles: apps/agent/src/a.ts apps/agent/src/b.ts apps/agent/src/c.ts',
  ])
  expect(fileKnots(modulesOf('apps/agent/src/', ['a.ts > b.ts', 'b.ts > c.ts']))).toEqual([])
})

test('counts only cycles of values in tests and in a generated client', () => {
  for (const room of ['apps/agent/test/', 'packages/db/src/generated/admin/']) {
    expect(fileKnots(modulesOf(room, ['a.ts > b.ts', 'b.ts > a.ts > type']))).toEqual([])
    expect(fileKnots(modulesOf(room, ['a.ts > b.ts', 'b.ts > a.ts']))).toHaveLength(1)
  }
})
