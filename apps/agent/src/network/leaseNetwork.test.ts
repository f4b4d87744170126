import { describe, expect, test } from 'vitest'
import { drawUplinkAddresses, leaseNetworkOf } from './leaseNetwork.ts'

describe('the network of a lease', () => {
  test('gives each container stable, unique names that the kernel accepts', () => {
    const name = `infinitio-abc-${'9'.repeat(78)}`
    const network = leaseNetworkOf(name)
    expect(network.uplink).toMatch(/^inf[0-9a-f]{12}$/)
    expect(network.guard.length).toBeLessThanOrEqual(255)
    expect(leaseNetworkOf(name)).toEqual(network)
    expect(leaseNetworkOf('infinitio-abc-8').uplink).not.toBe(network.uplink)
  })

  test('gives the uplink two neighbouring addresses of a block of four in 240.0.0.0/4, never the outer two', () => {
    for (let lease = 0; lease < 2_000; lease += 1) {
      const { machine4, guard4 } = drawUplinkAddresses({ containerName: `infinitio-abc-${lease}`, taken: new Set() })
      const [first = 0, , , last = 0] = machine4.split('.').map(Number)
      expect(first).toBeGreaterThanOrEqual(240)
      expect(first).toBeLessThanOrEqual(254)
      expect(last % 4).toBe(1)
      expect(guard4).toBe(machine4.replace(/\d+$/, String(last + 1)))
    }
  })

  test('gives the uplink a random private IPv6 network', () => {
    const { machine6, guard6 } = drawUplinkAddresses({ containerName: 'infinitio-abc-7', taken: new Set() })
    expect(machine6).toMatch(/^fd[0-9a-f]{2}:[0-9a-f]{4}:[0-9a-f]{4}::1$/)
    expect(guard6).toBe(machine6.replace(/1$/, '2'))
  })

  test('uses the next addresses when another lease has the first ones', () => {
    const order = { containerName: 'infinitio-abc-7', taken: new Set<string>() }
    const drawn = drawUplinkAddresses(order)
    const other = drawUplinkAddresses({ ...order, taken: new Set([drawn.machine4]) })
    expect(other.machine4).not.toBe(drawn.machine4)
    expect(other.machine4.split('.').map(Number)[3]).toBe(((drawn.machine4.split('.').map(Number)[3] ?? 0) + 4) % 256)
  })
})
