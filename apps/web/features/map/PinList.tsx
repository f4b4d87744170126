import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { usePinPlace } from '#web/features/map/usePinPlace.ts'
import { nodesOfBoxQuery, type Spot } from '#web/features/map/mapQuery.ts'
import { boxOfPin } from '#web/features/map/pinsOf.ts'
import { nodeAddress } from '#web/parts/search/nodeAddress.ts'
import type { SearchState } from '#web/parts/search/searchState.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

const shown = 6

type PinListProps = { readonly search: SearchState; readonly spot: Spot; readonly degrees: number; readonly onClose: () => void }

/** Lists the cheapest machines at one point of the map, with links, and the number of other machines there. */
export function PinList({ search, spot, degrees, onClose }: PinListProps) {
  const t = useTranslations('map')
  const { data, isError } = useQuery(nodesOfBoxQuery(browserApi, search, { box: boxOfPin({ spots: [spot] }, degrees), limit: shown }))
  const items = data?.items ?? []
  const place = usePinPlace()(spot.place)
  const more = (data?.total ?? spot.count) - items.length
  return (
    <div className="maplist" role="dialog" aria-label={place}>
      <p className="row between t13">
        <b>{place}</b>
        <button type="button" className="link" onClick={onClose}>
          {t('close')}
        </button>
      </p>
      <ul aria-busy={data === undefined && !isError}>
        {items.map((listing) => (
          <li key={listing.node}>
            <Link className="row between t13" prefetch={false} href={nodeAddress(listing, { run: search.run, startAt: data?.startAt ?? null })}>
              <span className="clip">{t('pinLine', { gpus: listing.freeGpus, className: givenName(listing.className) })}</span>
              <b className="nowrap">{amountText(BigInt(listing.ask.pricePerGpuSecond) * 3_600n)}</b>
            </Link>
          </li>
        ))}
      </ul>
      {isError ? <p className="t12 warn">{t('failed')}</p> : more > 0 && <p className="t12 dim">{t('andMore', { count: more })}</p>}
    </div>
  )
}
