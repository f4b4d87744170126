import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkout } from '../start/dataFolder.ts'

const folders = ['packages', 'apps'].flatMap((parent) => readdirSync(join(checkout, parent)).map((name) => `${parent}/${name}`))

function versionOf(folder: string): string {
  return (JSON.parse(readFileSync(join(checkout, folder, 'package.json'), 'utf8')) as { version: string }).version
}

test.each([...folders, 'contracts'])('%s has the version of the repository, which `infinitio --version` prints', (folder) => {
  expect(versionOf(folder)).toBe(versionOf('.'))
})
