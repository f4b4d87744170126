'use client'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { dayText, hourMark, minuteText } from '#web/parts/format/clockText.ts'
import type { CalendarDay } from '#web/features/listing/calendarDays.ts'
import type { RentedUnit } from '#web/parts/machine/rentedUnit.ts'
import type { HourChoosing } from '#web/features/listing/useHourChoosing.ts'

/** A range of time in Unix seconds. */
export type Pick = { readonly from: number; readonly until: number }

type HoursOfDayProps = {
  readonly day: CalendarDay
  readonly unit: RentedUnit
  readonly gpus: number
  readonly pick: Pick | null
  readonly choosing: HourChoosing | null
  /** Called when an arrow key leaves the day. The argument is the target moment in Unix seconds. */
  readonly onLeave: (at: number) => void
}

const steps: { readonly [key: string]: number } = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1, PageUp: -24, PageDown: 24 }

/**
 * Shows the hours of one day with the number of free GPUs. The first hour that the user chooses is the start of the lease, a later hour its end. The Tab key
 * reaches only one hour; arrow keys move between hours.
 */
export function HoursOfDay({ day, unit, gpus, pick, choosing, onLeave }: HoursOfDayProps) {
  const t = useTranslations('listing.calendar')
  const list = useRef<HTMLOListElement>(null)
  const [aimedAt, setAimedAt] = useState<number | null>(null)
  const isByKey = useRef(false)
  const reasonId = useId()
  const hours = day.free.map((free, index) => ({ free, at: day.startsAt + index * 3_600 }))
  const isPicked = (at: number) => pick !== null && at + 3_600 > pick.from && at < pick.until
  const first = hours.find(({ at }) => at === aimedAt) ?? hours.find(({ at }) => isPicked(at)) ?? hours.find(({ free }) => free !== null) ?? hours[0]
  useEffect(() => {
    if (isByKey.current && aimedAt !== null) list.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
  }, [aimedAt])
  function move(event: KeyboardEvent): void {
    const step = steps[event.key]
    const to = event.key === 'Home' ? day.startsAt : event.key === 'End' ? day.startsAt + 23 * 3_600 : (first?.at ?? 0) + (step ?? 0) * 3_600
    if (to === first?.at || (step === undefined && event.key !== 'Home' && event.key !== 'End')) return
    event.preventDefault()
    isByKey.current = true
    setAimedAt(to)
    onLeave(to)
  }
  return (
    <div className="panel-body stack g3">
      <p className="row between wrap t13">
        <b>{dayText(day.startsAt)}</b>
        <span className="dim" role="status">
          {choosing === null ? t('hoursText', { unit }) : t(choosing.waitsForLast ? 'chooseLast' : 'chooseFirst', { unit })}
        </span>
      </p>
      {choosing !== null && (
        <p className="sr" id={reasonId}>
          {t('cannotStart', { unit, gpus })}
        </p>
      )}
      <ol className="hrs" ref={list} onKeyDown={choosing === null ? undefined : move}>
        {hours.map(({ free, at }) => {
          const look = clsx(free === null || free < gpus ? 'z' : isPicked(at) && 'pick')
          const name = t('hour', { unit, hour: minuteText(at), free: free ?? 0 })
          const face = <HourFace name={name} at={at} free={free} />
          if (choosing === null)
            return (
              <li key={at} className={look}>
                {face}
              </li>
            )
          return (
            <li key={at} className={look}>
              <button
                type="button"
                aria-pressed={isPicked(at)}
                aria-disabled={!choosing.canChoose(at / 3_600)}
                aria-describedby={choosing.canChoose(at / 3_600) ? undefined : reasonId}
                tabIndex={at === first?.at ? 0 : -1}
                onClick={() => {
                  setAimedAt(at)
                  choosing.choose(at / 3_600)
                }}
              >
                {face}
              </button>
            </li>
          )
        })}
      </ol>
    </div>
  )
}

type HourFaceProps = { readonly name: string; readonly at: number; readonly free: number | null }

/** Shows an hour and its number of free GPUs. Screen readers get `name`. */
function HourFace({ name, at, free }: HourFaceProps) {
  return (
    <>
      <span className="sr">{name}</span>
      <span aria-hidden>
        <small>{hourMark(at)}</small>
        {free ?? '–'}
      </span>
    </>
  )
}
