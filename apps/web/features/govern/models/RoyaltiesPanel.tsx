'use client'
import type { ServiceWire } from '@infinitio/domain/wire'
import { modelNumberOf } from '@infinitio/domain'
import { listServices } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { bpsText, exactPtText } from '#web/parts/govern/tokenText.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'

const everyMs = 15_000
const mostServices = 100

/** Shows the AI services that pay a royalty to the signed-in account, with the earned amounts. Shows nothing if there are none. */
export function RoyaltiesPanel() {
  const account = useAccount() ?? ''
  const { data } = useQuery({
    queryKey: ['services', 'royalties', account],
    queryFn: () => listServices(browserApi, { royaltyTo: account, limit: mostServices }),
    enabled: account !== '',
    refetchInterval: everyMs,
  })
  return data === undefined || data.items.length === 0 ? null : <RoyaltiesTable items={data.items} />
}

/** The table of `RoyaltiesPanel`. */
export function RoyaltiesTable({ items }: { readonly items: readonly ServiceWire[] }) {
  const t = useTranslations('govern.models.royalties')
  const sum = items.reduce((all, { royalty }) => all + BigInt(royalty), 0n)
  return (
    <Panel title={t('title')} note={t('sum', { amount: exactPtText(sum) })}>
      <section className="scroll" aria-label={t('title')}>
        <table className="table">
          <TableHead
            columns={[
              { name: t('service') },
              { name: t('model'), className: 'n hide-s' },
              { name: t('share'), className: 'n' },
              { name: t('settled'), className: 'n hide-s' },
              { name: t('earned'), className: 'n' },
            ]}
          />
          <tbody>
            {items.map(({ service, payee, offer, model, royaltyBps, settled, royalty }) => (
              <tr key={service}>
                <td>
                  {offer?.model ?? t('unread')}
                  <div className="t12 dim">
                    <AccountText account={payee} />
                  </div>
                </td>
                <td className="n hide-s">{(model === null ? null : modelNumberOf(model)) ?? '–'}</td>
                <td className="n">{bpsText(royaltyBps)}</td>
                <td className="n hide-s">{exactPtText(settled)}</td>
                <td className="n">{exactPtText(royalty)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="panel-foot">
        {t('foot')}{' '}
        <Link className="link" href="/usage">
          {t('withdraw')}
        </Link>
      </p>
    </Panel>
  )
}
