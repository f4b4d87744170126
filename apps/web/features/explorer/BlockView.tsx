'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { blockQuery } from '#web/parts/explorer/explorerQueries.ts'
import { TransactionList } from '#web/features/explorer/TransactionList.tsx'
import { secondText } from '#web/parts/format/clockText.ts'
import { reading } from '#web/i18n/reading.ts'
import { FinalBadge } from '#web/parts/transaction/FinalBadge.tsx'

/** Shows one block of the chain: its properties and the transactions of the market in it. */
export function BlockView({ number }: { readonly number: string }) {
  const t = useTranslations('explorer.blocks')
  const block = useQuery(blockQuery(browserApi, number))
  return (
    <div className="stack g4">
      <QueryView query={block} failed={t('failed')} skeleton={<Skeleton width="100%" height={180} />}>
        {({ at, hash, parentHash, final }) => (
          <Panel title={t('named', { number: Number(number) })} end={<FinalBadge final={final} />}>
            <dl className="kv left panel-body">
              <dt>{t('time')}</dt>
              <dd>{`${secondText(at)} ${reading().zoneName}`}</dd>
              <dt>{t('hash')}</dt>
              <dd className="mono break-all">{hash}</dd>
              <dt>{t('parent')}</dt>
              <dd className="mono break-all">
                <Link className="link" href={`/explorer/blocks/${Math.max(0, Number(number) - 1)}`}>
                  {parentHash}
                </Link>
              </dd>
            </dl>
          </Panel>
        )}
      </QueryView>
      {block.data !== undefined && <TransactionList block={Number(number)} />}
    </div>
  )
}
