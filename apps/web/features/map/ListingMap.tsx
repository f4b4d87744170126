'use client'
import type { ListingWire } from '@infinitio/domain/wire'
import clsx from 'clsx'
import { Minus, Plus } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useMemo, useRef, useState } from 'react'
import { amountText } from '#web/features/format/amountText.ts'
import { MercatorLand } from '#web/features/map/MercatorLand.tsx'
import { type Pin, pinsOf } from '#web/features/map/pinsOf.ts'
import { projectionFor } from '#web/features/map/projectionFor.ts'
import { useSize } from '#web/features/map/useSize.ts'
import { useWorld } from '#web/features/map/useWorld.ts'

const zoomSteps = [1, 1.6, 2.6, 4.2, 6.8] as const

export type ListingMapProps = {
  readonly listings: readonly ListingWire[]
  readonly marked: string | null
  readonly onMark: (node: string | null) => void
}

/** Where the nodes of the list are: price pins where there is room, counts where several lie on one spot. */
export function ListingMap({ listings, marked, onMark }: ListingMapProps) {
  const t = useTranslations('map')
  const world = useWorld()
  const box = useRef<HTMLDivElement>(null)
  const size = useSize(box, { width: 432, height: 640 })
  const [zoom, setZoom] = useState(0)
  const [focus, setFocus] = useState<Pin | null>(null)
  const placed = useMemo(() => listings.filter(({ latitude, longitude }) => latitude !== null && longitude !== null), [listings])
  // The view moves when places change, not with a price or another order.
  const places = [...new Set(placed.map(({ latitude, longitude }) => `${latitude} ${longitude}`))].sort().join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: `places` says all that the projection takes of `placed`
  const projection = useMemo(() => projectionFor({ ...size, listings: placed, scale: zoomSteps[zoom] ?? 1 }), [size, places, zoom])
  const pins = useMemo(() => pinsOf(placed, projection), [placed, projection])
  return (
    <div className="mapbox" ref={box}>
      <svg viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
        <MercatorLand world={world} projection={projection} />
      </svg>
      {pins.map((pin) => (
        <PinButton key={pin.listings[0].node} pin={pin} marked={pin.listings.some(({ node }) => node === marked)} onMark={onMark} onOpen={setFocus} />
      ))}
      <div className="mapctl">
        {focus === null ? <span /> : <PinList pin={focus} onClose={() => setFocus(null)} />}
        <div className="zoom">
          <button type="button" aria-label={t('closer')} disabled={zoom === zoomSteps.length - 1} onClick={() => setZoom(zoom + 1)}>
            <Plus className="i s" aria-hidden />
          </button>
          <button type="button" aria-label={t('farther')} disabled={zoom === 0} onClick={() => setZoom(zoom - 1)}>
            <Minus className="i s" aria-hidden />
          </button>
        </div>
      </div>
      <p className="mapkey">{placed.length === listings.length ? t('keySimulated') : t('keyWithout', { count: listings.length - placed.length })}</p>
    </div>
  )
}

function PinButton({
  pin,
  marked,
  onMark,
  onOpen,
}: {
  readonly pin: Pin
  readonly marked: boolean
  readonly onMark: (node: string | null) => void
  readonly onOpen: (pin: Pin) => void
}) {
  const t = useTranslations('map')
  const first = pin.listings[0]
  const price = amountText(BigInt(first.ask.pricePerGpuSecond) * 3_600n)
  const isSimulated = pin.listings.every(({ simulated }) => simulated)
  const label = pin.listings.length === 1 ? price : t('several', { count: pin.listings.length, price })
  return (
    <button
      type="button"
      className={clsx('mappin', marked && 'on', isSimulated && 'unreal')}
      style={{ left: pin.x, top: pin.y }}
      onMouseEnter={() => onMark(first.node)}
      onMouseLeave={() => onMark(null)}
      onClick={() => onOpen(pin)}
    >
      {label}
      <span className="sr">{t('pinAbout', { place: first.city ?? first.regionName, simulated: String(isSimulated) })}</span>
    </button>
  )
}

function PinList({ pin, onClose }: { readonly pin: Pin; readonly onClose: () => void }) {
  const t = useTranslations('map')
  return (
    <div className="maplist" role="dialog" aria-label={pin.listings[0].city ?? pin.listings[0].regionName}>
      <p className="row between t13">
        <b>{pin.listings[0].city ?? pin.listings[0].regionName}</b>
        <button type="button" className="link" onClick={onClose}>
          {t('close')}
        </button>
      </p>
      <ul>
        {pin.listings.slice(0, 6).map((listing) => (
          <li key={listing.node}>
            <Link className="row between t13" prefetch={false} href={`/gpus/${listing.node}`}>
              <span className="clip">{t('pinLine', { gpus: listing.freeGpus, className: listing.className })}</span>
              <b className="nowrap">{amountText(BigInt(listing.ask.pricePerGpuSecond) * 3_600n)}</b>
            </Link>
          </li>
        ))}
      </ul>
      {pin.listings.length > 6 && <p className="t12 dim">{t('andMore', { count: pin.listings.length - 6 })}</p>}
    </div>
  )
}
