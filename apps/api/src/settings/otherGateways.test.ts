import { expect, test } from 'vitest'
import { otherGateways } from './otherGateways.ts'

test('further gateways are a host and two ports each', () => {
  expect(otherGateways.parse('')).toEqual([])
  expect(otherGateways.parse('gw2.example:2222:7682,[2001:db8::1]:22:80')).toEqual([
    { sshHost: 'gw2.example', sshPort: 2222, tunnelPort: 7682 },
    { sshHost: '2001:db8::1', sshPort: 22, tunnelPort: 80 },
  ])
})

test.each(['gw2.example', 'gw2.example:22', 'gw2.example:22:0', 'gw2;x:22:80', 'a b:22:80'])('%s is none', (text) => {
  expect(otherGateways.safeParse(text).success).toBe(false)
})
