import { address, type Bid, bps, durationSeconds, pTokenUnits, timeInForce, unixSeconds } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import { ClusterLeast } from '#web/features/cluster/ClusterLeast.tsx'
import { ClusterPlans } from '#web/features/cluster/ClusterPlans.tsx'
import type { ClusterTerms } from '#web/features/cluster/clusterTerms.ts'
import { ClusterSentences } from '#web/features/cluster/ClusterSentences.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { clusterWishOf } from '#web/parts/checkout/clusterAddress.ts'

const wishOf = (query: string) => clusterWishOf(new URLSearchParams(query))
const machine = (name: string, noticeSeconds: number, least = 0n) => ({ node: `0x${name}`, name, least, noticeSeconds, trialSeconds: 0 })
const terms: ClusterTerms = { total: 0n, least: 0n, noticeSeconds: 300, trialSeconds: 600, machines: [machine('rack-1', 300)] }
const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll(/<[^>]+>/g, ' ')
const plansOf = (language: 'en' | 'zh', query: string, known: ClusterTerms | null = terms, nextTrialAt: number | null = null) =>
  plain(markupFor(language, <ClusterPlans wish={wishOf(query)} terms={known} nextTrialAt={nextTrialAt} />))

describe('the rules of a cluster', () => {
  test('states in both languages that a cluster shorter than 9,000 s has no trial', () => {
    expect(plansOf('en', 'seconds=8999')).toContain('a cluster shorter than 2 h 30 min has none')
    expect(plansOf('zh', 'seconds=8999')).toContain('短于 2 小时 30 分钟的集群没有试用')
    expect(plansOf('en', 'seconds=9000')).toContain('for free in the first 10 min after its machine is ready')
  })

  test.each([
    ['a lease that does not start now has none', 'seconds=9000&start=500000', terms, null],
    ['you already had one in the last 24 h', 'seconds=9000', terms, 1_000_000],
    ['depends on the machines', 'seconds=9000', null, null],
    ['not every machine of this cluster offers one', 'seconds=9000', { ...terms, trialSeconds: 0 }, null],
  ] as const)('states why there is no trial: %s', (words, query, known, nextTrialAt) => {
    expect(plansOf('en', query, known, nextTrialAt)).toContain(words)
  })

  test('states that only some leases get a trial if only some machines offer one', () => {
    const machines = [machine('rack-1', 300), { ...machine('rack-2', 300), trialSeconds: 600 }]
    expect(plansOf('en', 'seconds=9000', { ...terms, trialSeconds: 0, machines })).toContain('Only some leases get a free trial')
    expect(plansOf('zh', 'seconds=9000', { ...terms, trialSeconds: 0, machines })).toContain('只有部分租约有免费试用')
  })

  test('states that cancelling is free before ready, and from when a later start costs the notice', () => {
    expect(plansOf('en', 'seconds=9000')).toContain('You can cancel a lease for free before it is ready.')
    const later = plansOf('en', 'seconds=9000&start=500000')
    expect(later).toContain('You can cancel for free until Fri 15 Jan, 07:55')
    expect(later).not.toContain('before it is ready.')
    expect(plansOf('en', 'seconds=9000&start=500000', null)).not.toContain('cancel')
  })
})

describe('the notice of each machine of a cluster', () => {
  const pt = 10n ** 18n
  const machines = [machine('rack-1', 3_600, pt / 2n), machine('rack-2', 0), machine('rack-3', 600, pt / 4n)]
  const mixed: ClusterTerms = { total: pt, least: (3n * pt) / 4n, noticeSeconds: 3_600, trialSeconds: 0, machines }
  const leastOf = (language: 'en' | 'zh', known: ClusterTerms, isLater = false) =>
    plain(markupFor(language, <ClusterLeast terms={known} durationSeconds={3_600} isLater={isLater} />))

  test('is in the lowest cost, one line per machine', () => {
    const english = leastOf('en', mixed)
    for (const words of [
      'With the machines that fit now, you pay at least 0.75 PT in all:',
      'rack-1: 0.50 PT, because the whole time is billed, even if you end the lease early',
      'rack-2: only the seconds that you use ',
      'rack-3: 0.25 PT, because billing continues for 10 min after you end the lease',
    ])
      expect(english).toContain(words)
    const chinese = leastOf('zh', mixed)
    for (const words of [
      '合计至少付 0.75 PT',
      'rack-1：0.50 PT，即使提前结束租约',
      'rack-2：只按使用的秒数计费',
      'rack-3：0.25 PT，你结束租约后仍计费 10 分钟',
    ])
      expect(chinese).toContain(words)
  })

  test('shows the sentence of a lease for one machine, and that cancelling a later start is free', () => {
    const one: ClusterTerms = { ...mixed, noticeSeconds: 600, machines: [machine('rack-3', 600, pt)], least: pt }
    expect(leastOf('en', one)).toContain('With the machine that fits now: You pay at least 1.00 PT: billing continues for 10 min')
    expect(leastOf('en', one, true)).toContain('If you do not cancel before the lease is ready, you pay at least 1.00 PT')
    expect(leastOf('en', mixed, true)).toContain('0.75 PT in all if you do not cancel before the leases are ready:')
  })

  test('is in the rules for an early end, each notice with its machines', () => {
    const english = plansOf('en', 'seconds=3600', mixed)
    expect(english).toContain('rack-1: the whole time is billed')
    expect(english).toContain('rack-2: if you end the lease before its time is over, you pay for the seconds used.')
    expect(english).toContain('rack-3: if you end the lease before its time is over, you also pay for 10 min after the end (the notice).')
    expect(plansOf('zh', 'seconds=3600', mixed)).toContain('rack-1：即使提前结束租约，也按全程计费。')
    const whole = { ...mixed, machines: [machine('rack-1', 3_600), machine('rack-2', 7_200)] }
    expect(plansOf('en', 'seconds=3600', whole)).toContain('The whole time of each lease is billed, even if you end it early.')
    expect(plansOf('en', 'seconds=3600')).toContain('you also pay for 5 min after the end (the notice)')
  })
})

describe('a cluster in words', () => {
  const bid = {
    ...{
      renter: address(`0x${'1'.repeat(40)}`),
      gpus: 16,
      minGpusPerNode: 8,
      durationSeconds: durationSeconds(3_600n),
      maxRelayFee: pTokenUnits(0n),
    },
    ...{ maxPricePerGpuSecond: pTokenUnits(10n ** 15n), maxFeeBps: bps(25n), expiry: unixSeconds(1_000_000n), startUntil: unixSeconds(2_003_600n) },
    timeInForce: timeInForce.gtt,
  } as unknown as Bid
  const wordsOf = (language: 'en' | 'zh', change: Partial<Bid>, startAt: number | null = null) =>
    plain(markupFor(language, <ClusterSentences bid={{ ...bid, ...change }} className="NVIDIA H100 SXM 80 GB" keyCount={0} startAt={startAt} />))

  test('signs for a price with the decimals that make the shown maximum true', () => {
    const words = wordsOf('en', {
      gpus: 2,
      minGpusPerNode: 1,
      durationSeconds: durationSeconds(7_200n),
      maxPricePerGpuSecond: pTokenUnits(67_500_000_000_000n),
    })
    expect(words).toContain('at 0.243 PT per GPU-hour or less')
  })

  test('states the maximum locked amount, the maximum machines, and the all-or-nothing rule', () => {
    const words = wordsOf('en', {})
    // 3.60 PT × 16 GPUs × 1 h, plus a fee of 0.25 %. The amount of each of the two leases is rounded up.
    expect(words).toContain('Lock up to 57.75 PT')
    expect(words).toContain('Rent 16 GPUs of H100 SXM 80 GB  on at most 2 machines for 1 h, at 3.60 PT per GPU-hour or less')
    expect(words).toContain('You never get a part of the cluster')
    expect(wordsOf('zh', {})).toContain('最多 2 台机器')
  })

  test('states until when the order waits, or that it does not wait', () => {
    expect(wordsOf('en', {})).toContain('The order waits until Mon 12 Jan, 13:46')
    expect(wordsOf('en', { timeInForce: timeInForce.fok })).toContain('The order is filled at once or ends.')
    expect(wordsOf('en', {}, 2_000_000)).toContain('no later than')
  })
})
