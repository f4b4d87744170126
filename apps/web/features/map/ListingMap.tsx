'use client'
import type { ListingWire, MapBox } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { Minus, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useRef, useState } from 'react'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { mapQuery } from '#web/features/map/mapQuery.ts'
import { MercatorLand } from '#web/features/map/MercatorLand.tsx'
import { boxOfPin, countOf, holds, type Pin, pinsOf } from '#web/features/map/pinsOf.ts'
import { usePinPlace } from '#web/features/map/usePinPlace.ts'
import { PinList } from '#web/features/map/PinList.tsx'
import { projectionFor } from '#web/features/map/projectionFor.ts'
import { useSize } from '#web/features/map/useSize.ts'
import { useWorld } from '#web/features/map/useWorld.ts'
import { paramsOfSearch, type SearchState } from '#web/parts/search/searchState.ts'

const zoomSteps = [1, 1.6, 2.6, 4.2, 6.8] as const
/** The size of the smallest squares into which the map groups machines, in degrees. */
const finestDegrees = 0.25
const noSpots: never[] = []

export type ListingMapProps = {
  readonly search: SearchState
  /** The machines in the list beside the map. A machine that is marked in the list is also marked on the map. */
  readonly listings: readonly ListingWire[]
  readonly marked: string | null
  readonly onMark: (node: string | null) => void
}

/**
 * Shows all results of a search on a map. Pins show prices; where several machines are close, their number. A click on a number zooms in, and at the closest
 * zoom lists the machines.
 */
export function ListingMap({ search, listings, marked, onMark }: ListingMapProps) {
  const t = useTranslations('map')
  const world = useWorld()
  const frame = useRef<HTMLDivElement>(null)
  const size = useSize(frame, { width: 432, height: 640 })
  const [zoom, setZoom] = useState(0)
  const [boxes, setBoxes] = useState<readonly MapBox[]>([])
  const [opened, setOpened] = useState<Pin | null>(null)
  const { data, isError, refetch } = useQuery(mapQuery(browserApi, search, boxes.at(-1) ?? null))
  const spots = data?.spots ?? noSpots
  const degrees = data?.degrees ?? finestDegrees
  // A changed search gets a new map.
  const searched = paramsOfSearch({ ...search, sort: 'price', shown: 24 })
  // biome-ignore lint/correctness/useExhaustiveDependencies: `searched` is what it waits for
  useEffect(() => show([]), [searched])
  // The locations as one text, so that the view of the map changes when a location changes and not when a price changes.
  const places = spots
    .map(({ latitude, longitude }) => `${latitude} ${longitude}`)
    .sort()
    .join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: `places` contains everything that the projection uses of `spots`
  const projection = useMemo(() => projectionFor({ ...size, listings: spots, scale: zoomSteps[zoom] ?? 1 }), [size, places, zoom])
  const pins = useMemo(() => pinsOf(spots, projection), [spots, projection])
  const place = placeOf(listings.find(({ node }) => node === marked))
  function show(next: readonly MapBox[]): void {
    setBoxes(next)
    setZoom(0)
    setOpened(null)
  }
  function open(pin: Pin): void {
    const canPart = pin.spots.length > 1 || (degrees > finestDegrees && countOf(pin) > 1)
    if (canPart) show([...boxes, boxOfPin(pin, degrees)])
    else setOpened(pin)
  }
  return (
    <div className="mapbox" ref={frame}>
      <svg viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
        <MercatorLand world={world} projection={projection} />
      </svg>
      {pins.map((pin) => (
        <PinButton key={pin.spots[0].node} pin={pin} marked={place !== null && holds(pin, place, degrees)} onMark={onMark} onOpen={open} />
      ))}
      <div className="mapctl">
        {opened === null ? <span /> : <PinList search={search} spot={opened.spots[0]} degrees={degrees} onClose={() => setOpened(null)} />}
        <div className="zoom">
          <button type="button" aria-label={t('closer')} disabled={zoom === zoomSteps.length - 1} onClick={() => setZoom(zoom + 1)}>
            <Plus className="i s" aria-hidden />
          </button>
          <button
            type="button"
            aria-label={t('farther')}
            disabled={zoom === 0 && boxes.length === 0}
            onClick={() => (zoom > 0 ? setZoom(zoom - 1) : show(boxes.slice(0, -1)))}
          >
            <Minus className="i s" aria-hidden />
          </button>
        </div>
      </div>
      <MapKey unplaced={data?.unplaced ?? 0} onRetry={isError ? () => void refetch() : null} />
    </div>
  )
}

/**
 * Explains the pins, counts the machines without a location, and offers a retry if the map did not load. Each sentence is a short line, because a large text
 * that appears with the map would become the last large thing that the page paints.
 */
function MapKey({ unplaced, onRetry }: { readonly unplaced: number; readonly onRetry: (() => void) | null }) {
  const t = useTranslations('map')
  return (
    <div className="mapkey" role="status">
      {onRetry === null ? (
        <>
          <p>{t('keyPin')}</p>
          <p>{t('keySimulated')}</p>
          {unplaced > 0 && <p>{t('keyUnplaced', { count: unplaced })}</p>}
        </>
      ) : (
        <p>
          {t('failed')}{' '}
          <button type="button" className="link" onClick={onRetry}>
            {t('retry')}
          </button>
        </p>
      )}
    </div>
  )
}

function placeOf(listing: ListingWire | undefined): { longitude: number; latitude: number } | null {
  if (listing?.longitude == null || listing.latitude === null) return null
  return { longitude: listing.longitude, latitude: listing.latitude }
}

type PinButtonProps = {
  readonly pin: Pin
  readonly marked: boolean
  readonly onMark: (node: string | null) => void
  readonly onOpen: (pin: Pin) => void
}

function PinButton({ pin, marked, onMark, onOpen }: PinButtonProps) {
  const t = useTranslations('map')
  const pinPlace = usePinPlace()
  const first = pin.spots[0]
  const count = countOf(pin)
  const price = amountText(BigInt(first.pricePerGpuSecond) * 3_600n)
  const isSimulated = pin.spots.every(({ real }) => real === 0)
  return (
    <button
      type="button"
      className={clsx('mappin', marked && 'on', isSimulated && 'unreal')}
      style={{ left: pin.x, top: pin.y }}
      onMouseEnter={() => onMark(first.node)}
      onMouseLeave={() => onMark(null)}
      onClick={() => onOpen(pin)}
    >
      {count === 1 ? price : t('several', { count, price })}
      <span className="sr">{t('pinAbout', { place: pinPlace(first.place), simulated: String(isSimulated) })}</span>
    </button>
  )
}
