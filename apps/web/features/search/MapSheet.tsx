'use client'
import type { ListingWire } from '@infinitio/domain/wire'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Dialog } from 'radix-ui'
import { useState } from 'react'
import { DialogContent } from '#web/components/ui/Dialog.tsx'
import { Button } from '#web/components/ui/Button.tsx'
import { ListingMap } from '#web/features/map/ListingMap.tsx'
import type { SearchState } from '#web/parts/search/searchState.ts'

type MapSheetProps = { readonly search: SearchState; readonly listings: readonly ListingWire[]; readonly onClose: () => void }

/** Shows the map over the whole phone screen. */
export function MapSheet({ search, listings, onClose }: MapSheetProps) {
  const t = useTranslations('search')
  const [marked, setMarked] = useState<string | null>(null)
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <div className="p-gpus">
          <DialogContent className="filters sheet mapsheet" aria-describedby={undefined}>
            <header className="fsh">
              <Dialog.Title asChild>
                <h2>{t('map')}</h2>
              </Dialog.Title>
              <Dialog.Close asChild>
                <Button tone="ghost" shape="icon" aria-label={t('closeMap')}>
                  <X className="i" aria-hidden />
                </Button>
              </Dialog.Close>
            </header>
            <ListingMap search={search} listings={listings} marked={marked} onMark={setMarked} />
          </DialogContent>
        </div>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
