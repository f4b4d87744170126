import { expect, test } from 'vitest'
import { crumbsOf, isName, lastNameOf, pathIn } from './filePath.ts'

test('begins the path with the root', () => {
  expect(crumbsOf('/')).toEqual([{ name: '/', path: '/' }])
  expect(crumbsOf('/root/a b').map(({ path }) => path)).toEqual(['/', '/root', '/root/a b'])
  expect([pathIn('/', 'x'), pathIn('/root', 'x'), lastNameOf('/root/out'), lastNameOf('/')]).toEqual(['/x', '/root/x', 'out', 'files'])
})

test.each(['', '.', '..', 'a/b', 'a\0', 'é'.repeat(128)])('rejects %j as a name', (name) => {
  expect(isName(name)).toBe(false)
})

test.each(['a', '.hidden', '...', 'a b', '文件'])('accepts %j as a name', (name) => {
  expect(isName(name)).toBe(true)
})
