import type { LeaseWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { MachineLeases } from '#web/features/provide/MachineLeases.tsx'
import { loadedMarkupFor } from '#web/i18n/test/markupFor.tsx'
import { fixtureLease, fixtureStart } from '#web/parts/lease/fixtureLease.ts'

const shownAs = (lease: LeaseWire, leaseId: string): LeaseWire =>
  ({ ...lease, leaseId, holder: `0x${'a'.repeat(40)}`, relays: [], node: { name: 'Attic', className: 'T4' } }) as unknown as LeaseWire
const running = shownAs(fixtureLease({}), '7')
const ended = shownAs(fixtureLease({ state: 'ended' }), '55')
const other = { ...shownAs(fixtureLease({}), '99'), terms: { ...running.terms, node: `0x${'9'.repeat(64)}` } }
const words = async (language: 'en' | 'zh', counts: { activeLeases: number; completedLeases: number }) => {
  const node = { node: running.terms.node, name: 'Attic', ...counts }
  const shown = <MachineLeases node={node} leases={[running, other, ended]} now={fixtureStart + 60} bonded={0n} onClose={() => {}} />
  return (await loadedMarkupFor(language, shown)).replaceAll('\u00a0', ' ')
}

test.each([
  ['en', 'Leases on Attic', 'pay due'],
  ['zh', 'Attic 上的租约', '付款'],
] as const)('shows only the leases of the machine, and when the pay of an ended one is due, in %s', async (language, title, due) => {
  const shown = await words(language, { activeLeases: 1, completedLeases: 1 })
  for (const part of [title, due, `#${running.leaseId}`, '#55']) expect(shown).toContain(part)
  expect(shown).not.toContain('#99')
  expect(shown).not.toContain('/provide/nodes/')
})

test('leads to the page of a machine that had more leases', async () => {
  expect(await words('en', { activeLeases: 1, completedLeases: 7 })).toContain(`/provide/nodes/${running.terms.node}`)
})
