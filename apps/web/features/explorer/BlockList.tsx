'use client'
import type { BlockWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { blocksQuery } from '#web/parts/explorer/explorerQueries.ts'
import { AllLink, type ListLook, ListPanel } from '#web/parts/explorer/ListPanel.tsx'
import { clockText, dayText } from '#web/parts/format/clockText.ts'
import { FinalBadge } from '#web/parts/transaction/FinalBadge.tsx'

/** Lists blocks, newest first. Each row shows the time of the block, its market transactions, and whether it is final. */
export function BlockList({ most, everyMs }: ListLook) {
  const t = useTranslations('explorer.blocks')
  const columns = [
    { name: t('block') },
    { name: t('time') },
    { name: t('transactions'), className: 'n' },
    { name: t('events'), className: 'n hide-s' },
    { name: t('state'), className: 'n' },
  ]
  return (
    <ListPanel
      title={t('title')}
      query={blocksQuery(browserApi)}
      empty={t('empty')}
      columns={columns}
      most={most}
      everyMs={everyMs}
      end={most === undefined ? undefined : <AllLink href="/explorer/blocks" />}
    >
      {(block) => <BlockRow key={block.number} block={block} />}
    </ListPanel>
  )
}

function BlockRow({ block: { number, at, transactions, events, final } }: { readonly block: BlockWire }) {
  return (
    <tr>
      <td>
        <Link className="link mono" href={`/explorer/blocks/${number}`}>
          {number.toLocaleString('en-US')}
        </Link>
      </td>
      <td className="dim nowrap" title={dayText(at)}>
        {clockText(at)}
      </td>
      <td className="n">{transactions}</td>
      <td className="n hide-s">{events}</td>
      <td className="n">
        <FinalBadge final={final} />
      </td>
    </tr>
  )
}
