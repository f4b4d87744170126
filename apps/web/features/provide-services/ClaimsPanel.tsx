import type { HostingAccountWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Panel } from '#web/components/ui/Panel.tsx'
import { exactPtText } from '#web/parts/govern/tokenText.ts'

/** Shows the unclaimed shares of hosting programmes, one line for each model, with a link to the page on which the seller can claim them. */
export function ClaimsPanel({ claims }: { readonly claims: HostingAccountWire['claims'] }) {
  const t = useTranslations('provideServices.claims')
  const models = [...Map.groupBy(claims, ({ model }) => model)]
  return (
    <Panel title={t('title')}>
      {models.length === 0 ? (
        <p className="panel-body t13 dim">{t('none')}</p>
      ) : (
        <ul className="panel-body stack g3">
          {models.map(([model, shares]) => (
            <li key={model} className="t13">
              {t('claim', { amount: exactPtText(shares.reduce((sum, { amount }) => sum + BigInt(amount), 0n)), count: shares.length })}{' '}
              <Link className="link" href={`/models/${encodeURIComponent(model)}`}>
                {model}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
