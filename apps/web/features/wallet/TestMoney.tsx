'use client'
import { useMintTestDollars } from '@infinitio/chain/react'
import type { ChainAddresses } from '@infinitio/chain'
import type { Address } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { FundButton } from '#web/parts/faucet/FundButton.tsx'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'

const thousandDollars = 1_000_000_000n

/** Money for trying things out, on the development chain only: PT in the Market once a day for any wallet, and test dollars to mint PT from. */
export function TestMoney({
  addresses,
  account,
  onMoved,
}: {
  readonly addresses: ChainAddresses
  readonly account: Address
  readonly onMoved: () => void
}) {
  const t = useTranslations('wallet.testMoney')
  const mintTestDollars = useMintTestDollars({ addresses, account })
  return (
    <Panel title={t('title')} end={<Badge tone="warn">{t('developmentChain')}</Badge>}>
      <div className="panel-body stack g3">
        <FundButton account={account} label={t('fund')} />
        <TransactionButton label={t('dollars')} disabled={false} send={() => mintTestDollars({ stableUnits: thousandDollars })} onDone={onMoved} />
      </div>
      <p className="panel-foot">{t('text')}</p>
    </Panel>
  )
}
