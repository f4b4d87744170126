import type { ChainAddresses } from '@infinitio/chain'
import { useBondMoves } from '@infinitio/chain/react'
import type { Address } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { Panel } from '#web/components/ui/Panel.tsx'
import { PoorWallet } from '#web/parts/bond/PoorWallet.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'

type BondStepProps = {
  readonly addresses: ChainAddresses
  readonly account: Address
  /**
   * Four amounts in PToken base units: the bond that this machine needs, the locked part of the provider's bond that no machine uses, the missing amount, and
   * the wallet's balance (null while unknown).
   */
  readonly needed: bigint
  readonly free: bigint
  readonly short: bigint
  readonly wallet: bigint | null
  readonly onDone: () => void
}

/** Locks the part of the machine's bond that is still missing. */
export function BondStep({ addresses, account, needed, free, short, wallet, onDone }: BondStepProps) {
  const t = useTranslations('pair.bond')
  const tLine = useTranslations('bond.line')
  const moves = useBondMoves({ addresses, account })
  const pt = (units: bigint): string => `${amountText(units)} PT`
  const isPoor = wallet !== null && wallet < short
  const poorId = useId()
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g3 t13">
        <p>{t('text')}</p>
        <MoneyLines
          lines={[
            { name: t('needed'), amount: pt(needed) },
            { name: t('free'), amount: pt(free) },
            { name: tLine('fee'), amount: pt(0n) },
            { name: tLine('network'), amount: tLine('two'), tone: 'small' },
            { name: t('total'), amount: pt(short), tone: 'total' },
          ]}
        />
        {isPoor && <PoorWallet id={poorId} {...{ addresses, account, wallet }} missing={short - wallet} onWithdrawn={onDone} />}
        <TransactionButton
          label={t('button', { amount: amountText(short) })}
          disabled={wallet === null || isPoor}
          describedBy={isPoor ? poorId : undefined}
          send={() => moves.add(short)}
          onDone={onDone}
        />
      </div>
    </Panel>
  )
}
