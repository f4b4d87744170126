import type { LeaseEventDetailWire, LeaseWire } from '@infinitio/domain/wire'
import type { useTranslations } from 'next-intl'
import { aboutText } from '#web/parts/format/aboutText.ts'
import { listText } from '#web/parts/format/listText.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { spanText } from '#web/parts/format/spanText.ts'

type Said = {
  readonly detail: LeaseEventDetailWire
  readonly role: LeaseWire['role']
  /** The seconds after the machine is ready in which the renter can end the lease without cost. */
  readonly trialSeconds: number
  /** The moment when billing started, in Unix seconds; null if it has not started. */
  readonly readyAt: number | null
  /** Writes an amount of the lease. */
  readonly amountText: (units: bigint) => string
}

/** Returns the sentence of a lease event in the reader's language, zone and currency. `t` uses the namespace `lease`. */
export function eventSentence(t: ReturnType<typeof useTranslations<'lease'>>, { detail, role, trialSeconds, readyAt, amountText }: Said): string {
  /** Writes an amount with its approximate value in the reader's currency. */
  function moneyText(units: string): string {
    const about = aboutText(BigInt(units))
    return `${amountText(BigInt(units))}\u00a0PT${about === null ? '' : ` (${about})`}`
  }
  switch (detail.event) {
    case 'settled':
      return t('event.text.settled', { amount: moneyText(detail.escrow) })
    case 'ready':
      return trialSeconds === 0
        ? t('event.text.ready', { time: momentText(detail.readyAt) })
        : t('event.text.readyTrial', { time: momentText(detail.readyAt), trial: spanText(trialSeconds) })
    case 'extended':
      return t('event.text.extended', { time: momentText(detail.end), amount: moneyText(detail.escrowAdded) })
    case 'credited':
      return detail.refund === '0'
        ? t('event.text.credited', { span: spanText(detail.seconds) })
        : t('event.text.creditedBack', { span: spanText(detail.seconds), amount: moneyText(detail.refund) })
    case 'tokenised':
      return t('event.text.tokenised', { owner: shortHex(detail.owner) })
    case 'moved':
      return detail.owner === null ? t('event.text.burned') : t('event.text.moved', { owner: shortHex(detail.owner) })
    case 'compensated':
      return t('event.text.compensated', { amount: moneyText(detail.amount) })
    case 'paid':
      return t('event.text.paid', { amount: moneyText(detail.providerGets) })
    case 'ended': {
      const reason = t(`reason.${detail.reason === 'renter_ended' && role !== 'renter' ? 'renter_ended_other' : detail.reason}`)
      const time = momentText(detail.end)
      // If the renter ends the lease in the free trial, the contract sets the end of billing to the moment when billing began.
      if (trialSeconds > 0 && readyAt !== null && detail.end <= readyAt)
        return t('event.text.endedFree', { reason, amount: moneyText(detail.refund) })
      return detail.refund === '0'
        ? t('event.text.ended', { reason, time })
        : t('event.text.endedBack', { reason, time, amount: moneyText(detail.refund) })
    }
    case 'closed':
      return t('event.text.closed', { pay: moneyText(detail.pay), refund: moneyText(detail.refund) })
    case 'access':
      return t('event.text.access', {
        number: detail.number,
        keys: detail.sshKeys,
        count: detail.ports.length,
        ports: listText(detail.ports.map(String)),
      })
    case 'relay':
      return t(`event.text.relay.${detail.relay}`)
  }
}
