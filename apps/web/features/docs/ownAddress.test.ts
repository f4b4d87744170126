import { expect, test } from 'vitest'
import { ownAddress } from './ownAddress.ts'

const page = 'https://gpus.test/docs/guides/install'

test.each([
  ['curl -fsSL https://market.example/install.sh | sh', 'curl -fsSL https://gpus.test/install.sh | sh'],
  ['infinitio login --url https://market.example\nnext', 'infinitio login --url https://gpus.test\nnext'],
  ['export INFINITIO_URL=http://localhost:3000', 'export INFINITIO_URL=https://gpus.test'],
  ["openServices({ rpcUrl: 'http://localhost:3000/api/v1/rpc' })", "openServices({ rpcUrl: 'https://gpus.test/api/v1/rpc' })"],
  ["process.env.INFINITIO_URL ?? 'http://localhost:3000'", "process.env.INFINITIO_URL ?? 'https://gpus.test'"],
])('%j names this market', (guide, shown) => {
  expect(ownAddress(guide, page)).toBe(shown)
})

test.each([
  'It ends with `Infinitio is ready: http://localhost:3000/#token=…`.',
  'mail@market.example',
  'https://market.example.org/a',
  'https://help.market.example',
])('%j stays', (guide) => {
  expect(ownAddress(guide, page)).toBe(guide)
})

test('a page without an address changes nothing', () => {
  expect(ownAddress('https://market.example/a', '/')).toBe('https://market.example/a')
})
