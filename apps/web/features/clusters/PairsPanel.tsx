import type { ClusterMemberWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { type MemberPair, memberPairs, suitsOf } from '#web/features/clusters/memberPairs.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'

/**
 * Lists the round-trip time and the bandwidth between each two leases of a cluster, the slowest first, and shows for which programs the slowest one is fast
 * enough.
 */
export function PairsPanel({ members }: { readonly members: readonly ClusterMemberWire[] }) {
  const t = useTranslations('clusterPage.pairs')
  const pairs = memberPairs(members)
  const suits = suitsOf(pairs)
  return (
    <Panel title={t('title')} note={t('note')}>
      {pairs.length === 0 ? (
        <p className="panel-body t13 dim">{t('none')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls on a phone, and rows without a button give a keyboard nothing else to reach.
        <section className="scroll" aria-label={t('title')} tabIndex={0}>
          <table className="table">
            <TableHead
              columns={[{ name: t('between') }, { name: t('way') }, { name: t('rtt'), className: 'n' }, { name: t('bandwidth'), className: 'n' }]}
            />
            <tbody>
              {pairs.map((pair) => (
                <PairRow key={`${pair.one.leaseId} ${pair.other.leaseId}`} pair={pair} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {pairs.length > 0 && (
        <p className="panel-foot">
          {suits === null ? t('notMeasured') : t(`suits.${suits}`)}{' '}
          <Link className="link" href="/docs/guides/clusters">
            {t('guide')}
          </Link>
        </p>
      )}
    </Panel>
  )
}

const digits = 1

function PairRow({ pair: { one, other, way, rttMs, mbps } }: { readonly pair: MemberPair }) {
  const t = useTranslations('clusterPage.pairs')
  return (
    <tr>
      <td>
        {nameOf(one)}, {nameOf(other)}
      </td>
      <td>{t(`ways.${way}`)}</td>
      <td className="n nowrap">{rttMs === null ? '–' : t('ms', { ms: rttMs.toFixed(digits) })}</td>
      <td className="n nowrap">{mbps === null ? '–' : t('mbits', { mbits: Math.round(mbps) })}</td>
    </tr>
  )
}

/** Returns the name of a lease's machine with the number of the lease, because one machine can run several leases of a cluster. */
function nameOf({ nodeName, node, leaseId }: ClusterMemberWire): string {
  return `${nodeName ?? shortHex(node)} #${leaseId}`
}
