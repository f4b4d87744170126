'use client'
import type { HostingAccountWire } from '@infinitio/domain/wire'
import { getHostingAccount } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { exactPtText } from '#web/parts/govern/tokenText.ts'

const everyMs = 60_000

/**
 * Shows the hosting programmes that the account sponsors, and the models for which it can claim a share, each with a link to the page on which the account can
 * do so. Shows nothing if there are none.
 */
export function OwnHostingPanel({ account }: { readonly account: string }) {
  const { data } = useQuery({
    queryKey: ['hosting', 'account', account],
    queryFn: () => getHostingAccount(browserApi, account),
    enabled: account !== '',
    refetchInterval: everyMs,
  })
  return data === undefined || (data.programmes.length === 0 && data.claims.length === 0) ? null : <OwnHosting {...data} />
}

/** The content of `OwnHostingPanel`. */
export function OwnHosting({ programmes, claims }: Pick<HostingAccountWire, 'claims' | 'programmes'>) {
  const t = useTranslations('usage.hosting')
  const toClaim = [...Map.groupBy(claims, ({ model }) => model)]
  return (
    <Panel title={t('title')}>
      {toClaim.length > 0 && (
        <ul className="panel-body stack g3">
          {toClaim.map(([model, shares]) => (
            <li key={model} className="t13">
              {t('claim', { amount: exactPtText(shares.reduce((sum, { amount }) => sum + BigInt(amount), 0n)) })} <ModelLink model={model} />
            </li>
          ))}
        </ul>
      )}
      {programmes.length > 0 && (
        <section className="scroll" aria-label={t('programmes')}>
          <table className="table">
            <TableHead
              columns={[
                { name: t('model') },
                { name: t('perDay'), className: 'n hide-s' },
                { name: t('assigned'), className: 'n' },
                { name: t('claimed'), className: 'n hide-s' },
                { name: t('rest'), className: 'n' },
              ]}
            />
            <tbody>
              {programmes.map(({ programme, model, perDay, assigned, claimed, returned, refundAt }) => (
                <tr key={programme}>
                  <td>
                    <ModelLink model={model} />
                  </td>
                  <td className="n hide-s">{exactPtText(perDay)}</td>
                  <td className="n">{exactPtText(assigned)}</td>
                  <td className="n hide-s">{exactPtText(claimed)}</td>
                  <td className="n">
                    {returned === null ? t('from', { moment: dayMinuteText(refundAt) }) : t('returned', { amount: exactPtText(returned) })}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Panel>
  )
}

function ModelLink({ model }: { readonly model: string }) {
  return (
    <Link className="link" href={`/models/${encodeURIComponent(model)}`}>
      {model}
    </Link>
  )
}
