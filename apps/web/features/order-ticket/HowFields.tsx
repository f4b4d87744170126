import { immediateNames } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { soonText } from '#web/parts/format/clockText.ts'
import { keepChoices, longestKeepSeconds, type TicketForce, type TicketShape } from '#web/features/order-ticket/ticketDraft.ts'
import { ticketTime, ticketTimeText } from '#web/features/order-ticket/ticketTime.ts'
import { MomentField } from '#web/parts/moment/MomentField.tsx'
import type { TicketPartProps } from '#web/features/order-ticket/WhatFields.tsx'

const shapes = ['parts', 'oneNode', 'whole', 'cluster'] as const satisfies readonly TicketShape[]
const forces: readonly TicketForce[] = ['rest', ...immediateNames]

/**
 * Lets the user choose how an order is matched: when the lease may start, when the order expires, whether it may be matched in parts, and what happens to the
 * rest. `now` is the block clock.
 */
export function HowFields({ draft, change, now }: TicketPartProps & { readonly now: number }) {
  const t = useTranslations('ticket')
  return (
    <>
      <div className="pair">
        <Field label={t('rest')}>
          {(names) => (
            <SelectInput {...names} value={draft.force} onChange={(event) => change({ force: event.target.value as TicketForce })}>
              {forces.map((force) => (
                <option key={force} value={force}>
                  {t(`force.${force}`)}
                </option>
              ))}
            </SelectInput>
          )}
        </Field>
        <Field label={t('keepUntil')}>
          {(names) => (
            <SelectInput
              {...names}
              disabled={draft.force !== 'rest'}
              value={draft.keepSeconds}
              onChange={(event) => change({ keepSeconds: Number(event.target.value) })}
            >
              {keepChoices.map((seconds) => (
                <option key={seconds} value={seconds}>
                  {seconds === longestKeepSeconds ? t('untilCancelled') : soonText(now + seconds, now)}
                </option>
              ))}
            </SelectInput>
          )}
        </Field>
      </div>
      <div className="pair">
        <Field label={t('shape.label')}>
          {(names) => (
            <SelectInput {...names} value={draft.shape} onChange={(event) => change({ shape: event.target.value as TicketShape })}>
              {shapes.map((shape) => (
                <option key={shape} value={shape}>
                  {t(`shape.${shape}`)}
                </option>
              ))}
            </SelectInput>
          )}
        </Field>
        <StartField draft={draft} change={change} now={now} />
      </div>
      {draft.start === 'window' && <WindowFields draft={draft} change={change} now={now} />}
    </>
  )
}

function StartField({ draft, change, now }: TicketPartProps & { readonly now: number }) {
  const t = useTranslations('ticket.start')
  const soonest = (Math.floor(now / 3_600) + 2) * 3_600
  const window = { start: 'window', startFrom: ticketTimeText(soonest), startUntil: ticketTimeText(soonest + 6 * 3_600) } as const
  return (
    <Field label={t('label')}>
      {(names) => (
        <SelectInput {...names} value={draft.start} onChange={(event) => change(event.target.value === 'now' ? { start: 'now' } : window)}>
          <option value="now">{t('now')}</option>
          <option value="window">{t('window')}</option>
        </SelectInput>
      )}
    </Field>
  )
}

/** Lets the user choose the earliest and the latest start, up to 28 days from now in steps of 15 minutes. */
function WindowFields({ draft, change, now }: TicketPartProps & { readonly now: number }) {
  const t = useTranslations('ticket.start')
  return (['startFrom', 'startUntil'] as const).map((end) => (
    <MomentField
      key={end}
      label={t(end)}
      value={ticketTime(draft[end])}
      from={now}
      days={28}
      stepSeconds={900}
      none={null}
      onChange={(at) => change({ [end]: at === null ? '' : ticketTimeText(at) })}
    />
  ))
}
