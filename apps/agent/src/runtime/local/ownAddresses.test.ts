import { describe, expect, test } from 'vitest'
import { listeningSockets, reachableAddresses } from './ownAddresses.ts'

const mine = 600_001
const header = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode'

describe("finds the loopback addresses of a port that lead only to the lease's services", () => {
  test.each([
    ['its own on 127.0.0.1', [line('0100007F', mine)], ['127.0.0.1']],
    ['its own on another loopback address', [line('0200007F', mine)], ['127.0.0.2']],
    ['its own on every IPv4 address', [line('00000000', mine)], ['127.0.0.1']],
    ['its own on ::1', [line('00000000000000000000000001000000', mine)], ['::1']],
    ['its own on every address', [line('0'.repeat(32), mine)], ['::1', '127.0.0.1']],
    ['its own on a mapped address', [line('0000000000000000FFFF00000100007F', mine)], ['127.0.0.1']],
    ["the machine's", [line('0100007F', 0)], []],
    ["another lease's", [line('00000000', mine + 1)], []],
    ["its own on every address, but 127.0.0.1 is the machine's", [line('00000000', mine), line('0100007F', 0)], []],
    ["its own on every IPv6 address, but IPv4 is the machine's", [line('0'.repeat(32), mine), line('00000000', 0)], ['::1']],
    ['its own on an address that is no loopback', [line('0100000A', mine)], []],
    ['its own, but connected and not listening', [line('0100007F', mine, '01')], []],
  ])('%s', (_what, lines, addresses) => {
    const listening = listeningSockets([header, ...lines, ''].join('\n'))
    expect(reachableAddresses(listening, (socket) => socket.uid === mine)).toEqual(addresses)
  })

  test('lists nothing for an unreadable table', () => {
    expect(listeningSockets('')).toEqual([])
    expect(listeningSockets('no table\nat all: 0A 0A 0A')).toEqual([])
  })

  function line(address: string, uid: number, state = '0A'): string {
    return `   1: ${address}:1F90 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000 ${uid}        0 4711 1 0000000000000000 100 0 0 10 0`
  }
})
