import type { ProviderWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Stat } from '#web/components/ui/Stat.tsx'
import { ClaimButton } from '#web/features/provide/ClaimButton.tsx'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'

/** Shows what a provider has earned, and the pay that can be claimed now. */
export function EarningFigures({ provider }: { readonly provider: ProviderWire }) {
  const t = useTranslations('provide.earned')
  const { today, last30Days, total, accruing } = provider.earnings
  const text = (units: string) => amountText(BigInt(units))
  const pt = (units: string) => (
    <>
      PT
      <About units={units} />
    </>
  )
  return (
    <div className="stats">
      <Stat name={t('today')} value={text(today)} unit={pt(today)} below={t('afterFee')} />
      <Stat name={t('month')} value={text(last30Days)} unit={pt(last30Days)} below={t('paidOut')} />
      <Stat name={t('total')} value={text(total)} unit={pt(total)} below={t('since')} />
      <Stat name={t('accruing')} value={text(accruing)} unit={pt(accruing)} below={t('accruingText')} />
      <div className="stat">
        <span className="k">{t('claimable')}</span>
        <ClaimButton leases={provider.leases} claimable={BigInt(provider.claimable)}>
          <span className="v">
            {text(provider.claimable)} <small>{pt(provider.claimable)}</small>
          </span>
        </ClaimButton>
        <span className="d">{t('claimableText')}</span>
      </div>
    </div>
  )
}
