import { globSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkout } from '../start/dataFolder.ts'
import { listSourceFiles, sourceFile } from '../tidy/sourceFile.ts'
import { architectureInDocs } from './architectureInDocs.ts'
import { codeIn, tableRows, textOf } from './tableRows.ts'

const page = textOf('docs/architecture.md')
const files = listSourceFiles(checkout)

describe('docs/architecture.md', () => {
  const rooms = tableRows(page, 'Rooms')

  it('lists every app and package', () => {
    const folders = globSync('{apps,packages}/*/package.json', { cwd: checkout }).map((path) => path.replace('/package.json', ''))
    expect(rooms.map(([room = '']) => codeIn(room)[0]).toSorted()).toEqual(folders.toSorted())
  })

  it('lists each room’s allowed imports and each role’s tables', () => {
    expect(architectureInDocs(files)).toEqual([])
  })

  it.each([
    ['an import', '.dependency-cruiser.cjs', "'packages/db': ['domain']", "'packages/db': ['domain', 'chain']"],
    ['a room', '.dependency-cruiser.cjs', "  'packages/db':", "  'packages/new': [],\n  'packages/db':"],
    ['a table', 'prisma/schema/gateway.prisma', 'model tunnels {', 'model doors {\n  id Int @id\n}\n\nmodel tunnels {'],
  ])('is rejected if the code has %s more', (_what, path, before, after) => {
    const changed = files.map((file) => (file.path === path ? sourceFile({ path, text: file.text.replace(before, after) }) : file))
    expect(architectureInDocs(changed)).toHaveLength(1)
  })

  it('names every process that npm start runs', () => {
    const [, names = ''] = /export type ServiceName =([^/]+)/.exec(textOf('scripts/start/serviceSpecs.ts')) ?? []
    const services = [...names.matchAll(/'([\w-]+)'/g)].map(([, name]) => name)
    const listed = tableRows(page, 'Processes').map(([name = '']) => codeIn(name)[0])
    expect(services.length).toBeGreaterThan(3)
    expect(listed).toEqual(services.toSorted((one, other) => listed.indexOf(one) - listed.indexOf(other)))
  })
})
