'use client'
import { type ListingSort, priceOfReferenceWork, runsImages } from '@infinitio/domain'
import type { ListingPageWire, ListingWire } from '@infinitio/domain/wire'
import clsx from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { dayText } from '#web/parts/format/clockText.ts'
import { sizeText } from '#web/parts/format/sizeText.ts'
import { nodeAddress } from '#web/parts/search/nodeAddress.ts'
import { CountryFlag } from '#web/parts/machine/CountryFlag.tsx'
import { machineShare } from '#web/parts/machine/machineShare.ts'
import { useLocationText } from '#web/parts/machine/useLocationText.ts'
import type { SearchState } from '#web/parts/search/searchState.ts'
import { SimulatedBadge } from '#web/parts/machine/SimulatedBadge.tsx'
import { useShareTitle } from '#web/parts/machine/useShareTitle.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

type Column = {
  readonly key: 'gpu' | 'place' | 'vram' | 'price' | 'value' | 'total' | 'ready' | 'leases' | 'images' | 'newest'
  readonly sort?: ListingSort
  readonly isDown?: true
}

/**
 * The columns of the table. A column with `sort` can be sorted; the server then sorts the whole market. The others cannot be sorted, because the page could
 * only sort the rows that it has, which would mislead.
 */
const columns: readonly Column[] = [
  { key: 'gpu' },
  { key: 'place' },
  { key: 'vram', sort: 'vram', isDown: true },
  { key: 'price', sort: 'price' },
  { key: 'value', sort: 'value' },
  { key: 'total', sort: 'total' },
  { key: 'ready', sort: 'ready' },
  { key: 'leases' },
  { key: 'images' },
  { key: 'newest', sort: 'newest', isDown: true },
]

type ResultsTableProps = {
  readonly page: ListingPageWire
  readonly search: SearchState
  readonly change: (patch: Partial<SearchState>) => void
}

/**
 * Shows the machines as rows instead of cards. Clicking a column header sorts the whole market; the headers stay visible. Column widths are fixed, so that a
 * live change moves nothing.
 */
export function ResultsTable({ page, search, change }: ResultsTableProps) {
  const t = useTranslations('search.table')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
    <section className="panel restable" aria-label={t('name')} tabIndex={0}>
      <table className="table tight">
        <thead>
          <tr>
            {columns.map(({ key, sort, isDown }) => (
              <th
                key={key}
                scope="col"
                className={clsx(`c-${key}`, sort !== undefined && 'n')}
                aria-sort={sort !== search.sort ? undefined : isDown ? 'descending' : 'ascending'}
              >
                {sort === undefined ? (
                  t(`column.${key}`)
                ) : (
                  <SortButton name={t(`column.${key}`)} isOn={sort === search.sort} isDown={isDown === true} onSort={() => change({ sort })} />
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {page.items.map((listing) => (
            <ListingLine key={listing.node} listing={listing} run={search.run} startAt={page.startAt} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function SortButton({
  name,
  isOn,
  isDown,
  onSort,
}: {
  readonly name: string
  readonly isOn: boolean
  readonly isDown: boolean
  readonly onSort: () => void
}) {
  const Arrow = isDown ? ArrowDown : ArrowUp
  return (
    <button type="button" className={clsx('thsort', isOn && 'on')} onClick={onSort}>
      {name}
      <Arrow className="i s" aria-hidden />
    </button>
  )
}

type LineProps = { readonly listing: ListingWire; readonly run: string; readonly startAt: number | null }

const ListingLine = memo(function ListingLine({ listing, run, startAt }: LineProps) {
  const t = useTranslations('search')
  const locationText = useLocationText()
  const shareTitle = useShareTitle()
  const { ask, quote, className } = listing
  const price = BigInt(ask.pricePerGpuSecond)
  const work = priceOfReferenceWork({ price, className })
  const { vramGib } = machineShare(listing, quote.gpus)
  return (
    <tr>
      <td className="c-gpu">
        <Link href={nodeAddress(listing, { run, startAt })} prefetch={false}>
          {shareTitle(listing, quote.gpus)}
        </Link>{' '}
        {listing.simulated && <SimulatedBadge />}
        <span className="dim t12"> {givenName(listing.name)}</span>
      </td>
      <td>
        <CountryFlag country={listing.country} /> {locationText(listing)}
      </td>
      <td className="n">{vramGib === 0 ? '–' : sizeText(vramGib)}</td>
      <td className="n">
        <b>{amountText(price * 3_600n)}</b>
        <About units={price * 3_600n} />
      </td>
      <td className="n">{work === null ? '–' : amountText(work * 3_600n)}</td>
      <td className="n">
        <b>{amountText(BigInt(quote.total))}</b>
        <About units={quote.total} />
      </td>
      <td>{listing.medianReadySeconds === null ? '–' : t('table.seconds', { seconds: listing.medianReadySeconds })}</td>
      <td>{listing.completedLeases}</td>
      <td>{t('runs', { images: runsImages(listing) ? 'yes' : 'no' })}</td>
      <td className="n">{dayText(listing.listedAt)}</td>
    </tr>
  )
})
