import type { AccountStatementWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { monthText } from '#web/parts/format/monthText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { exactGText, exactPtText } from '#web/parts/govern/tokenText.ts'

/** Shows what AI services settled from the channels of the account in one month, the largest amount first. */
export function ServiceCosts({ statement: { month, services } }: { readonly statement: Pick<AccountStatementWire, 'month' | 'services'> }) {
  const t = useTranslations('wallet.monthly.ai')
  const title = t('title', { month: monthText(month) })
  return (
    <Panel title={title} note={t('note')}>
      {services.length === 0 ? (
        <p className="panel-body t13 dim">{t('none')}</p>
      ) : (
        <section className="scroll" aria-label={title}>
          <table className="table">
            <TableHead columns={[{ name: t('service') }, { name: t('requests'), className: 'n' }, { name: t('settled'), className: 'n' }]} />
            <tbody>
              {services.map(({ service, model, asset, settled, requests }) => (
                <tr key={`${service} ${asset}`}>
                  <td>
                    {model === null ? (
                      t('unread')
                    ) : (
                      <Link className="link" href={`/models/${encodeURIComponent(model)}`}>
                        {model}
                      </Link>
                    )}
                    <div className="t12 dim mono">{shortHex(service)}</div>
                  </td>
                  <td className="n">{t('count', { requests })}</td>
                  <td className="n">{asset === 'PToken' ? exactPtText(settled) : exactGText(settled)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <p className="panel-foot">
        {t('text')}{' '}
        <Link className="link" href="/usage">
          {t('usage')}
        </Link>
      </p>
    </Panel>
  )
}
