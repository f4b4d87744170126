import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { toWithdraw } from '#web/parts/bond/toWithdraw.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { balanceText } from '#web/parts/format/sumTexts.ts'
import { walletQuery } from '#web/parts/wallet/walletQuery.ts'
import { addressOfWithdrawal } from '#web/parts/wallet/withdrawalAddress.ts'

/**
 * Explains how the amount that a bond needs can be moved into the wallet. The page's header shows the Market balance, which is not in the wallet. `wallet` is
 * the wallet's balance and `missing` the rest of the amount, both in PToken base units.
 */
export function PoorWallet({ id, wallet, missing }: { readonly id?: string; readonly wallet: bigint; readonly missing: bigint }) {
  const t = useTranslations('bond')
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
