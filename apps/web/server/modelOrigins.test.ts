import { expect, test } from 'vitest'
import { environment, modelOrigins } from './environment.ts'

const setting = environment.shape.MODEL_ORIGINS

test('pages of a public market call its router and the services behind its gateway, and nothing else', () => {
  const origins = modelOrigins({ PUBLIC_URL: 'https://market.example', MODEL_ORIGINS: setting.parse('https://models.market.example') })
  expect(origins).toEqual(['https://models.market.example', 'https://*.svc.market.example'])
})

test('pages of a market on this computer call the listed ports', () => {
  const origins = modelOrigins({ PUBLIC_URL: 'http://localhost:3000', MODEL_ORIGINS: setting.parse('http://127.0.0.1:4181,http://127.0.0.1:4191') })
  expect(origins).toEqual(['http://127.0.0.1:4181', 'http://127.0.0.1:4191'])
  expect(modelOrigins({ PUBLIC_URL: 'http://localhost:3000', MODEL_ORIGINS: setting.parse('') })).toEqual([])
})

test.each([
  '*',
  'https:',
  'https://*.example',
  "https://a.example 'unsafe-eval'",
  'https://a.example; script-src *',
  'https://a.example/path',
  'http://a.example',
  'javascript:x',
])('a setting that would open the policy is refused: %s', (text) => {
  expect(setting.safeParse(text).success).toBe(false)
})
