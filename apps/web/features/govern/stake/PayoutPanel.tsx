'use client'
import type { Staking } from '@infinitio/chain/react'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { momentText } from '#web/parts/format/clockText.ts'
import { exactGText, gText } from '#web/parts/govern/gText.ts'
import type { Stake } from '#web/parts/govern/governQueries.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'

/** Pays out to the wallet: what was unstaked, once it is due, and the interest. Neither is shown while there is none. */
export function PayoutPanel({
  stake,
  now,
  staking,
  onPaid,
}: {
  readonly stake: Stake
  readonly now: number
  readonly staking: Staking
  readonly onPaid: () => void
}) {
  const t = useTranslations('govern.payout')
  const { releaseAt } = stake
  const isDue = releaseAt !== null && releaseAt <= now
  if (releaseAt === null && stake.interest === '0') return null
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g4">
        {releaseAt !== null && (
          <>
            <MoneyLines
              lines={[
                { name: t('unstaked'), amount: exactGText(stake.unstaking) },
                { name: t('network'), amount: t('one'), tone: 'small' },
                { name: isDue ? t('now') : t('from', { moment: momentText(releaseAt) }), amount: exactGText(stake.unstaking), tone: 'total' },
              ]}
            />
            <TransactionButton label={t('withdraw')} disabled={!isDue} send={staking.withdraw} onDone={onPaid} />
          </>
        )}
        {stake.interest !== '0' && (
          <>
            <p className="t13">{t('interestText', { amount: gText(stake.interest) })}</p>
            <TransactionButton label={t('claim')} disabled={false} send={staking.claimInterest} onDone={onPaid} />
          </>
        )}
      </div>
    </Panel>
  )
}
