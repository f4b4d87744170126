import type { NetworkWire } from '@infinitio/domain/wire'
import { ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { usePlaceName } from '#web/parts/machine/useLocationText.ts'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'

/** The part of the map that is shown: the world, a region, or one location of a region (by its index in the list of locations). */
export type Depth = { readonly region: number | null; readonly place: number | null }

type IndexedLocation = NetworkWire['places'][number] & { readonly index: number }

const most = 8

/** Lists the parts of the shown area with their GPU counts: the regions of the world, or the locations of a region. */
export function AreaList({
  network,
  region,
  places,
  onDepth,
}: {
  readonly network: NetworkWire
  readonly region: number | null
  readonly places: readonly IndexedLocation[]
  readonly onDepth: (depth: Depth) => void
}) {
  const t = useTranslations('explorer.network')
  const nameOf = useRegionName()
  const placeName = usePlaceName()
  const areas =
    region === null
      ? network.regions.map(({ regionId, regionName, gpus }) => ({ name: nameOf(regionName), gpus, depth: { region: regionId, place: null } }))
      : places.map(({ city, country, gpus, index }) => ({
          name: placeName({ city, country }) ?? t('somewhere'),
          gpus,
          depth: { region, place: index },
        }))
  return (
    <>
      <h3 className="xhead t12 dim">{t(region === null ? 'regions' : 'places')}</h3>
      <ul className="xlist">
        {areas.slice(0, most).map(({ name, gpus, depth }) => (
          <li key={`${depth.region} ${depth.place}`}>
            <button type="button" onClick={() => onDepth(depth)}>
              <span className="clip">{name}</span>
              <span className="dim nowrap">{t('gpusOf', { count: gpus })}</span>
              <ChevronRight className="i s" aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      {areas.length > most && <p className="xhead t12 dim">{t('moreAreas', { count: areas.length - most })}</p>}
    </>
  )
}
