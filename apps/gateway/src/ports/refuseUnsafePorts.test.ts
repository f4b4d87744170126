import { describe, expect, test } from 'vitest'
import { portsAddress } from './portsAddress.ts'
import { refuseUnsafePorts } from './refuseUnsafePorts.ts'

const certificate = { PORTS_CERT_FILE: 'ports.crt', PORTS_KEY_FILE: 'ports.key' }

describe('checks the host names for ports', () => {
  test.each([
    ['https://ports.example', 'https://market.test'],
    ['https://ports.market-machines.test:8443', 'https://market.test'],
    ['http://ports.localhost:7683', 'http://localhost:3000'],
  ])('may be below %s beside %s', (PORTS_URL, PUBLIC_URL) => {
    expect(() => refuseUnsafePorts({ PORTS_URL, PUBLIC_URL, ...(PORTS_URL.startsWith('https') ? certificate : {}) })).not.toThrow()
  })

  test.each([
    ['the site itself', 'https://market.test', 'https://market.test', certificate],
    ['above the site', 'https://market.test', 'https://app.market.test', certificate],
    ['below the site', 'https://ports.market.test', 'https://market.test', certificate],
    ['localhost', 'http://localhost:7683', 'http://localhost:3000', {}],
    ['an address', 'https://127.0.0.1', 'https://market.test', certificate],
    ['one label', 'https://test', 'https://market.example', certificate],
    ['in the clear', 'http://ports.example', 'https://market.test', {}],
    ['without a certificate', 'https://ports.example', 'https://market.test', {}],
    ['with half of one', 'https://ports.example', 'https://market.test', { PORTS_CERT_FILE: 'ports.crt' }],
  ])('are refused when they are %s', (_what, PORTS_URL, PUBLIC_URL, files) => {
    expect(() => refuseUnsafePorts({ PORTS_URL, PUBLIC_URL, ...files })).toThrow(/^auth\.ports_unsafe: /)
  })

  test('accept only a port and a label', () => {
    const address = portsAddress('https://ports.example')
    const label = 'abcdefghij234567zyxw'
    expect(address.read(`8888-${label}.ports.example`)).toEqual({ label, port: 8888 })
    expect(address.read(`8888-${label.toUpperCase()}.PORTS.example:8443`)).toEqual({ label, port: 8888 })
    const others = [
      'ports.example',
      `${label}.ports.example`,
      `0-${label}.ports.example`,
      `65536-${label}.ports.example`,
      `08-${label}.ports.example`,
    ]
    const more = [
      `1-${label}x.ports.example`,
      `1-${label}.ports.example.`,
      `1-${label}.ports.example.evil`,
      `1-${label}.portsxexample`,
      `a.1-${label}.ports.example`,
    ]
    for (const name of [...others, ...more, `1-${label}.ports.example:1:2`, `1-${label}.ports.example@evil`])
      expect([name, address.read(name)]).toEqual([name, null])
  })
})
