'use client'
import type { ListingDetailWire } from '@infinitio/domain/wire'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { memo, useMemo, useState } from 'react'
import { dayText } from '#web/parts/format/clockText.ts'
import { zonedDate } from '#web/parts/format/zonedDate.ts'
import { type CalendarDay, calendarDays, daysSinceMonday, shareFree } from '#web/features/listing/calendarDays.ts'
import { HoursOfDay, type Pick } from '#web/features/listing/HoursOfDay.tsx'
import type { RentedUnit } from '#web/parts/machine/rentedUnit.ts'
import type { HourChoosing } from '#web/features/listing/useHourChoosing.ts'

const marks = { all: 's2', some: 's1', none: 's0', past: 's0' } as const
const weekdays = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const

export type FreeHoursProps = {
  readonly calendar: ListingDetailWire['calendar']
  /** The unit that the machine rents out. */
  readonly unit: RentedUnit
  readonly gpus: number
  /** The chosen time of the lease in Unix seconds, which the calendar marks. */
  readonly pick: Pick | null
  /** The state and functions with which the user chooses hours; null if no hours can be chosen. */
  readonly choosing: HourChoosing | null
}

/** Shows the free hours of 28 days in weeks. Each day shows its four quarters; the selected day shows its hours. */
export function FreeHours({ calendar, unit, gpus, pick, choosing }: FreeHoursProps) {
  const t = useTranslations('listing.calendar')
  const days = useMemo(() => calendarDays(calendar), [calendar])
  const dayAt = (at: number) => days.find(({ startsAt }) => at >= startsAt && at < startsAt + 86_400)
  const [lookedAt, setLookedAt] = useState<number | null>(null)
  const chosen = dayAt(lookedAt ?? pick?.from ?? 0) ?? days[0]
  return (
    <section className="blk">
      <header>
        <h2>{t('title')}</h2>
        <p>{t('text', { unit, gpus })}</p>
        <span className="end legend">
          <span>
            <i style={{ background: 'var(--accent-mid)' }} />
            {t('free')}
          </span>
          <span>
            <i style={{ background: 'var(--border-strong)' }} />
            {t('booked')}
          </span>
        </span>
      </header>
      <div className="panel">
        <div className="months">
          <div className="dgrid">
            {weekdays.map((weekday) => (
              <span key={weekday} className="t11 dim">
                {t(`weekday.${weekday}`)}
              </span>
            ))}
            {Array.from({ length: days[0] === undefined ? 0 : daysSinceMonday(days[0].startsAt) }, (_, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: empty cells have nothing else to tell them apart.
              <span key={index} className="day off" />
            ))}
            {days.map((day) => (
              <DayCell key={day.startsAt} day={day} gpus={gpus} isChosen={day === chosen} onChoose={setLookedAt} />
            ))}
          </div>
        </div>
        <hr className="sep" />
        {chosen !== undefined && (
          <HoursOfDay {...{ unit, gpus, pick, choosing }} day={chosen} onLeave={(at) => dayAt(at) !== undefined && setLookedAt(at)} />
        )}
      </div>
    </section>
  )
}

type DayCellProps = {
  readonly day: CalendarDay
  readonly gpus: number
  readonly isChosen: boolean
  readonly onChoose: (startsAt: number) => void
}

/** Memoised, because the page changes with the chain's clock and other data while the days stay the same. */
const DayCell = memo(function DayCell({ day, gpus, isChosen, onChoose }: DayCellProps) {
  const t = useTranslations('listing.calendar')
  const share = shareFree(day.free, gpus)
  const fitting = day.free.filter((value) => value !== null && value >= gpus).length
  const known = day.free.filter((value) => value !== null).length
  const date = zonedDate(day.startsAt).getUTCDate()
  return (
    <button
      type="button"
      className={clsx('day', share === 'all' ? 'free' : share === 'some' ? 'part' : 'none', isChosen && 'sel')}
      aria-pressed={isChosen}
      aria-label={t('day', { day: dayText(day.startsAt), fitting, known })}
      onClick={() => onChoose(day.startsAt)}
    >
      {date === 1 ? dayText(day.startsAt) : date}
      <span>
        {[0, 6, 12, 18].map((hour) => (
          <i key={hour} className={marks[shareFree(day.free.slice(hour, hour + 6), gpus)]} />
        ))}
      </span>
    </button>
  )
})
