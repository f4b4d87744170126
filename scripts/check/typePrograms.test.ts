import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { checkout } from '../start/dataFolder.ts'
import { typePrograms } from './typePrograms.ts'

/** The files of TypeScript's own library are not checked, because that takes longer than everything else here. */
const compilerOptions = { noEmit: true, strict: true, module: 'nodenext', types: [], skipLibCheck: true }

function newCheckout() {
  const root = mkdtempSync(join(tmpdir(), 'infinitio-types-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  writeFileSync(join(root, 'tsconfig.base.json'), JSON.stringify({ compilerOptions }))
  const room = (name: string, code: string, config: object = {}) => {
    mkdirSync(join(root, name, 'src'), { recursive: true })
    writeFileSync(join(root, name, 'tsconfig.json'), JSON.stringify({ extends: '../../tsconfig.base.json', include: ['src'], ...config }))
    writeFileSync(join(root, name, 'src/main.ts'), code)
  }
  const programs = () => typePrograms(root)
  const said = () =>
    programs().map(({ config }) => {
      try {
        return execFileSync(join(checkout, 'node_modules/.bin/tsc'), ['-p', config, '--pretty', 'false'], { cwd: root, encoding: 'utf8' })
      } catch (error) {
        return (error as { stdout: string }).stdout
      }
    })
  return { root, room, programs, said }
}

test('combines rooms with the same options into one program, which finds a wrong type in any of them', () => {
  const { room, programs, said } = newCheckout()
  room('apps/one', 'export const one: number = 1')
  room('apps/page', 'export const page = document.title', { compilerOptions: { lib: ['dom', 'es2024'] } })
  room('packages/two', "export const two: number = 'two'")
  expect(programs().map(({ rooms }) => rooms)).toEqual([['apps/one', 'packages/two'], ['apps/page']])
  expect(said()).toEqual([expect.stringContaining('packages/two/src/main.ts(1,14): error TS2322'), ''])
})

test('finds again what a later change breaks in another program, until somebody repairs it', () => {
  const { root, room, said } = newCheckout()
  const two = (code: string) => {
    room('packages/two', code)
    writeFileSync(join(root, 'packages/two/package.json'), JSON.stringify({ name: '@ours/two', exports: { './part': './src/main.ts' } }))
  }
  two('export const two = 2')
  room('apps/page', "import { two } from '@ours/two/part'\nexport const page: number = two", { compilerOptions: { lib: ['dom', 'es2024'] } })
  expect(said()).toEqual(['', ''])
  two('export const two = 2 + 1')
  expect(said()).toEqual(['', ''])
  two("export const two = 'two'")
  const broken = [expect.stringContaining('apps/page/src/main.ts(2,14): error TS2322'), '']
  expect(said()).toEqual(broken)
  expect(said()).toEqual(broken)
  two('export const two = 4')
  expect(said()).toEqual(['', ''])
  rmSync(join(root, 'packages/two/src/main.ts'))
  expect(said().join('')).toContain('@ours/two/part')
})

test('includes every room', () => {
  const rooms = typePrograms(checkout).flatMap((program) => program.rooms)
  expect(rooms).toEqual(expect.arrayContaining(['apps/web', 'apps/api', 'apps/engine', 'packages/domain', 'contracts', 'scripts', 'e2e']))
})
