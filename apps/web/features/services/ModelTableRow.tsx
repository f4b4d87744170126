'use client'
import { testModel } from '@infinitio/domain'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Button } from '#web/components/ui/Button.tsx'
import type { ModelRow } from '#web/features/services/modelRows.ts'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import { CachedPrice } from '#web/parts/services/CachedText.tsx'

const msPerSecond = 1_000
const bpsPerCent = 100

/** Shows a model in the table of models: its prices, its speed, how its answers are checked, and a link to chat with it. */
export function ModelTableRow({ row }: { readonly row: ModelRow }) {
  const t = useTranslations('services.hub')
  const { model, contextTokens, inputPrice, outputPrice, firstMs, tokensPerSecond, answeredBps, services, standing } = row
  const page = `/models/${encodeURIComponent(model)}`
  const badge = <Badge tone={standing === 'checked' ? 'final' : standing === 'left_out' ? 'warn' : 'plain'}>{t(`standing.${standing}`)}</Badge>
  return (
    <tr>
      <td>
        <Link className="link wrap-anywhere" href={page}>
          <b>{model}</b>
        </Link>{' '}
        {model === testModel && <Badge tone="warn">{t('noModel')}</Badge>}
        <div className="only-phone t12 dim">
          {badge} {tokensPerSecond !== null && t('perSecond', { speed: tokensPerSecond })}
        </div>
      </td>
      <td className="n hide-s max-[1099px]:hidden">{contextTokens === null ? '–' : t('tokens', { tokens: contextTokens })}</td>
      <td className="n hide-s">
        {exactPtText(inputPrice)}
        <CachedPrice offer={row} />
      </td>
      <td className="n">
        <b>{exactPtText(outputPrice)}</b>
      </td>
      <td className="n hide-s">{firstMs === null ? '–' : t('seconds', { seconds: firstMs / msPerSecond })}</td>
      <td className="n hide-s">{tokensPerSecond === null ? '–' : t('number', { value: tokensPerSecond })}</td>
      <td className="n hide-s max-[1099px]:hidden">{answeredBps === null ? '–' : t('share', { share: answeredBps / bpsPerCent })}</td>
      <td className="n hide-s">{t('number', { value: services })}</td>
      <td className="hide-s">{badge}</td>
      <td className="n">
        <Button size="sm" asChild>
          <Link href={`/playground?model=${encodeURIComponent(model)}`} aria-label={t('tryNamed', { model })}>
            {t('try')}
          </Link>
        </Button>
      </td>
    </tr>
  )
}
