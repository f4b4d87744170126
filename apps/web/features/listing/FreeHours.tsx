'use client'
import type { ListingDetailWire } from '@infinitio/domain/wire'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { dayText, minuteText } from '#web/features/format/clockText.ts'
import { zonedDate } from '#web/features/format/zonedDate.ts'
import { type CalendarDay, calendarDays, daysSinceMonday, shareFree } from '#web/features/listing/calendarDays.ts'

const marks = { all: 's2', some: 's1', none: 's0', past: 's0' } as const
const weekdays = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const

export type FreeHoursProps = {
  readonly calendar: ListingDetailWire['calendar']
  readonly gpus: number
  /** Unix seconds: what the booking panel would book. */
  readonly pick: { readonly from: number; readonly until: number } | null
}

/** 28 days in weeks; each day shows its four quarters; the chosen day shows its hours. */
export function FreeHours({ calendar, gpus, pick }: FreeHoursProps) {
  const t = useTranslations('listing.calendar')
  const days = calendarDays(calendar)
  const [chosenAt, setChosenAt] = useState(days[0]?.startsAt ?? 0)
  const chosen = days.find(({ startsAt }) => startsAt === chosenAt) ?? days[0]
  return (
    <section className="blk">
      <header>
        <h2>{t('title')}</h2>
        <p>{t('text', { gpus })}</p>
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
              <DayCell key={day.startsAt} day={day} gpus={gpus} isChosen={day === chosen} onChoose={() => setChosenAt(day.startsAt)} />
            ))}
          </div>
        </div>
        <hr className="sep" />
        {chosen !== undefined && <HoursOfDay day={chosen} gpus={gpus} pick={pick} />}
      </div>
    </section>
  )
}

type DayCellProps = {
  readonly day: CalendarDay
  readonly gpus: number
  readonly isChosen: boolean
  readonly onChoose: () => void
}

function DayCell({ day, gpus, isChosen, onChoose }: DayCellProps) {
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
      onClick={onChoose}
    >
      {date === 1 ? dayText(day.startsAt) : date}
      <span>
        {[0, 6, 12, 18].map((hour) => (
          <i key={hour} className={marks[shareFree(day.free.slice(hour, hour + 6), gpus)]} />
        ))}
      </span>
    </button>
  )
}

function HoursOfDay({ day, gpus, pick }: { readonly day: CalendarDay; readonly gpus: number; readonly pick: FreeHoursProps['pick'] }) {
  const t = useTranslations('listing.calendar')
  return (
    <div className="panel-body stack g3">
      <p className="row between t13">
        <b>{dayText(day.startsAt)}</b>
        <span className="dim">{t('hoursText')}</span>
      </p>
      <ol className="hrs">
        {day.free.map((free, hour) => {
          const at = day.startsAt + hour * 3_600
          const isPicked = pick !== null && at + 3_600 > pick.from && at < pick.until
          return (
            <li
              key={at}
              className={clsx(free === null || free < gpus ? 'z' : isPicked && 'pick')}
              aria-label={t('hour', { hour: minuteText(at), free: free ?? 0 })}
            >
              {free ?? '–'}
            </li>
          )
        })}
      </ol>
      <p className="row between t11 dim" aria-hidden>
        <span>{minuteText(day.startsAt)}</span>
        <span className="hide-s">{minuteText(day.startsAt + 6 * 3_600)}</span>
        <span>{minuteText(day.startsAt + 12 * 3_600)}</span>
        <span className="hide-s">{minuteText(day.startsAt + 18 * 3_600)}</span>
        <span>{minuteText(day.startsAt + 24 * 3_600)}</span>
      </p>
    </div>
  )
}
