import type { ListingWire } from '@infinitio/domain/wire'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { HourPrice } from '#web/parts/format/HourPrice.tsx'
import { rentedUnit } from '#web/parts/machine/rentedUnit.ts'

/** A bar at the bottom of a phone with the price and a link to the booking panel. It hides while the panel is visible, because the panel has its own button. */
export function StickBar({ listing }: { readonly listing: ListingWire }) {
  const t = useTranslations('listing')
  const [isPanelSeen, setIsPanelSeen] = useState(false)
  useEffect(() => {
    const panel = document.querySelector('#book')
    if (panel === null) return
    const watch = new IntersectionObserver(([entry]) => setIsPanelSeen(entry?.isIntersecting === true))
    watch.observe(panel)
    return () => watch.disconnect()
  }, [])
  return (
    <div className={clsx('stickbook only-phone', isPanelSeen && 'seen')}>
      <span>
        <HourPrice perGpuSecond={listing.ask.pricePerGpuSecond} />
        <span className="t12 dim">{t(rentedUnit(listing) === 'slot' ? 'panel.perSlot' : 'panel.perGpu')}</span>
      </span>
      <Button asChild tone="primary">
        <a href="#book">{t('toPanel')}</a>
      </Button>
    </div>
  )
}
