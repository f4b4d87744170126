import type { ChainAddresses } from '@infinitio/chain'
import { useWithdraw } from '@infinitio/chain/react'
import { type Address, pTokenUnits } from '@infinitio/domain'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { toWithdraw } from '#web/parts/bond/toWithdraw.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { balanceText } from '#web/parts/format/sumTexts.ts'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'
import { walletQuery } from '#web/parts/wallet/walletQuery.ts'

type PoorWalletProps = {
  /** Id of the sentence, for a disabled button that names it as its reason. */
  readonly id?: string
  readonly addresses: ChainAddresses
  readonly account: Address
  /** The wallet's balance, and the rest of the amount that the bond needs, in PToken base units. */
  readonly wallet: bigint
  readonly missing: bigint
  /** Called after the missing amount has reached the wallet. */
  readonly onWithdrawn: () => void
}

/**
 * Shows how many PT a bond still needs in the wallet. One button withdraws them from the Market balance if that has enough. The page's header shows the Market
 * balance, which is not in the wallet.
 */
export function PoorWallet({ id, addresses, account, wallet, missing, onWithdrawn }: PoorWalletProps) {
  const t = useTranslations('bond')
  const { data } = useQuery(walletQuery(browserApi))
  const withdraw = useWithdraw({ addresses, account })
  const market = BigInt(data?.available ?? 0)
  const isInMarket = market >= missing
  const amount = toWithdraw(missing, market)
  return (
    <div className="stack g3">
      <Callout tone="warn" {...(id === undefined ? {} : { id })}>
        {t.rich('poor', {
          from: isInMarket ? 'market' : 'elsewhere',
          amount: balanceText(wallet),
          missing: amountText(missing),
          market: balanceText(market),
          link: (words) => (
            <a className="link" href="/wallet#deposit" target="_blank" rel="noreferrer">
              {words}
            </a>
          ),
        })}
      </Callout>
      {isInMarket && (
        <TransactionButton
          label={t('poorWithdraw', { missing: amountText(amount) })}
          send={() => withdraw({ amount: pTokenUnits(amount) })}
          onDone={onWithdrawn}
        />
      )}
    </div>
  )
}
