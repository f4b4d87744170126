import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { type ElsewherePlace, type ElsewhereRow, readElsewhere } from '#web/features/wallet/readElsewhere.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import { Amount } from '#web/parts/format/Amount.tsx'
import { gText } from '#web/parts/govern/tokenText.ts'

/** The page where a person can move the money of each place. */
const pages: Readonly<Record<ElsewherePlace, string>> = {
  ...{ pot: '/usage', channels: '/usage', serviceBond: '/provide/services', hosting: '/provide/services', pool: '/jobs', stake: '/provide/tasks' },
  ...{ due: '/docs/guides/exit', duties: '/govern/staking', walletG: '/govern/staking' },
}

/** Shows the account's money for AI services, tasks and votes: G in the wallet, and money in other contracts than the Market. Hidden if there is none. */
export function ElsewherePanel({ account }: { readonly account: string }) {
  const t = useTranslations('wallet.elsewhere')
  const { data, error } = useQuery({ queryKey: ['wallet', 'elsewhere', account], queryFn: () => readElsewhere(account) })
  if (error !== null) {
    return (
      <Panel title={t('title')}>
        <p className="panel-body t13">{t('failed', { reason: problemOf(error).sentence })}</p>
      </Panel>
    )
  }
  return data === undefined || data.rows.length + data.unread === 0 ? null : <ElsewhereList {...data} />
}

/** The list of `ElsewherePanel`, with a link to the page of each amount. `unread` is the number of contracts that could not be read. */
export function ElsewhereList({ rows, unread }: { readonly rows: readonly ElsewhereRow[]; readonly unread: number }) {
  const t = useTranslations('wallet.elsewhere')
  return (
    <Panel title={t('title')} note={t('note')}>
      <dl className="kv panel-body">
        {rows.map(({ place, asset, units, count }) => (
          <div key={`${place}${asset}`} className="contents">
            <dt>
              <Link className="link" href={pages[place]}>
                {t(`place.${place}`, { count })}
              </Link>
            </dt>
            <dd>{asset === 'G' ? gText(units.toString()) : <Amount units={units} />}</dd>
          </div>
        ))}
      </dl>
      {unread > 0 && <p className="panel-body t13">{t('unread', { count: unread })}</p>}
      <p className="panel-foot">
        {t('text')}{' '}
        <Link className="link" href="/docs/guides/where-money-is">
          {t('guide')}
        </Link>
      </p>
    </Panel>
  )
}
