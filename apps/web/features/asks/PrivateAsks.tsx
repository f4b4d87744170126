'use client'
import type { AskWire } from '@infinitio/domain/wire'
import { getChain, getOrder, getProvider, placeOrder, signAsk } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { WhyDisabled } from '#web/components/ui/WhyDisabled.tsx'
import { endAsk } from '#web/features/asks/pauseAsk.ts'
import { renewedPrivateAsk } from '#web/features/asks/askTermsOf.ts'
import { waitForAsk } from '#web/features/asks/waitForAsk.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'

type PrivateAsk = ProviderNode['privateAsks'][number]

/** Lists a machine's open offers for single accounts, and lets the provider renew or end each of them with the wallet. Shows nothing if there are none. */
export function PrivateAsks({ node }: { readonly node: ProviderNode }) {
  const t = useTranslations('provide.price.audience')
  const why = useTranslations('reasons')
  const signer = useSigner()
  const reasonId = useId()
  const reason = signer.state === 'ready' ? null : why('wallet')
  const queryClient = useQueryClient()
  const signing = useMutation({
    mutationFn: async ({ offer, does }: { readonly offer: PrivateAsk; readonly does: 'renew' | 'end' }) => {
      if (signer.state !== 'ready') throw new Error('The wallet is not connected.')
      if (does === 'end') await endAsk(signer.signer, offer.orderHash)
      else await renewPrivateAsk(signer.signer, { node, offer })
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
        {node.privateAsks.map((offer) => (
          <li key={offer.orderHash} className="row between wrap t13">
            <span>
              <span className="mono">{shortHex(offer.account)}</span>{' '}
              {t('openLine', { price: amountText(BigInt(offer.pricePerGpuSecond) * 3_600n), moment: dayMinuteText(offer.expiry) })}
            </span>
            <span className="row g2">
              {(['renew', 'end'] as const).map((does) => (
                <Button
                  key={does}
                  size="sm"
                  tone="ghost"
                  aria-label={t(`${does}Named`, { account: shortHex(offer.account) })}
                  disabled={signing.isPending || reason !== null}
                  aria-describedby={reason === null ? undefined : reasonId}
                  onClick={() => signing.mutate({ offer, does })}
                >
                  {t(does)}
                </Button>
              ))}
            </span>
          </li>
        ))}
      </ul>
      <WhyDisabled id={reasonId}>{reason}</WhyDisabled>
      {signing.isError && <SigningProblemCallout error={signing.error} />}
    </section>
  )
}

/**
 * Signs a machine's offer to one account again with the wallet, at the same price and terms, for the next 28 days. The new offer replaces the old one. Throws
 * the errors of the API and `waitForAsk`; the API refuses it if the old offer is no longer open.
 */
async function renewPrivateAsk(
  signer: Parameters<typeof signAsk>[0],
  { node, offer: { orderHash } }: { readonly node: ProviderNode; readonly offer: PrivateAsk },
): Promise<void> {
  const [chain, { nextAskNonce }, { order }] = await Promise.all([getChain(browserApi), getProvider(browserApi), getOrder(browserApi, orderHash)])
  const parts = { node, terms: order as AskWire, nonce: BigInt(nextAskNonce), provider: signer.address, chain }
  const signed = await signAsk(signer, { ask: renewedPrivateAsk(parts), chain })
  const placed = await placeOrder(browserApi, { ...signed, replaces: orderHash })
  await waitForAsk(placed.orderHash, 'open')
}
