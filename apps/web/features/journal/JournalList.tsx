'use client'
import type { JournalRowWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { journalQuery } from '#web/parts/explorer/explorerQueries.ts'
import { AllLink, type ListLook, ListPanel } from '#web/parts/explorer/ListPanel.tsx'
import { clockText, dayText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { commandNames, type EntrySubject, entryOf } from '#web/features/journal/entryOf.ts'

/** Lists the entries of the journal in sentences, newest first. */
export function JournalList({ most, everyMs }: ListLook) {
  const t = useTranslations('explorer.journal')
  const columns = [
    { name: t('sequence') },
    { name: t('time'), className: 'hide-s' },
    { name: t('command') },
    { name: t('what') },
    { name: t('hash'), className: 'n hide-s' },
  ]
  return (
    <ListPanel
      title={t('title')}
      note={t('note')}
      query={journalQuery(browserApi)}
      empty={t('empty')}
      columns={columns}
      most={most}
      everyMs={everyMs}
      end={
        <span className="row g3 nowrap">
          <a className="link t13" href="/api/v1/journal">
            {t('lines')}
          </a>
          {most !== undefined && <AllLink href="/explorer/journal" />}
        </span>
      }
    >
      {(row) => <EntryRow key={row.seq} row={row} />}
    </ListPanel>
  )
}

function EntryRow({ row }: { readonly row: JournalRowWire }) {
  const t = useTranslations('explorer.journal')
  const { command, subject, outcome, code, gpus } = entryOf(row)
  const at = Math.floor(Number(row.atMs) / 1_000)
  const known = commandNames.find((name) => name === command)
  return (
    <tr>
      <td className="mono dim">{Number(row.seq).toLocaleString('en-US')}</td>
      <td className="dim hide-s nowrap" title={dayText(at)}>
        {clockText(at)}
      </td>
      <td>
        <b className="strong">{known === undefined ? command || t('unreadable') : t(`commands.${known}`)}</b>
      </td>
      <td>
        {gpus !== null && <span>{t('gpus', { count: gpus })} </span>}
        {subject !== null && <Subject subject={subject} />}
        {outcome !== 'done' && <span className={outcome === 'rejected' ? 'loss' : 'go'}> {t(`outcomes.${outcome}`, { code: code ?? '' })}</span>}
      </td>
      <td className="n mono dim hide-s" title={row.hash}>
        {shortHex(row.hash)}
      </td>
    </tr>
  )
}

function Subject({ subject: { kind, id } }: { readonly subject: EntrySubject }) {
  const t = useTranslations('explorer.journal')
  const text = t(`subjects.${kind}`, { id: id.length > 20 ? shortHex(id) : id })
  const href = hrefOf({ kind, id })
  return href === null ? (
    <span className="dim">{text}</span>
  ) : (
    <Link className="link" href={href}>
      {text}
    </Link>
  )
}

function hrefOf({ kind, id }: EntrySubject): string | null {
  switch (kind) {
    case 'order':
      return `/explorer/orders/${id}`
    case 'lease':
      return `/explorer/leases/${id}`
    case 'node':
      return `/gpus/${id}`
    case 'account':
      return `/explorer/address/${id}`
    case 'block':
      return `/explorer/blocks/${id}`
    case 'hold':
      return null
  }
}
