import { CircleAlert, CircleCheck, Info } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Badge } from '#web/components/ui/Badge.tsx'
import { shortHex } from '#web/parts/format/shortHex.ts'
import type { RangeResult } from '@infinitio/sdk/journal'

const mostShown = 12

/** Shows the result of checking the journal: the parts that match, the first wrong entry, and the parts that were not checked. */
export function VerifyResult({ result }: { readonly result: RangeResult }) {
  const t = useTranslations('explorer.verify')
  const { findings, findingCount, rows, from, to } = result
  const agrees = findingCount === 0
  return (
    <>
      <p className="row between mb-2">
        <b>{t(agrees ? 'agrees' : 'disagrees', { count: findingCount })}</b>
        <Badge tone={agrees ? 'final' : 'bad'}>{t(agrees ? 'verified' : 'failed')}</Badge>
      </p>
      <ul className="vs">
        {findings.slice(0, mostShown).map(({ kind, seq, detail }) => (
          <Line key={`${kind} ${seq} ${detail}`} tone="bad">
            <b>{t(`findings.${kind}`, { entry: seq ?? '' })}</b> <span className="dim">{detail}</span>
          </Line>
        ))}
        {findingCount > mostShown && <Line tone="bad">{t('moreFindings', { count: findingCount - mostShown })}</Line>}
        <Line tone={agrees ? 'good' : 'note'}>{t('read', { count: rows, from: Number(from), to: Number(to) })}</Line>
        {agrees && <Agreeing result={result} />}
        <NotLookedAt result={result} />
      </ul>
    </>
  )
}

function Agreeing({ result: { firstHash, lastHash, replayed, bookHash, books, snapshots, anchors } }: { readonly result: RangeResult }) {
  const t = useTranslations('explorer.verify')
  return (
    <>
      <Line tone="good">
        {firstHash === null
          ? t('chainFromStart', { last: shortHex(lastHash) })
          : t('chainFrom', { first: shortHex(firstHash), last: shortHex(lastHash) })}
      </Line>
      {replayed && bookHash !== null && <Line tone="good">{t('replayed', { hash: shortHex(bookHash) })}</Line>}
      {books > 0 && <Line tone="good">{t('books', { count: books })}</Line>}
      {snapshots.same > 0 && <Line tone="good">{t('snapshots', { count: snapshots.same })}</Line>}
      {anchors !== null && anchors.found > 0 && <Line tone="good">{t('anchors', { count: anchors.found })}</Line>}
    </>
  )
}

function NotLookedAt({ result: { replayed, books, snapshots, anchors, anchorsCode, headSeq, to, from } }: { readonly result: RangeResult }) {
  const t = useTranslations('explorer.verify')
  return (
    <>
      {!replayed && <Line tone="note">{t('notReplayed', { from: Number(from), before: Number(from) - 1 })}</Line>}
      {replayed && books === 0 && <Line tone="note">{t('noBooks')}</Line>}
      {snapshots.unchecked > 0 && <Line tone="note">{t('snapshotsUnchecked', { count: snapshots.unchecked })}</Line>}
      {headSeq !== to && <Line tone="note">{t('headBeyond', { head: Number(headSeq) })}</Line>}
      {anchors === null && <Line tone="note">{t('noChain', { code: anchorsCode ?? '' })}</Line>}
      {anchors !== null && anchors.found + anchors.outside + anchors.lost === 0 && <Line tone="note">{t('noAnchors')}</Line>}
      {anchors !== null && anchors.outside > 0 && <Line tone="note">{t('anchorsOutside', { count: anchors.outside })}</Line>}
      {anchors !== null && anchors.lost > 0 && <Line tone="note">{t('anchorsLost', { count: anchors.lost })}</Line>}
    </>
  )
}

const icons = { good: CircleCheck, bad: CircleAlert, note: Info } as const

function Line({ tone, children }: { readonly tone: keyof typeof icons; readonly children: ReactNode }) {
  const Icon = icons[tone]
  return (
    <li className={tone}>
      <Icon className="i" aria-hidden />
      <span>{children}</span>
    </li>
  )
}
