'use client'
import { secondsOfSearch } from '@infinitio/domain'
import type { CatalogueWire, ListingPageWire } from '@infinitio/domain/wire'
import { classesToPrice } from '#web/features/search/classesToPrice.ts'
import { NamePrice } from '#web/features/search/NamePrice.tsx'
import type { SearchState } from '#web/parts/search/searchState.ts'

type PriceOfSearchProps = {
  readonly search: SearchState
  readonly page: ListingPageWire | undefined
  readonly catalogue: CatalogueWire | undefined
  readonly now: number | null
}

/** Offers an order at the user's own price for the current search. */
export function PriceOfSearch({ search, page, catalogue, now }: PriceOfSearchProps) {
  if (catalogue === undefined || now === null) return null
  return (
    <NamePrice
      classes={catalogue.classes}
      classIds={classesToPrice(search, { found: page?.items ?? [], classes: catalogue.classes })}
      regionId={search.regions.length === 1 ? (search.regions[0] ?? null) : null}
      gpus={page?.items[0]?.quote.gpus ?? search.gpus ?? 1}
      hours={Math.ceil(secondsOfSearch(search) / 3_600)}
      startHour={search.startHour}
      now={now}
    />
  )
}
