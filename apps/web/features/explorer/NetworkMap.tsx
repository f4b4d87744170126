'use client'
import type { NetworkWire } from '@infinitio/domain/wire'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { useMemo, useRef } from 'react'
import { hasCoordinates, spotsOf } from '#web/features/explorer/spotsOf.ts'
import { MercatorLand } from '#web/features/map/MercatorLand.tsx'
import { projectionFor } from '#web/features/map/projectionFor.ts'
import { useSize } from '#web/features/map/useSize.ts'
import { useWorld } from '#web/features/map/useWorld.ts'
import { usePlaceName } from '#web/parts/machine/useLocationText.ts'

type IndexedLocation = NetworkWire['places'][number] & { readonly index: number }

/**
 * Shows the locations as circles with their number of machines; locations that are close together on the map share a circle. A circle is hollow if all its
 * machines are simulated. A click on a circle opens its location, or the first one if it has several.
 */
export function NetworkMap({
  places,
  chosen,
  onChoose,
}: {
  readonly places: readonly IndexedLocation[]
  readonly chosen: number | null
  readonly onChoose: (index: number) => void
}) {
  const t = useTranslations('explorer.network')
  const placeName = usePlaceName()
  const world = useWorld()
  const box = useRef<HTMLDivElement>(null)
  const size = useSize(box, { width: 0, height: 0 })
  const placed = useMemo(() => places.filter(hasCoordinates), [places])
  const projection = useMemo(() => projectionFor({ ...size, listings: placed, scale: 1 }), [size, placed])
  // Draw no circle before the size of the map is known, because a circle drawn earlier would move later.
  const spots = useMemo(() => (size.width === 0 ? [] : spotsOf(placed, projection)), [placed, projection, size])
  return (
    <div className="xcanvas" ref={box}>
      <svg viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
        <MercatorLand world={world} projection={projection} />
      </svg>
      {spots.map(({ x, y, nodes, isSimulated, places: [first, ...others] }) => {
        const { index } = first
        const name = placeName(first) ?? t('somewhere')
        return (
          <button
            key={index}
            type="button"
            className={clsx('xspot', isSimulated && 'unreal', index === chosen && 'on')}
            style={{ left: x, top: y }}
            aria-label={t('spot', { place: name, others: others.length, count: nodes, simulated: String(isSimulated) })}
            onClick={() => onChoose(index)}
          >
            {nodes}
          </button>
        )
      })}
    </div>
  )
}
