import type { ListingDetailWire, ListingWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import type { ComparedNode } from '#web/features/compare/CompareTable.tsx'
import { RentTogether } from '#web/features/compare/RentTogether.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const hour = 3_600
const pt = 10n ** 18n

test('offers the machines that fit one after the other, with what each costs and the total', () => {
  const markup = markupFor('en', <RentTogether machines={[machine('1', 2n), machine('2', 3n), null, machine('3', 9n, 1)].map(compared)} />)
  expect(markup).toContain('Rent these 2 machines')
  expect(markup.match(/[\d.]+ PT/g)).toEqual(['2.00 PT', '3.00 PT', '5.00 PT'])
  expect(markup).toContain(`href="/rent/0x${'1'.repeat(64)}?gpus=1&amp;seconds=${24 * hour}&amp;next=0x${'2'.repeat(64)}:1"`)
})

test('offers nothing if fewer than two machines fit', () => {
  expect(markupFor('zh', <RentTogether machines={[machine('1', 2n), machine('2', 3n, 1), null].map(compared)} />)).toBe('')
})

function compared(listing: ListingWire | null): ComparedNode {
  const detail = listing === null ? null : { ...listing, listing }
  return { node: listing?.node ?? `0x${'9'.repeat(64)}`, detail: detail as unknown as ListingDetailWire | null }
}

/** Returns a machine of one GPU with leases of up to `mostHours` hours. 24 h on it cost `total` PT. */
function machine(digit: string, total: bigint, mostHours = 48): ListingWire {
  const ask = { minDurationSeconds: hour, maxDurationSeconds: mostHours * hour, maxGpus: 1, minGpus: 1 }
  const quote = { gpus: 1, durationSeconds: 24 * hour, total: (total * pt).toString() }
  const whole = { name: `machine-${digit}`, className: 'NVIDIA L4 24 GB', vramGib: 24, gpus: 1, freeGpus: 1 }
  return { node: `0x${digit.repeat(64)}`, ...whole, ask, quote } as unknown as ListingWire
}
