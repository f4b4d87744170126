import type { MovePlan } from '@infinitio/sdk'
import { useTranslations } from 'next-intl'
import { Amount } from '#web/parts/format/Amount.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { durationText } from '#web/parts/format/durationText.ts'

/** What a move costs, line by line: the rest of the lease here and there, the difference, what is locked, and what comes back. */
export function MoveBill({ plan }: { readonly plan: MovePlan }) {
  const t = useTranslations('lease.disk.moveDialog')
  const { lease, listing, durationSeconds, difference, escrow, relayFee, refund } = plan
  const { gpus } = lease.terms
  const there = BigInt(listing.ask.pricePerGpuSecond) * BigInt(durationSeconds * gpus)
  const perHour = (pricePerGpuSecond: string) => amountText(BigInt(pricePerGpuSecond) * 3_600n)
  return (
    <div className="lines">
      <div>
        <span>{t('duration')}</span>
        <span>{durationText(durationSeconds)}</span>
      </div>
      <div>
        <span>{t('here', { name: lease.node.name, gpus, perHour: perHour(lease.terms.pricePerGpuSecond) })}</span>
        <Amount units={there - difference} />
      </div>
      <div>
        <span>{t('there', { name: listing.name, gpus, perHour: perHour(listing.ask.pricePerGpuSecond) })}</span>
        <Amount units={there} />
      </div>
      <div className="total">
        <span>{t(difference > 0n ? 'dearer' : difference < 0n ? 'cheaper' : 'same')}</span>
        <Amount units={difference < 0n ? -difference : difference} />
      </div>
      <div>
        <span>{t('locked')}</span>
        <Amount units={escrow} />
      </div>
      <div>
        <span>{t('relayFee')}</span>
        <Amount units={relayFee} />
      </div>
      <div>
        <span>{t('back')}</span>
        <Amount units={refund} />
      </div>
    </div>
  )
}
