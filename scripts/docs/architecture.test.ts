import { globSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tableWriters } from '../../packages/db/test/tableWriters.ts'
import { checkout } from '../start/dataFolder.ts'
import { codeIn, tableRows, textOf } from './tableRows.ts'

type Rules = { forbidden: readonly { name: string; comment?: string }[] }

const page = textOf('docs/architecture.md')
const { forbidden } = createRequire(import.meta.url)(join(checkout, '.dependency-cruiser.cjs')) as Rules

describe('docs/architecture.md', () => {
  const rooms = tableRows(page, 'Rooms')

  it('lists every app and package', () => {
    const folders = globSync('{apps,packages}/*/package.json', { cwd: checkout }).map((path) => path.replace('/package.json', ''))
    expect(rooms.map(([room = '']) => codeIn(room)[0]).toSorted()).toEqual(folders.toSorted())
  })

  it.each(rooms)('says what %s may import', (room, _purpose, imports) => {
    const name = codeIn(room)[0] ?? ''
    const rule = forbidden.find((candidate) => candidate.name === `arrows-of-${name.replace('/', '-')}`)
    expect(rule?.comment).toBe(`${name} may import ${imports}.`)
  })

  it('lists the tables of every role, as the roles test has them', () => {
    const listed = tableRows(page, 'Who writes which table').flatMap(([role = '', , tables = '']) =>
      codeIn(tables).map((table) => [table, codeIn(role)[0]]),
    )
    const written = Object.entries(tableWriters).filter(([, role]) => role !== 'infinitio_owner')
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(written))
    expect(listed).toHaveLength(written.length)
  })

  it('names every process that npm start runs', () => {
    const [, names = ''] = /export type ServiceName = ([^\n]+)/.exec(textOf('scripts/start/serviceSpecs.ts')) ?? []
    const services = [...names.matchAll(/'([\w-]+)'/g)].map(([, name]) => name)
    const listed = tableRows(page, 'Processes').map(([name = '']) => codeIn(name)[0])
    expect(services.length).toBeGreaterThan(3)
    expect(listed).toEqual([...services.toSorted((one, other) => listed.indexOf(one) - listed.indexOf(other)), 'validator-1'])
  })
})
