import { useTranslations } from 'next-intl'
import { exactPtText } from '#web/parts/govern/tokenText.ts'

/** The prices of input of a service, in base units for a million tokens, and its rule for cached input. */
export type CachedOffer = {
  readonly inputPrice: bigint | string
  readonly cachedPrice: bigint | string
  readonly cachedPrefix?: { readonly leastTokens: number; readonly withinSeconds: number } | null
}

/** Returns true if cached tokens of a service cost less than other tokens of a prompt. */
export function isCachedCheaper({ inputPrice, cachedPrice }: CachedOffer): boolean {
  return BigInt(cachedPrice) < BigInt(inputPrice)
}

/** Shows the price of cached tokens, to stand beside the price of input. Shows nothing if it is not lower. */
export function CachedPrice({ offer }: { readonly offer: CachedOffer }) {
  const t = useTranslations('cachedInput')
  return isCachedCheaper(offer) ? <div className="t12 dim">{t('price', { price: exactPtText(offer.cachedPrice) })}</div> : null
}

/** Explains which tokens of a prompt count as cached, with their price. Shows nothing if the price is not lower. */
export function CachedText({ offer }: { readonly offer: CachedOffer }) {
  const t = useTranslations('cachedInput')
  if (!isCachedCheaper(offer)) return null
  const price = exactPtText(offer.cachedPrice)
  const rule = offer.cachedPrefix ?? null
  return (
    <div className="t12 dim">
      {rule === null ? t('byService', { price }) : t('byRule', { price, tokens: rule.leastTokens, seconds: rule.withinSeconds })}
    </div>
  )
}
