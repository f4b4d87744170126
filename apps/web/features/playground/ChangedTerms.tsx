'use client'
import type { ChangedOffer, PaidOffer, PaidServices } from '@infinitio/sdk/services'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { exactPtText } from '#web/parts/govern/tokenText.ts'

type ChangedProps = {
  readonly services: Pick<PaidServices, 'changed' | 'accept'>
  /** The chosen models. Services of other models are not shown. */
  readonly models: readonly string[]
}

/** Asks the visitor to accept terms of services that became dearer or moved. Until then, no message reaches these services. */
export function ChangedTerms({ services, models }: ChangedProps) {
  const t = useTranslations('playground.changed')
  const [, setAccepted] = useState<readonly string[]>([])
  return services
    .changed()
    .filter(({ terms }) => models.includes(terms.model))
    .map((offer) => (
      <Callout
        key={offer.service}
        tone="warn"
        action={
          <Button
            size="sm"
            onClick={() => {
              services.accept(offer)
              setAccepted((before) => [...before, offer.service])
            }}
          >
            {t('accept')}
          </Button>
        }
      >
        <p>
          <b>{t('title', { service: shortHex(offer.service) })}</b>
        </p>
        <Changes offer={offer} />
      </Callout>
    ))
}

/** Shows the prices before and now, and the other changes for which the visitor is asked. */
function Changes({ offer: { terms, accepted } }: { readonly offer: ChangedOffer }) {
  const t = useTranslations('playground.changed')
  return (
    <>
      <p>{t('before', pricesOf(accepted))}</p>
      <p>{t('now', pricesOf(terms))}</p>
      {terms.url !== accepted.url && <p>{t('moved', { url: terms.url })}</p>}
      {terms.boxKey === undefined && accepted.boxKey !== undefined && <p>{t('opened')}</p>}
      {accepted.cachedPrefix !== undefined && terms.cachedPrefix !== accepted.cachedPrefix && <p>{t('cachedRule')}</p>}
    </>
  )
}

function pricesOf({ inputPrice, cachedPrice, outputPrice, startPrice, step }: PaidOffer['terms']) {
  const [input, cached, output, stepText] = [inputPrice, cachedPrice, outputPrice, step].map(exactPtText) as [string, string, string, string]
  return { input, cached, output, step: stepText, start: exactPtText(startPrice ?? 0n) }
}
