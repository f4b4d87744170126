import type { ClusterMemberWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { memberPairs, suitsOf } from '#web/features/clusters/memberPairs.ts'

type Link = ClusterMemberWire['links'][number]
const member = (leaseId: string, links: readonly Link[], network: ClusterMemberWire['network'] = 'connected') =>
  ({ leaseId, network, links }) as unknown as ClusterMemberWire
const link = (leaseId: string, rttMs: number | null, way: Link['way'] = 'direct'): Link => ({ leaseId, way, rttMs, at: 1 })
const shown = (members: readonly ClusterMemberWire[]) =>
  memberPairs(members).map(({ one, other, way, rttMs }) => [one.leaseId, other.leaseId, way, rttMs])

describe('the pairs of a cluster', () => {
  test('have the longer time of both directions, the worst pair first', () => {
    const members = [member('1', [link('2', 1), link('3', 9)]), member('2', [link('1', 2.5), link('3', null, 'none')]), member('3', [link('1', 8)])]
    expect(shown(members)).toEqual([
      ['2', '3', 'none', null],
      ['1', '3', 'direct', 9],
      ['1', '2', 'direct', 2.5],
    ])
  })

  test('go through a gateway if one of the machines reports it, and are connected then', () => {
    const members = [member('1', [link('2', 30, 'tunnel'), link('3', 60)]), member('2', [link('1', 31)]), member('3', [])]
    expect(shown(members)).toEqual([
      ['2', '3', 'unknown', null],
      ['1', '3', 'direct', 60],
      ['1', '2', 'tunnel', 31],
    ])
    expect(suitsOf(memberPairs([member('1', [link('2', 30, 'tunnel')]), member('2', [])]))).toBe('separate')
  })

  test('have the lower bandwidth of both directions', () => {
    const [pair] = memberPairs([member('1', [{ ...link('2', 1), mbps: 940.2 }]), member('2', [{ ...link('1', 1), mbps: 812 }])])
    expect(pair?.mbps).toBe(812)
    expect(memberPairs([member('1', [link('2', 1)]), member('2', [])])[0]?.mbps).toBeNull()
  })

  test('are not known before a report, and leave out leases that are over', () => {
    expect(shown([member('1', []), member('2', []), member('3', [], 'over')])).toEqual([['1', '2', 'unknown', null]])
    expect(memberPairs([member('1', [])])).toEqual([])
  })

  test('show for which programs the slowest connection is fast enough', () => {
    const suits = (ms: number | null, way: Link['way'] = 'direct') => suitsOf(memberPairs([member('1', [link('2', ms, way)]), member('2', [])]))
    expect([suits(0.4), suits(5), suits(5.1), suits(150), suits(151), suits(null), suits(1, 'none')]).toEqual([
      ...['together', 'together', 'separate', 'separate', 'far'],
      ...[null, null],
    ])
    expect(suitsOf([])).toBeNull()
  })
})
