import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { providerAlertWire } from '../../packages/domain/src/wire/provider/provider.ts'
import { checkout } from '../start/dataFolder.ts'
import { codeIn, tableRows, textOf } from './tableRows.ts'

const page = textOf('docs/how-to-add.md')
const rowsOf = (heading: string) => tableRows(page, heading)
/** The packages and apps (rooms) for which the page has a table each. In the table, a folder is named without the path of its room. */
const rooms = [...page.matchAll(/^### `([^`]+)`$/gm)].map(([, room = '']) => room).filter((room) => room !== 'contracts/src')
const foldersIn = (room: string) =>
  globSync('*/', { cwd: join(checkout, room), withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
const firstCodes = (heading: string) => rowsOf(heading).flatMap(([cell = '']) => codeIn(cell))

describe('the folders of each room in docs/how-to-add.md', () => {
  it.each(rooms)('are all in the table of %s', (room) => {
    const named = firstCodes(`\`${room}\``)
    expect(foldersIn(room).filter((folder) => !named.includes(folder))).toEqual([])
    expect(named.filter((name) => !existsSync(join(checkout, room, name)))).toEqual([])
  })

  it('are in one table for every other app and package', () => {
    const others = globSync('{apps,packages}/*/src', { cwd: checkout }).filter((room) => !rooms.includes(room) && foldersIn(room).length > 0)
    const rows = new Map(rowsOf('Other packages').flatMap(([cell = '', text = '']) => codeIn(cell).map((room) => [room, codeIn(text)])))
    const missing = others
      .filter((room) => !/packages\/(adapter-|endpoints|tunnel)/.test(room))
      .flatMap((room) => foldersIn(room).flatMap((folder) => (rows.get(room)?.includes(folder) === true ? [] : [`${room}/${folder}`])))
    expect(missing).toEqual([])
  })

  it('name every contract', () => {
    const named = rowsOf('`contracts/src`').flatMap(([, text = '']) => codeIn(text))
    const contracts = globSync('*.sol', { cwd: join(checkout, 'contracts/src') }).map((path) => path.replace('.sol', ''))
    expect(contracts.filter((name) => !named.includes(name))).toEqual([])
  })
})

describe('values of the code in docs/how-to-add.md', () => {
  it('has every kind of alert of a provider', () => {
    const row = rowsOf('One more value of a list').find(([first = '']) => first.startsWith('alert or step'))
    expect(codeIn(row?.[2] ?? '')).toEqual(expect.arrayContaining(providerAlertWire.shape.kind.options))
  })

  it('has every topic of events', () => {
    const row = rowsOf('A change without a recipe').find(([first]) => first === 'streams of events')
    const [, topics = ''] = /\^\((.+?)\)\(,/.exec(textOf('packages/domain/src/wire/events.ts')) ?? []
    const named = codeIn(row?.[1] ?? '').map((code) => code.replace(/<\w+>/, ''))
    expect(topics.split('|').length).toBeGreaterThan(5)
    expect(named).toEqual(expect.arrayContaining(topics.split('|').map((topic) => topic.replace(/[0[].*/, ''))))
  })

  it('has every property by which a router sorts', () => {
    const row = rowsOf('A change without a recipe').find(([first = '']) => first.startsWith('the router'))
    const [, sorts = ''] = /type RouteSort = (.+)/.exec(textOf('packages/services/src/routing/routePreferences.ts')) ?? []
    expect(codeIn(row?.[1] ?? '')).toEqual(expect.arrayContaining([...sorts.matchAll(/'(\w+)'/g)].map(([, sort]) => sort)))
  })

  it.each(['docs/how-to-add.md', 'docs/glossary.md'])('has the fee of the market in %s', (path) => {
    const [, first] = /initialFeeBps = (\d+)/.exec(textOf('packages/chain/src/node/deployment/planMarket.ts')) ?? []
    const [, most] = /MAX_FEE_BPS = (\d+)/.exec(textOf('contracts/src/Directory.sol')) ?? []
    expect(textOf(path)).toMatch(new RegExp(`${Number(first) / 100} %[^.]* in a new market[^.]*, at most ${Number(most) / 100} %`))
  })

  it('has every file that compares the fee with the limit of an order', () => {
    const compares = /maxFeeBps\)? <=? |feeBps > (ask|bid)\.maxFeeBps|maxFeeBps < /
    const files = globSync('{apps,packages}/*/src/**/*.ts', { cwd: checkout }).filter(
      (path) => !path.endsWith('.test.ts') && compares.test(textOf(path)),
    )
    expect(files.length).toBeGreaterThan(4)
    expect(files.filter((path) => !page.includes(`\`${path}\``) && !page.includes(`\`${basename(path)}\``))).toEqual([])
  })
})

describe('the table of pages by address in docs/how-to-add.md', () => {
  const rows = rowsOf('`apps/web`: pages by address').map(([addresses = '', folders = '']) => ({ addresses: addresses, folders: codeIn(folders) }))
  const pages = globSync('**/page.tsx', { cwd: join(checkout, 'apps/web/app') })

  /** Returns the row for an address: the row that names it, else the row of the longest address with "and below" above it. */
  function rowOf(address: string) {
    const exact = rows.find(({ addresses }) => codeIn(addresses).includes(address))
    const above = rows
      .filter(({ addresses }) => addresses.endsWith('and below'))
      .map((row) => ({ row, start: (codeIn(row.addresses)[0] ?? '').replace('/<noun>', '') }))
      .filter(({ start }) => address === start || address.startsWith(`${start}/`))
    return exact ?? above[0]?.row
  }

  it.each(pages)('leads from %s to its feature', (path) => {
    const address = `/${path.replace(/\/?page\.tsx$/, '')}`
    const folders = rowOf(address)?.folders ?? []
    const text = readFileSync(join(checkout, 'apps/web/app', path), 'utf8')
    const used = [...text.matchAll(/#web\/features\/((?:govern\/)?[\w-]+)\//g)].map(([, feature = '']) => feature)
    const named = folders.flatMap((folder) => [folder, `govern/${folder}`])
    expect(folders.length).toBeGreaterThan(0)
    if (used.length > 0) expect(used.some((feature) => named.includes(feature))).toBe(true)
  })

  it('names every feature', () => {
    const features = foldersIn('apps/web/features').filter((name) => name !== 'govern')
    const named = rows.flatMap(({ folders }) => folders)
    expect(features.filter((name) => !named.includes(name))).toEqual([])
  })
})
