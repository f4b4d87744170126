'use client'
import type { Staking } from '@infinitio/chain/react'
import { useTranslations } from 'next-intl'
import { spanText } from '#web/parts/format/spanText.ts'
import { bpsText, exactGText, gText } from '#web/parts/govern/tokenText.ts'
import type { Dao, Stake } from '#web/parts/govern/governQueries.ts'
import { balanceText } from '#web/parts/format/sumTexts.ts'
import { AmountField } from '#web/parts/wallet/AmountField.tsx'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { useTypedAmount } from '#web/parts/wallet/useTypedAmount.ts'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'

export type StakeFormProps = {
  readonly move: 'stake' | 'unstake'
  readonly stake: Stake
  readonly dao: Dao
  readonly staking: Staking
  readonly onMoved: () => void
}

/** Stakes G tokens from the wallet, or unstakes them. Unstaking ends the votes at once; the tokens are paid after the waiting time. */
export function StakeForm({ move, stake, dao, staking, onMoved }: StakeFormProps) {
  const t = useTranslations('govern.move')
  const most = move === 'stake' ? BigInt(stake.wallet) : BigInt(stake.staked) - BigInt(stake.bonded)
  const { amount, isTooMuch, reason, clear, field } = useTypedAmount({
    most,
    tooMuch: t('tooMuch', { amount: `${balanceText(most)} G` }),
    wrong: t('wrong'),
  })
  return (
    <div className="panel-body stack g4">
      <AmountField
        label={t('amount')}
        hint={t(move === 'stake' ? 'ofWallet' : 'ofStake', { amount: `${balanceText(most)} G` })}
        {...field}
        most={most}
        unit="G"
      />
      {move === 'unstake' && stake.bonded !== '0' && <p className="t12 dim">{t('bonded', { amount: gText(stake.bonded) })}</p>}
      {amount !== null && !isTooMuch && <StakeLines move={move} amount={amount} stake={stake} dao={dao} />}
      <p className="t12 dim">{t(move === 'stake' ? 'stakeText' : 'unstakeText', { span: spanText(dao.rules.unstakingSeconds) })}</p>
      <TransactionButton
        label={t(move === 'stake' ? 'sendStake' : 'sendUnstake', { amount: amount === null ? 'none' : exactGText(amount) })}
        isChanged={field.text !== ''}
        reason={reason}
        done={t(move === 'stake' ? 'doneStake' : 'doneUnstake')}
        send={() => (move === 'stake' ? staking.stake(amount ?? 0n) : staking.unstake(amount ?? 0n))}
        onDone={() => {
          clear()
          onMoved()
        }}
      />
    </div>
  )
}

/** Shows the amount, the effect on votes and interest, the time of payment, and the number of transactions that the wallet asks about. */
function StakeLines({ move, amount, stake, dao }: Pick<StakeFormProps, 'move' | 'stake' | 'dao'> & { readonly amount: bigint }) {
  const t = useTranslations('govern.move')
  const exact = exactGText(amount)
  if (move === 'stake')
    return (
      <MoneyLines
        lines={[
          { name: t('fromWallet'), amount: exact },
          { name: t('fee'), amount: exactGText(0n) },
          { name: t('yearly', { rate: bpsText(dao.interest.bps) }), amount: gText((amount * BigInt(dao.interest.bps)) / 10_000n), tone: 'small' },
          { name: t('network'), amount: t('two'), tone: 'small' },
          { name: t('stakedAfter'), amount: exactGText(BigInt(stake.staked) + amount), tone: 'total' },
        ]}
      />
    )
  return (
    <MoneyLines
      lines={[
        { name: t('fromStake'), amount: exact },
        { name: t('fee'), amount: exactGText(0n) },
        { name: t('votesLost'), amount: exact },
        { name: t('stakedAfter'), amount: exactGText(BigInt(stake.staked) - amount), tone: 'small' },
        { name: t('network'), amount: t('one'), tone: 'small' },
        { name: t('paidAfter', { span: spanText(dao.rules.unstakingSeconds) }), amount: exactGText(BigInt(stake.unstaking) + amount), tone: 'total' },
      ]}
    />
  )
}
