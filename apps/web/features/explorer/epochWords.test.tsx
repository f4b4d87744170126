import type { BoardWire, EmissionWire } from '@infinitio/domain/wire'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { expect, test } from 'vitest'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { EpochList } from '#web/features/explorer/EpochList.tsx'
import { epochBoardQuery, epochsQuery } from '#web/parts/explorer/explorerQueries.ts'
import { ValidatorList } from '#web/features/explorer/ValidatorList.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const pt = 10n ** 18n
const [one, other] = [`0x${'1'.repeat(40)}`, `0x${'2'.repeat(40)}`]
const hour = 495_000
const statement = `0x${'ab'.repeat(32)}`

const epoch = {
  ...{ epoch: hour, previous: 0, statement, total: `${2n * pt}`, due: `${3n * pt}`, available: `${2n * pt}`, burned: `${pt}`, activeNodes: 7 },
  ...{ publishedAt: hour * 3_600 + 4_000, finalAt: hour * 3_600 + 90_000, openDemands: 0, state: 'open', hasDocument: true },
}
const set = {
  setHash: statement,
  formedAt: hour * 3_600,
  members: [
    { account: other, stake: `${pt}` },
    { account: one, stake: `${3n * pt}` },
  ],
}
const items = [hour - 1, hour].flatMap((at) =>
  (at === hour ? [one, other] : [one]).map((signer) => ({ epoch: at, signer, statement, setHash: statement, signature: '0x' })),
)

/** Returns the visible text of a list of epochs with this emission state. If `emission` is undefined, the list is still loading. */
function said(language: 'en' | 'zh', list: ReactNode, emission: object | null | undefined): string {
  const client = new QueryClient()
  if (emission !== undefined)
    client.setQueryData(epochsQuery(browserApi).queryKey, { blockNumber: 1, blockTimestamp: 1, emission } as unknown as EmissionWire)
  client.setQueryData(epochBoardQuery(browserApi).queryKey, { items } as BoardWire)
  return markupFor(language, <QueryClientProvider client={client}>{list}</QueryClientProvider>)
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
}

test('shows an epoch with its hour, signers, payment and open challenge', () => {
  expect(said('en', <EpochList />, { epochs: [epoch], set })).toMatch(/495000 .*, 00:00 0xabab…abab 7 2 1\.00 2\.00 Can be challenged .*, 01:00/)
  expect(said('zh', <EpochList />, { epochs: [epoch], set })).toContain('可质疑')
  const demanded = { ...epoch, state: 'waiting', openDemands: 2 }
  expect(said('en', <EpochList />, { epochs: [demanded], set })).toContain('Waits 2 open requests to see the data of payments')
})

test('explains why there are no epochs: none is due, or the market has no governance', () => {
  expect(said('en', <EpochList />, { epochs: [], set })).toContain('No epoch published yet')
  expect(said('en', <EpochList />, null)).toContain('No DAO here yet')
  expect(said('en', <EpochList />, undefined)).toMatch(/^ Epochs .* State $/)
})

test('shows validators by bond, largest first, with their signed epochs of a day', () => {
  const words = said('en', <ValidatorList />, { epochs: [epoch], set })
  expect(words).toMatch(
    /The group of validators that formed on .* has 2 members\..*0x1111…1111 3\.00 PT 75 % 2 of 2 0x2222…2222 1\.00 PT 25 % 1 of 2/,
  )
  expect(said('zh', <ValidatorList />, { epochs: [epoch], set })).toContain('2 期中 1 期')
})

test('explains how a validator set forms when none exists', () => {
  expect(said('en', <ValidatorList />, { epochs: [], set: null })).toContain('No group of validators exists yet')
  expect(said('zh', <ValidatorList isLook />, null)).toContain('还没有验证者组')
})
