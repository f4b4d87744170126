import type { NodeSigningWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { LeaveActs, type Permission, reportedBy } from '#web/features/machine/LeavePanel.tsx'
import type { Machine } from '#web/features/machine/machineQueries.ts'
import { liveLeases } from '#web/features/machine/RemoveDialog.tsx'
import { loadedMarkupFor } from '#web/i18n/test/markupFor.tsx'

const node = `0x${'1'.repeat(64)}`
const mandate = { node, provider: `0x${'2'.repeat(40)}`, nonce: '7', minPricePerGpuSecond: '100000000000000', until: 1_800_000_000 } as NonNullable<
  NodeSigningWire['mandate']
>
const machine = (state: string) => ({ node: { node, name: 'Attic', state }, leases: [] }) as unknown as Machine
const signed = { mandate, isSigned: true }
const words = async (language: 'en' | 'zh', state: string, given: Permission | null) =>
  (await loadedMarkupFor(language, <LeaveActs machine={machine(state)} permission={given} />)).replaceAll('\u00a0', ' ')

test('takes only the permission of this machine, from this account', () => {
  const nodes: NodeSigningWire[] = [
    { node, by: 'mandate', mandate, mandateSignature: '0x01' },
    { node: 'other', by: 'mandate', mandate, mandateSignature: '0x01' },
    { node: 'none', by: 'none', mandate: null },
  ]
  const account = mandate.provider
  expect(reportedBy(nodes, { node, account })).toEqual({ mandate, mandateSignature: '0x01' })
  expect(reportedBy([{ node, by: 'mandate', mandate }], { node, account })).toEqual({ mandate, mandateSignature: null })
  for (const name of ['other', 'none', 'unknown']) expect(reportedBy(nodes, { node: name, account })).toBeNull()
  expect(reportedBy(nodes, { node, account: `0x${'3'.repeat(40)}` })).toBeNull()
})

test.each([
  ['en', 'Remove machine', 'Revoke permission', 'at 0.36 PT/h or more'],
  ['zh', '移除机器', '撤销许可', '不低于 0.36 PT/小时'],
] as const)('offers to revoke a permission and to remove the machine, in %s', async (language, remove, revoke, floor) => {
  const shown = await words(language, 'listed', signed)
  for (const part of [remove, revoke, floor]) expect(shown).toContain(part)
  const without = await words(language, 'paused', null)
  expect(without).toContain(remove)
  expect(without).not.toContain(revoke)
})

test.each([
  ['en', 'without a valid signature of your wallet', 'Revoke permission'],
  ['zh', '没有你的钱包的有效签名', '撤销许可'],
] as const)('warns of a permission without a signature of the wallet, and still offers to revoke it, in %s', async (language, warning, revoke) => {
  const shown = await words(language, 'listed', { mandate, isSigned: false })
  for (const part of [warning, revoke]) expect(shown).toContain(part)
  expect(shown, 'the machine may have invented the price').not.toContain('0.36 PT')
})

test('shows for a removed machine only how to clean the computer', async () => {
  const shown = await words('en', 'retired', signed)
  expect(shown).toContain('<code>infinitio provide remove</code>')
  expect(shown).not.toContain('<button')
})

test('counts leases that run or are booked, because such a machine must not be removed', () => {
  const leases = ['booked', 'active', 'ended', 'closed', 'cancelled'].map((state) => ({ state })) as unknown as Machine['leases']
  expect(liveLeases({ leases })).toBe(2)
  expect(liveLeases({ leases: [] })).toBe(0)
})
