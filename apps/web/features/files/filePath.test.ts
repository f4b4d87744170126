import { expect, test } from 'vitest'
import { crumbsOf, isName, lastNameOf, pathIn } from './filePath.ts'

const crumbs = (path: string, home: string) => crumbsOf(path, { home, homeName: 'Home' })

test('begins the path with the root in a container', () => {
  expect(crumbs('/', '/root')).toEqual([{ name: '/', path: '/' }])
  expect(crumbs('/root/a b', '/root').map(({ path }) => path)).toEqual(['/', '/root', '/root/a b'])
  expect(crumbs('/etc', '/root').map(({ path }) => path)).toEqual(['/', '/etc'])
})

test('begins the path with the home on a machine without containers, and hides the folders above', () => {
  const home = '/var/lib/infinitio/leases/12/home'
  expect(crumbs(home, home)).toEqual([{ name: 'Home', path: home }])
  expect(crumbs(`${home}/a b/c`, home)).toEqual([
    { name: 'Home', path: home },
    { name: 'a b', path: `${home}/a b` },
    { name: 'c', path: `${home}/a b/c` },
  ])
})

test('shows the whole path of a folder outside the home, also if its name begins like the home', () => {
  expect(crumbs('/data/homework', '/data/home').map(({ name }) => name)).toEqual(['/', 'data', 'homework'])
  expect(crumbs('/data', '/data/home').map(({ name }) => name)).toEqual(['/', 'data'])
})

test('names paths and archives', () => {
  expect([pathIn('/', 'x'), pathIn('/root', 'x'), lastNameOf('/root/out'), lastNameOf('/')]).toEqual(['/x', '/root/x', 'out', 'files'])
})

test.each(['', '.', '..', 'a/b', 'a\0', 'é'.repeat(128)])('rejects %j as a name', (name) => {
  expect(isName(name)).toBe(false)
})

test.each(['a', '.hidden', '...', 'a b', '文件'])('accepts %j as a name', (name) => {
  expect(isName(name)).toBe(true)
})
