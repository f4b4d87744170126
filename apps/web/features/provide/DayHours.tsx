import { useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { utcDayText } from '#web/parts/format/clockText.ts'
import { listingQuery } from '#web/parts/machine/listingQuery.ts'

const hourSeconds = 3_600
const hoursADay = 24

/** One day of one machine in the calendar of a fleet. `day` is 00:00 UTC of that day, in Unix seconds. */
export type MachineDay = { readonly node: string; readonly name: string; readonly gpus: number; readonly day: number }

/** Shows for each hour of a day (UTC) how many GPUs of a machine no lease and no hold uses. */
export function DayHours({ node, name, gpus, day }: MachineDay) {
  const t = useTranslations('provide.calendar.hours')
  const query = useQuery(listingQuery(browserApi, node, null))
  return (
    <section className="panel-body stack g3" aria-label={t('title', { name, day: utcDayText(day) })}>
      <h3 className="t13 strong">{t('title', { name, day: utcDayText(day) })}</h3>
      <QueryView query={query} failed={t('failed')} skeleton={<Skeleton width="100%" height={40} />}>
        {({ calendar }) => (
          <ol className="dayhours">
            {hoursOf(calendar, day).map(({ hour, free }) => (
              <li key={hour} className={clsx(free === null ? 'over' : free === 0 && 'full')}>
                <span className="sr">{free === null ? t('over', { hour: clock(hour) }) : t('free', { hour: clock(hour), free, gpus })}</span>
                <span aria-hidden>
                  <small>{String(hour).padStart(2, '0')}</small>
                  {free ?? '–'}
                </span>
              </li>
            ))}
          </ol>
        )}
      </QueryView>
      <p className="t12 dim">{t('text')}</p>
    </section>
  )
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`
}

/**
 * Returns the 24 hours of a day (midnight in Unix seconds, UTC), each with the free GPUs from a calendar that begins at the Unix hour `fromHour`. `free` is null
 * for hours that the calendar does not have: they are over, or too far ahead. Pure.
 */
export function hoursOf(
  { fromHour, freeGpus }: { readonly fromHour: number; readonly freeGpus: readonly number[] },
  day: number,
): { readonly hour: number; readonly free: number | null }[] {
  const first = day / hourSeconds - fromHour
  return Array.from({ length: hoursADay }, (_, hour) => ({ hour, free: freeGpus[first + hour] ?? null }))
}
