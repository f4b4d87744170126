'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { endAsk } from '#web/features/asks/pauseAsk.ts'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'

/** Lists a machine's open offers for single accounts, and lets the provider end each of them with the wallet. Shows nothing if there are none. */
export function PrivateAsks({ node }: { readonly node: ProviderNode }) {
  const t = useTranslations('provide.price.audience')
  const signer = useSigner()
  const queryClient = useQueryClient()
  const ending = useMutation({
    mutationFn: async (orderHash: string) => {
      if (signer.state !== 'ready') throw new Error('The wallet is not connected.')
      await endAsk(signer.signer, orderHash)
    },
    onSettled: () => {
      for (const key of ['provider', 'listing']) void queryClient.invalidateQueries({ queryKey: [key] })
    },
  })
  if (node.privateAsks.length === 0) return null
  return (
    <section className="stack g2" aria-label={t('open')}>
      <h3 className="t13">{t('open')}</h3>
      <ul className="stack g2">
        {node.privateAsks.map(({ orderHash, account, pricePerGpuSecond, expiry }) => (
          <li key={orderHash} className="row between wrap t13">
            <span>
              <span className="mono">{shortHex(account)}</span>{' '}
              {t('openLine', { price: amountText(BigInt(pricePerGpuSecond) * 3_600n), moment: dayMinuteText(expiry) })}
            </span>
            <Button
              size="sm"
              tone="ghost"
              aria-label={t('endNamed', { account: shortHex(account) })}
              disabled={ending.isPending || signer.state !== 'ready'}
              onClick={() => ending.mutate(orderHash)}
            >
              {t('end')}
            </Button>
          </li>
        ))}
      </ul>
      {ending.isError && <SigningProblemCallout error={ending.error} />}
    </section>
  )
}
