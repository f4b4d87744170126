import { describe, expect, test } from 'vitest'
import { machineState } from './readMachine.ts'

const inet = (local: string, prefixlen: number, rest: { address?: string } = {}) => ({ family: 'inet', local, prefixlen, ...rest })

describe("the machine's own networks", () => {
  test('lists the networks of all links once, and returns the uplinks of leases separately', () => {
    const state = machineState({
      addresses: JSON.stringify([
        { ifname: 'lo', addr_info: [inet('127.0.0.1', 8)] },
        { ifname: 'eth0', addr_info: [inet('45.76.0.2', 24), { family: 'inet6', local: '2a00::5', prefixlen: 64 }] },
        { ifname: 'eth0.1', addr_info: [inet('45.76.0.2', 24)] },
        { ifname: 'inf0123456789ab', addr_info: [inet('240.1.2.1', 30), { family: 'inet6', local: 'fd00::1', prefixlen: 64 }] },
        { ifname: 'info0', addr_info: [inet('46.0.0.1', 16)] },
        {},
      ]),
      routes6: '[]',
    })
    expect(state.networks4).toEqual(['127.0.0.1/8', '45.76.0.2/24', '46.0.0.1/16'])
    expect(state.networks6).toEqual(['2a00::5/64'])
    expect([...state.uplinks]).toEqual([['inf0123456789ab', '240.1.2.1']])
  })

  test('counts the network at the other end of a point-to-point link, and only the address at the near end', () => {
    const addresses = JSON.stringify([{ ifname: 'tun0', addr_info: [inet('77.0.0.1', 24, { address: '77.0.9.2' })] }])
    expect(machineState({ addresses, routes6: '' }).networks4).toEqual(['77.0.0.1/32', '77.0.9.2/24'])
  })

  test('has IPv6 when a default route is real', () => {
    expect(machineState({ addresses: '', routes6: '[{"dst":"default","dev":"eth0"}]' }).hasIpv6).toBe(true)
    expect(machineState({ addresses: '', routes6: '[{"type":"unreachable","dst":"default"}]' }).hasIpv6).toBe(false)
    expect(machineState({ addresses: '', routes6: '' }).hasIpv6).toBe(false)
  })
})
