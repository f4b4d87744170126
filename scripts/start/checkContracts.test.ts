import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { checkContracts, rememberContracts } from './checkContracts.ts'
import type { DataFolder } from './dataFolder.ts'

it('accepts a new data folder and one of the same contracts, and refuses one of other contracts', () => {
  const root = mkdtempSync(join(tmpdir(), 'infinitio-contracts-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  const folder = { root, chain: root } as DataFolder
  expect(() => checkContracts(folder)).not.toThrow()
  rememberContracts(folder)
  expect(() => checkContracts(folder)).not.toThrow()
  const file = join(root, 'contracts-hash')
  writeFileSync(file, `${readFileSync(file, 'utf8')}0`)
  expect(() => checkContracts(folder)).toThrow(`The market in ${root} was started with other contracts than this version has.`)
})
