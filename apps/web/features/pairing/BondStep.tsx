import type { ChainAddresses } from '@infinitio/chain'
import { useBondMoves } from '@infinitio/chain/react'
import type { Address } from '@infinitio/domain'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { balanceText } from '#web/parts/format/sumTexts.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'
import { walletQuery } from '#web/parts/wallet/walletQuery.ts'
import { addressOfWithdrawal } from '#web/parts/wallet/withdrawalAddress.ts'

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
        {isPoor && <PoorWallet id={poorId} wallet={wallet} missing={short - wallet} />}
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

/** Explains how the missing amount can be moved into the wallet. The page's header shows the Market balance, which is not in the wallet. */
function PoorWallet({ id, wallet, missing }: { readonly id: string; readonly wallet: bigint; readonly missing: bigint }) {
  const t = useTranslations('pair.bond')
  const { data } = useQuery(walletQuery(browserApi))
  const market = BigInt(data?.available ?? 0)
  const isInMarket = market >= missing
  return (
    <Callout tone="warn" id={id}>
      {t.rich('poor', {
        from: isInMarket ? 'market' : 'elsewhere',
        amount: balanceText(wallet),
        missing: amountText(missing),
        market: balanceText(market),
        link: (words) => (
          <a
            className="link"
            href={isInMarket ? addressOfWithdrawal(toWithdraw(missing, market)) : '/wallet#deposit'}
            target="_blank"
            rel="noreferrer"
          >
            {words}
          </a>
        ),
      })}
    </Callout>
  )
}

/** One hundredth of a PT, in base units. */
const cent = 10n ** 16n

/** Returns the amount to withdraw for a missing amount: rounded up to a hundredth of a PT, which people can read, if the balance suffices. Base units. */
export function toWithdraw(missing: bigint, balance: bigint): bigint {
  const rounded = ((missing + cent - 1n) / cent) * cent
  return rounded <= balance ? rounded : missing
}
