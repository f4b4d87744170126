import { expect, test } from 'vitest'
import { refuseUnsafeServices } from './refuseUnsafeServices.ts'

const market = { PORTS_URL: 'https://ports.example', PUBLIC_URL: 'https://market.example' }
const local = { PORTS_URL: 'http://ports.localhost:7683', PUBLIC_URL: 'http://localhost:3000' }

test('accepts no services, a name below the market, and localhost without TLS', () => {
  refuseUnsafeServices({ ...market, SERVICES_URL: undefined })
  refuseUnsafeServices({ ...market, SERVICES_URL: 'https://svc.market.example' })
  refuseUnsafeServices({ ...local, SERVICES_URL: 'http://svc.localhost:7683' })
})

test.each([
  ['without TLS', { ...market, PORTS_URL: 'http://ports.example', SERVICES_URL: 'http://svc.market.example' }],
  ['with TLS at the port for plain HTTP', { ...local, SERVICES_URL: 'https://svc.market.example' }],
  ["at the market's own name", { ...market, SERVICES_URL: 'https://market.example' }],
  ['at the name of lease ports', { ...market, PORTS_URL: 'https://svc.example', SERVICES_URL: 'https://svc.example' }],
  ['at an address', { ...market, SERVICES_URL: 'https://203.0.113.7' }],
])('refuses services %s', (_name, env) => {
  expect(() => refuseUnsafeServices(env)).toThrow('auth.ports_unsafe')
})
