import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { installPackages, provideLine } from '#web/parts/provider/installLine.ts'

test('installs with the version of pnpm that the repository pins', () => {
  const root = join(import.meta.dirname, '../../../..')
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { packageManager: string }
  expect(installPackages).toBe(`npx ${packageManager} install --frozen-lockfile`)
})

test('adds the address of the market when the page knows it', () => {
  expect(provideLine(null, { check: true })).toBe('node packages/cli/src/main.ts provide --check')
  expect(provideLine('https://market.example', { check: false })).toBe('node packages/cli/src/main.ts provide --url https://market.example')
})
