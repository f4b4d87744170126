import { expect, test } from 'vitest'
import { installLine, provideLine } from '#web/parts/provider/installLine.ts'

test('installs from the market whose page is read', () => {
  expect(installLine('https://market.example')).toBe('curl -fsSL https://market.example/install.sh | INFINITIO_PREFIX=/usr/local sh')
  expect(installLine(null)).toBe('curl -fsSL /install.sh | INFINITIO_PREFIX=/usr/local sh')
})

test('adds the address of the market if the page has it', () => {
  expect(provideLine(null, { check: true })).toBe('infinitio provide --check')
  expect(provideLine('https://market.example', { check: false })).toBe('infinitio provide --service --url https://market.example')
})
