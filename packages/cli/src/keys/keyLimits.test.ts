import { expect, test } from 'vitest'
import { useText } from './keyLimits.ts'

test.each([
  [null, 'export INFINITIO_KEY=<the key>'],
  ['api.key', 'export INFINITIO_KEY=$(cat api.key)'],
  ["my key's", String.raw`export INFINITIO_KEY=$(cat 'my key'\''s')`],
  ['-n', "export INFINITIO_KEY=$(cat '-n')"],
])('shows how to use the key in %s', (path, text) => {
  expect(useText(path)).toBe(text)
})
