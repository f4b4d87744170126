'use client'
import { useStaking } from '@infinitio/chain/react'
import { address, zeroAddress } from '@infinitio/domain'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { type Dao, governAccountQuery } from '#web/parts/govern/governQueries.ts'
import { exactGText } from '#web/parts/govern/tokenText.ts'
import { useTranslatedRefusals } from '#web/parts/govern/useTranslatedRefusals.ts'
import { useAccountAddress } from '#web/parts/session/useAccountAddress.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type DelegateToProps = { readonly to: string; readonly dao: Dao }

/** Delegates the reader's votes to this account. No G tokens move, and the reader can change this at any time. */
export function DelegateTo(props: DelegateToProps) {
  return (
    <WalletBoundary waiting={<Skeleton width="100%" height={200} />}>
      <Act {...props} />
    </WalletBoundary>
  )
}

function Act({ to, dao }: DelegateToProps) {
  const t = useTranslations('govern.delegate')
  const account = useAccountAddress()
  const queryClient = useQueryClient()
  const { gToken, stakedGToken } = dao.contracts
  const contracts = { gToken: address(gToken), stakedGToken: address(stakedGToken) }
  const staking = useTranslatedRefusals(useStaking({ contracts, account }))
  const mine = useQuery({ ...governAccountQuery(browserApi, account), enabled: account !== zeroAddress })
  const stake = mine.data?.stake ?? null
  const isSame = stake?.delegate === to
  const textId = useId()
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g4">
        <MoneyLines
          lines={[
            { name: t('moves'), amount: exactGText(0n) },
            { name: t('network'), amount: t('one'), tone: 'small' },
            { name: t('votes'), amount: stake === null ? '…' : exactGText(stake.staked), tone: 'total' },
          ]}
        />
        <p className="t12 dim" id={textId}>
          {t(to === zeroAddress ? 'zero' : isSame ? 'same' : 'text')}
        </p>
        <TransactionButton
          label={t(to === account ? 'sendSelf' : 'sendOther')}
          disabled={stake === null || isSame || to === zeroAddress}
          reason={stake !== null && stake.staked === '0' ? t('noStake') : null}
          describedBy={textId}
          send={() => staking.delegate(address(to))}
          onDone={() => void queryClient.invalidateQueries({ queryKey: ['govern'] })}
        />
      </div>
    </Panel>
  )
}
