import type { ListingDetailWire } from '@infinitio/domain/wire'
import { useMemo } from 'react'
import type { BookingChoice } from '#web/features/listing/bookingChoice.ts'
import { LaterStarts } from '#web/features/search/LaterStarts.tsx'
import { searchFromParams } from '#web/parts/search/searchState.ts'

type OtherStartsProps = { readonly detail: ListingDetailWire; readonly choice: BookingChoice; readonly from: number; readonly startAt: number | null }

/** When as many GPUs of this class, in this region, are cheaper for as long, or free at all; nothing where they never are. `from`: when it would begin, Unix seconds; `startAt`: the same, null for now. */
export function OtherStarts({ detail, choice, from, startAt }: OtherStartsProps) {
  const { classId, regionId } = detail
  const { gpus, hours } = choice
  const search = useMemo(
    () => ({
      ...searchFromParams(new URLSearchParams({ class: `${classId}`, region: `${regionId}`, gpus: `${gpus}`, hours: `${hours}` })),
      startHour: startAt === null ? null : startAt / 3_600,
    }),
    [classId, regionId, gpus, hours, startAt],
  )
  return <LaterStarts search={search} from={from} />
}
