import type { ClusterMemberWire, ClusterWire, LeaseWire } from '@infinitio/domain/wire'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { describe, expect, test } from 'vitest'
import { ClusterBody } from '#web/features/clusters/ClusterPageView.tsx'
import { clusterSums } from '#web/features/clusters/ClusterMoney.tsx'
import { clusterSshLines } from '#web/features/clusters/SshPanel.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { fixtureLease, fixturePrice, fixtureStart } from '#web/parts/lease/fixtureLease.ts'

const hex = (digit: string) => `0x${digit.repeat(64)}`
const member = (leaseId: string, change: Partial<ClusterMemberWire> = {}): ClusterMemberWire => ({
  ...{ leaseId, node: hex(leaseId), nodeName: `rack-${leaseId}`, provider: `0x${'b'.repeat(40)}`, state: 'active', gpus: 8 },
  ...{ address: `100.64.0.${leaseId}`, sshName: `lease-${leaseId}`, network: 'connected', reportedAt: fixtureStart, links: [] },
  ...change,
})
const linkTo = (leaseId: string, rttMs: number, mbps = 940) => ({ leaseId, way: 'direct' as const, rttMs, mbps, at: fixtureStart })
const connected: ClusterWire = {
  ...{ clusterId: hex('c'), name: 'training', state: 'connected' },
  members: [member('1', { links: [linkTo('2', 0.42)] }), member('2', { links: [linkTo('1', 1.26)] })],
}
const over: ClusterWire = {
  ...connected,
  name: null,
  state: 'over',
  members: connected.members.map((one) => ({ ...one, network: 'over', links: [] })),
}
const lease = (leaseId: string, trialSeconds = 0): LeaseWire => ({
  ...fixtureLease({ trialSeconds }),
  ...({ leaseId, name: 'training', role: 'renter', relays: [], lost: null, relayFee: '0', access: null, ssh: sshOf(leaseId) } as Partial<LeaseWire>),
})
const sshOf = (leaseId: string) =>
  ({
    name: `lease-${leaseId}`,
    gatewayHost: 'ssh.market.example',
    gatewayPort: 22,
    knownHosts: [`lease-${leaseId} ssh-ed25519 AAAA`],
  }) as LeaseWire['ssh']

function page(cluster: ClusterWire, { leases = [lease('1'), lease('2')], language = 'en', error }: Shown = {}): string {
  const failure = error === undefined ? null : { error, onRetry: () => {} }
  const shown = <ClusterBody cluster={cluster} leases={leases} failure={failure} now={fixtureStart + 100} />
  return markupFor(language, <QueryClientProvider client={new QueryClient()}>{shown}</QueryClientProvider>)
}
type Shown = { readonly leases?: readonly LeaseWire[]; readonly language?: 'en' | 'zh'; readonly error?: Error }

describe('the page of a cluster', () => {
  test('shows each lease with its address and SSH name, and the time between them', () => {
    const html = page(connected)
    for (const text of [
      'training',
      'Each lease reaches all others.',
      '100.64.0.1',
      'ssh lease-1',
      'ssh lease-2',
      'rack-1 #1, rack-2 #2',
      '1.3 ms',
      '940 Mbit/s',
    ])
      expect(html).toContain(text)
    expect(html).toContain('suitable for training on all machines together')
    expect(html).toContain('Extend together')
  })

  test.each([
    ['en', 'Through the gateway'],
    ['zh', '经过网关'],
  ] as const)('shows in %s that packets go through the gateway', (language, words) => {
    const members = [member('1', { links: [{ ...linkTo('2', 31), way: 'tunnel' }] }), member('2')]
    expect(page({ ...connected, members }, { language })).toContain(words)
    expect(page(connected, { language })).not.toContain(words)
  })

  test('shows the bandwidth of a fast connection', () => {
    const members = [member('1', { links: [linkTo('2', 0.1, 9_412)] }), member('2')]
    expect(page({ ...connected, members })).toContain('9,412 Mbit/s')
  })

  test('offers a free end only while all leases are in their trial', () => {
    const words = 'You pay nothing if you end them now'
    expect(page(connected, { leases: [lease('1', 3_600), lease('2', 3_600)] })).toContain(words)
    expect(page(connected, { leases: [lease('1', 3_600), lease('2')] })).not.toContain(words)
  })

  test('has no actions, no connections and no SSH commands if its leases have ended', () => {
    const html = page(over)
    expect(html).toContain('Cluster of 2 leases')
    for (const text of ['Extend together', 'Round-trip', 'ssh lease-1']) expect(html).not.toContain(text)
  })

  test('says that a lease did not load, and offers to load it again, instead of actions for the other leases only', () => {
    const html = page(connected, { leases: [lease('1')], error: new Error('away') })
    expect(html).toContain('A lease of this cluster did not load')
    expect(html).toContain('<button')
    expect(html).not.toContain('Extend together')
    expect(page(connected)).not.toContain('did not load')
  })

  test('shows a cluster before its start: when it starts, what it costs, how to cancel it and why it cannot be extended', () => {
    const start = fixtureStart + 64_800
    const later = (leaseId: string): LeaseWire => {
      const found = lease(leaseId)
      return { ...found, state: 'booked', ready: null, ssh: null, endsAt: start + 3_600, terms: { ...found.terms, start } }
    }
    const members = connected.members.map((one) => ({ ...one, state: 'booked' as const, network: 'waiting' as const, reportedAt: null, links: [] }))
    const html = page({ ...connected, state: 'waiting', members }, { leases: [later('1'), later('2')] })
    for (const text of ['Not started', 'All leases start together', '0 of 2 run', 'Cancel, full refund', 'once they have started', 'Locked', 'Spent'])
      expect(html).toContain(text)
    for (const text of ['Connecting', 'End together', 'ssh lease-1', 'has not reported', 'Round-trip']) expect(html).not.toContain(text)
  })

  test('shows the notice that is still to pay, so that the locked amount is the sum of the other lines', () => {
    // 400 s after the start, one of the leases has used 390 s and bills 600 s of notice. The other one has no notice.
    const price = (gpuSeconds: bigint) => (gpuSeconds * fixturePrice * 10_025n) / 10_000n
    const scaled = (change: Parameters<typeof fixtureLease>[0]): LeaseWire => ({ ...lease('1'), ...fixtureLease(change), relayFee: '7' })
    const sums = clusterSums([scaled({ noticeSeconds: 600 }), scaled({})], fixtureStart + 400)
    expect(sums).toMatchObject({ locked: 2n * (price(7_200n) + 7n), spent: 2n * (price(780n) + 7n), notice: price(1_200n) })
    expect(sums.locked).toBe(sums.spent + sums.notice + sums.refund)
    const large = (noticeSeconds: number): LeaseWire => {
      const found = lease('1')
      const terms = { ...found.terms, noticeSeconds, pricePerGpuSecond: '77777777777777' }
      return { ...found, terms, escrow: '561399999999994386' }
    }
    const amountsOf = (language: 'en' | 'zh', notice: number) => {
      const html = page(connected, { leases: [large(notice), large(0)], language }).replaceAll('\u00a0', ' ')
      const money = /(?:Cost of all leases|所有租约的费用).*?<\/section>/s.exec(html)?.[0] ?? html
      return [...money.matchAll(/([\d.]+) PT/g)].slice(0, 4).map(([, amount]) => Math.round(Number(amount) * 10_000))
    }
    for (const language of ['en', 'zh'] as const) {
      const [locked = 0, spent = 0, notice = 0, refund = 0] = amountsOf(language, 600)
      expect(notice).toBeGreaterThan(0)
      expect(locked).toBe(spent + notice + refund)
    }
    expect(page(connected, { leases: [large(0), large(0)] })).not.toContain('Notice still to pay')
    expect(page(connected, { leases: [large(600), large(0)] })).toContain('Notice still to pay')
    expect(page(connected, { leases: [large(600), large(0)], language: 'zh' })).toContain('仍须支付的通知期费用')
  })

  test('shows no address of a machine without a private network, and one state of an ended lease', () => {
    const members = [member('1', { network: 'unsupported' }), member('2')]
    const html = page({ ...connected, state: 'partly', members })
    expect(html).not.toContain('100.64.0.1')
    expect(html).toContain('100.64.0.2')
    const ended = ['1', '2'].map((leaseId): LeaseWire => ({ ...lease(leaseId), state: 'closed', endReason: 'renter_ended' }))
    const texts = page(over, { leases: ended }).split(/<[^>]+>/)
    expect(texts.filter((text) => text === 'You ended it')).toHaveLength(2)
    expect(texts).not.toContain('Ended')
  })

  test('shows the time left, the end and the price per hour of all leases, and shows no time once they are over', () => {
    const html = page(connected).replaceAll('\u00a0', ' ')
    for (const text of ['Time left', '58 min', 'All leases run until', 'Cost per hour of all leases', '2 of 2 leases billed now'])
      expect(html).toContain(text)
    const longer = { ...lease('2'), endsAt: fixtureStart + 7_200 }
    expect(page(connected, { leases: [lease('1'), longer] })).toMatch(/The first lease ends on .*, the last one on /)
    expect(page(connected, { language: 'zh' })).toContain('2 个租约中有 2 个在计费')
    const closed = (leaseId: string): LeaseWire => ({ ...lease(leaseId), state: 'closed' })
    expect(page(over, { leases: [closed('1'), closed('2')] })).not.toContain('Time left')
  })

  test('offers no SSH command for a lease without an SSH key', () => {
    const keyless = { ...lease('1'), access: { ports: [], sshKeys: [], number: 0, state: 'set' } } as unknown as LeaseWire
    const html = page(connected, { leases: [keyless, lease('2')] })
    expect(html).toContain('This lease has no SSH key')
    expect(html).not.toContain('>ssh lease-1<')
    expect(html).toContain('ssh lease-2')
  })

  test('shows what came back once all leases are over, and no sign that the page is live', () => {
    const paid = { ...lease('1').paid, refund: '7218000' }
    const closed = (leaseId: string): LeaseWire => ({ ...lease(leaseId), state: 'closed', ready: null, paid })
    const html = page(over, { leases: [closed('1'), closed('2')] })
    expect(html).toContain('Refunded')
    expect(html).not.toContain('class="dot')
  })

  test('speaks Chinese', () => {
    const html = page({ ...connected, state: 'partly' }, { language: 'zh' })
    for (const text of ['有些租约互相连接不上', '一起续租', '一起结束', '往返时间']) expect(html).toContain(text)
    expect(html).not.toContain('Extend')
  })
})

test('the SSH configuration has one block for each lease, and leaves out leases that cannot be reached', () => {
  const lines = clusterSshLines([{ ssh: sshOf('1') }, { ssh: null }, { ssh: sshOf('2') }], '~/.ssh/mine')
  expect(lines?.count).toBe(2)
  expect(lines?.config.match(/^Host lease-\d$/gm)).toEqual(['Host lease-1', 'Host lease-2'])
  expect(lines?.config).toContain('IdentityFile ~/.ssh/mine')
  expect(clusterSshLines([{ ssh: null }], '~/.ssh/mine')).toBeNull()
})
