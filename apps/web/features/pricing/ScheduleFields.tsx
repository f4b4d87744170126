'use client'
import { Plus, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { WhyDisabled } from '#web/components/ui/WhyDisabled.tsx'
import { NumberField } from '#web/features/pricing/NumberField.tsx'
import type { ScheduleDraft, WeekDay } from '#web/features/pricing/ruleDraft.ts'
import { unitsText } from '#web/parts/format/spanText.ts'

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const satisfies readonly WeekDay[]
const newLine: ScheduleDraft = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], fromHour: '8', untilHour: '20', percent: '110' }
const mostLines = 50

type ScheduleFieldsProps = {
  readonly schedule: readonly ScheduleDraft[]
  readonly wrong: string | null
  readonly onChange: (schedule: readonly ScheduleDraft[]) => void
}

/** Fields for the lines of a pricing rule's schedule: days, hours in UTC, and percent of the price. */
export function ScheduleFields({ schedule, wrong, onChange }: ScheduleFieldsProps) {
  const t = useTranslations('provide.rule')
  const why = useTranslations('reasons')
  const setLine = (place: number, change: Partial<ScheduleDraft>) =>
    onChange(schedule.map((line, at) => (at === place ? { ...line, ...change } : line)))
  const reasonId = useId()
  const reason = schedule.length >= mostLines ? why('most', { most: mostLines }) : null
  return (
    <fieldset className="stack g3 part">
      <legend className="sr">{t('schedule')}</legend>
      <div className="stack g2">
        <b className="strong t13" aria-hidden>
          {t('schedule')}
        </b>
        <p className="t12 dim">{t('scheduleText')}</p>
      </div>
      {schedule.map((line, place) => (
        <ScheduleLine
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no key but its position, and two lines may be equal.
          key={place}
          place={place}
          line={line}
          wrong={wrong}
          onChange={(change) => setLine(place, change)}
          onRemove={() => onChange(schedule.filter((_, at) => at !== place))}
        />
      ))}
      <div>
        <Button
          size="sm"
          disabled={reason !== null}
          aria-describedby={reason === null ? undefined : reasonId}
          onClick={() => onChange([...schedule, newLine])}
        >
          <Plus className="i s" aria-hidden /> {t('addLine')}
        </Button>
        <WhyDisabled id={reasonId}>{reason}</WhyDisabled>
      </div>
    </fieldset>
  )
}

type ScheduleLineProps = {
  readonly place: number
  readonly line: ScheduleDraft
  readonly wrong: string | null
  readonly onChange: (change: Partial<ScheduleDraft>) => void
  readonly onRemove: () => void
}

function ScheduleLine({ place, line, wrong, onChange, onRemove }: ScheduleLineProps) {
  const t = useTranslations('provide.rule')
  const number = place + 1
  const toggle = (day: WeekDay) => onChange({ days: days.filter((one) => (one === day ? !line.days.includes(day) : line.days.includes(one))) })
  const path = (field: string) => `schedule.${place}.${field}`
  return (
    <fieldset className="stack g2 sline">
      <legend className="sr">{t('line', { number })}</legend>
      <div className="row between g2">
        <fieldset className="seg" aria-label={t('days')}>
          {days.map((day) => (
            <button key={day} type="button" aria-pressed={line.days.includes(day)} onClick={() => toggle(day)}>
              {t(`day.${day}`)}
            </button>
          ))}
        </fieldset>
        <Button size="sm" tone="ghost" shape="icon" aria-label={t('removeLine', { number })} onClick={onRemove}>
          <Trash2 className="i" aria-hidden />
        </Button>
      </div>
      {wrong === path('days') && (
        <p className="t12 warn" role="alert">
          {t('noDay')}
        </p>
      )}
      <div className="three">
        <NumberField
          path={path('fromHour')}
          label={t('from')}
          value={line.fromHour}
          unit={unitsText('h')}
          wrong={wrong}
          onChange={(fromHour) => onChange({ fromHour })}
        />
        <NumberField
          path={path('untilHour')}
          label={t('until')}
          value={line.untilHour}
          unit={unitsText('h')}
          wrong={wrong}
          onChange={(untilHour) => onChange({ untilHour })}
        />
        <NumberField
          path={path('percent')}
          label={t('percent')}
          value={line.percent}
          unit="%"
          wrong={wrong}
          onChange={(percent) => onChange({ percent })}
        />
      </div>
    </fieldset>
  )
}
