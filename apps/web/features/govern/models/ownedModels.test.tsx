import type { ModelItemWire, ServiceWire } from '@infinitio/domain/wire'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { expect, test } from 'vitest'
import { recordOf } from '#web/features/govern/models/RecordModel.tsx'
import { RoyaltiesTable } from '#web/features/govern/models/RoyaltiesPanel.tsx'
import { ModelRecord } from '#web/features/model/RecordsPanel.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const [owner, payee] = [`0x${'a'.repeat(40)}`, `0x${'b'.repeat(40)}`]
const root = `0x${'1'.repeat(64)}`

function shown(language: 'en' | 'zh', part: ReactNode): string {
  return markupFor(language, <QueryClientProvider client={new QueryClient()}>{part}</QueryClientProvider>).replaceAll('\u00a0', ' ')
}

test('lists the services that pay a royalty, with the sum', () => {
  const one = { service: `0x${'c'.repeat(40)}`, payee, offer: null, model: `0x${'0'.repeat(63)}7`, royaltyBps: 1_250, settled: `${10n ** 18n}` }
  const items = [
    { ...one, royalty: `${10n ** 17n}` },
    { ...one, service: `0x${'d'.repeat(40)}`, model: `0x${'f'.repeat(64)}`, royalty: `${2n * 10n ** 17n}` },
  ] as unknown as readonly ServiceWire[]
  const page = shown('en', <RoyaltiesTable items={items} />)
  for (const text of ['12.50 %', '0.30 PT in total', '>7<', '>–<', 'href="/usage"']) expect(page).toContain(text)
  expect(shown('zh', <RoyaltiesTable items={items} />)).toContain('共 0.30 PT')
})

test('shows the record of an owner with the command that compares files, or that there is none', () => {
  const record = {
    weightsRoot: root,
    tokenizerHash: null,
    chatTemplateHash: null,
    licence: 'Apache-2.0',
    parent: '',
    royaltyBps: 500,
    signedAt: 1_795_000_000,
  }
  const item = { id: 7, owner, name: 'Polder 7B', record } as unknown as ModelItemWire
  const page = shown('en', <ModelRecord item={item} granted={2} />)
  for (const text of ['Owner of model no. 7', '2 services here', 'Apache-2.0', '5.00 %', root, 'infinitio model verify 7 FOLDER'])
    expect(page).toContain(text)
  expect(shown('zh', <ModelRecord item={{ ...item, record: null }} granted={0} />)).toContain('所有者没有签署记录')
})

test('offers a signature only for a whole record', () => {
  const typed = { weightsRoot: ` ${root} `, tokenizerHash: '', chatTemplateHash: root, licence: 'MIT', parent: ' Dune 1B ', royalty: '2.5' }
  expect(recordOf(typed)).toEqual({
    weightsRoot: root,
    tokenizerHash: null,
    chatTemplateHash: root,
    licence: 'MIT',
    parent: 'Dune 1B',
    royaltyBps: 250,
  })
  for (const change of [
    { weightsRoot: '' },
    { weightsRoot: '0x12' },
    { tokenizerHash: 'none' },
    { licence: ' ' },
    { licence: 'x'.repeat(101) },
    { royalty: '31' },
  ])
    expect(recordOf({ ...typed, ...change })).toBeNull()
})
