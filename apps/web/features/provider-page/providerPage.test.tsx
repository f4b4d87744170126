import type { DisputeWire, FaultWire, PublicProviderWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { DisputeTable } from '#web/features/provider-page/ProviderDisputes.tsx'
import { FaultTable } from '#web/features/provider-page/ProviderFaults.tsx'
import { Figures } from '#web/features/provider-page/ProviderPage.tsx'
import { ReputationFacts } from '#web/features/provider-page/ReputationFacts.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const account = `0x${'ab'.repeat(20)}` as const
const at = Date.parse('2026-03-05T12:00:00Z') / 1_000
const provider: PublicProviderWire = {
  ...{ account, name: null, since: at, machines: 6, gpus: 9, closedLeases: 3, gpuSeconds: '36000', respondedBps: 9_950, reliabilityBps: null },
  reputation: null,
  tiers: [3, 1, 0].map((tier, place) => ({ tier, machines: place + 1 })),
  faults: { recent: 2, all: 7 },
  reviews: { hundredths: null, authors: 0, reviews: 0, sharedFunders: 0 },
}
const node = `0x${'12'.repeat(32)}` as const
const fault: FaultWire = {
  ...{ number: '4', leaseId: '9', node, incident: 'lost', value: null, from: at, until: null, party: 'provider', rule: 2, source: 'market' },
  ...{ recordedAt: at, paid: null, creditSeconds: 0, owedSeconds: 0, share: null },
  answers: [{ side: 'provider', text: '<b>Replaced</b> the card.', at }],
}
const dispute: DisputeWire = {
  ...{ id: 3, lease: '9', slash: null, state: 'done', until: at, next: { acts: [], deadline: null }, round: 1, opener: `0x${'cd'.repeat(20)}` },
  ...{ respondent: account, appellant: null, claim: `${12n * 10n ** 18n}`, bond: '0', verdict: 'opener', jurors: [], openedAt: at },
}

const words = (markup: string) => markup.replace(/<[^>]+>/g, ' ').replaceAll('\u00a0', ' ')

test('shows the tiers and the faults of a provider in both languages', () => {
  const english = words(markupFor('en', <Figures provider={provider} />))
  for (const part of ['3 of 6', '1 data centre, 2 verified, 3 unverified', 'in the last 30 days, 7 in the last 365 days'])
    expect(english).toContain(part)
  expect(words(markupFor('zh', <Figures provider={provider} />))).toContain('数据中心 1 台')
  expect(words(markupFor('en', <Figures provider={{ ...provider, machines: 0, tiers: [] }} />))).toContain('no machine now')
})

test('shows what a reputation is made of, and that it is not measured without one', () => {
  const values = { meanBps: 9_349, fulfilled: `${1_500n * 10n ** 18n}`, failed: `${4n * 10n ** 18n}`, epoch: Math.floor(at / 3_600) - 1 }
  const reputation = { ...values, root: `0x${'34'.repeat(32)}` } as const
  const english = words(markupFor('en', <ReputationFacts reputation={reputation} />))
  for (const part of ['93.4 %', '1,500.00 PT', '4.00 PT', 'Promises fulfilled', 'Promises broken']) expect(english).toContain(part)
  const chinese = words(markupFor('zh', <ReputationFacts reputation={reputation} />))
  for (const part of ['93.4%', '已兑现的承诺']) expect(chinese).toContain(part)
  expect(words(markupFor('en', <ReputationFacts reputation={null} />))).toContain('Not measured yet')
})

test('lists faults with rule, machine and the answer of the provider as plain text', () => {
  const markup = markupFor('en', <FaultTable faults={[fault]} />)
  expect(markup).not.toContain('<b>Replaced')
  expect(markup).toContain(`/gpus/${node}`)
  for (const part of ['2: The machine was silent', 'Answer of the provider: &lt;b&gt;Replaced']) expect(words(markup)).toContain(part)
  expect(words(markupFor('zh', <FaultTable faults={[fault]} />))).toContain('提供方的回应')
})

test('lists disputes with the role of the provider, state and amount', () => {
  const markup = markupFor('en', <DisputeTable account={account} disputes={[dispute]} />)
  expect(markup).toContain('/disputes/3')
  for (const part of ['Lease 9', 'Other side', 'The opener won', '12.00 PT']) expect(words(markup)).toContain(part)
  const own = { ...dispute, lease: null, slash: { purpose: 'Provider', executeAt: at }, opener: account, state: 'voting', verdict: null } as const
  expect(words(markupFor('zh', <DisputeTable account={account} disputes={[own]} />))).toMatch(/保证金罚没.*提出方.*陪审员投票/s)
})
