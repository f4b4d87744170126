'use client'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Stat } from '#web/components/ui/Stat.tsx'
import { momentText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { bpsText, gText, shareText } from '#web/parts/govern/tokenText.ts'
import type { Dao, Stake } from '#web/parts/govern/governQueries.ts'
import { NamedAccount } from '#web/parts/identity/NamedAccount.tsx'

export type StakeBalancesProps = {
  readonly account: string
  readonly stake: Stake
  readonly dao: Dao
  /** The time of the block at which all values are read, in Unix seconds. */
  readonly now: number
}

/**
 * Shows the account's G tokens: staked, bonded by its proposals, unstaking and in the wallet. Also shows its votes, the earned interest, and whether these
 * values are final.
 */
export function StakeBalances({ account, stake, dao, now }: StakeBalancesProps) {
  const t = useTranslations('govern.balance')
  return (
    <section className="panel" aria-label={t('name')}>
      <header className="panel-head">
        <h2>{t('name')}</h2>
        <span className="end">
          <Badge tone={stake.final ? 'final' : 'pending'}>{t(stake.final ? 'final' : 'pending')}</Badge>
        </span>
      </header>
      <div className="stats gstats">
        <Stat name={t('staked')} value={gText(stake.staked)} below={t('stakedText', { rate: bpsText(dao.interest.bps) })} />
        <Stat name={t('unstaking')} value={gText(stake.unstaking)} below={<Leaving stake={stake} now={now} />} />
        <Stat name={t('wallet')} value={gText(stake.wallet)} below={t('walletText')} />
        <Stat name={t('earned')} value={gText(stake.interest)} below={t('earnedText')} />
      </div>
      <dl className="kv panel-foot gvotes">
        {stake.bonded !== '0' && (
          <>
            <dt>{t('bonded')}</dt>
            <dd>{gText(stake.bonded)}</dd>
          </>
        )}
        {stake.staked !== '0' && (
          <>
            <dt>{t('projected')}</dt>
            <dd>{gText((BigInt(stake.staked) * BigInt(dao.interest.bps)) / 10_000n)}</dd>
          </>
        )}
        <dt>{t('votes')}</dt>
        <dd>
          <b>{gText(stake.votes)}</b> <span className="dim">{t('ofQuorum', { share: shareText(stake.votes, dao.rules.quorum) })}</span>
        </dd>
        <dt>{t('delegate')}</dt>
        <dd>
          <Delegate account={account} delegate={stake.delegate} />
        </dd>
      </dl>
    </section>
  )
}

function Leaving({ stake, now }: { readonly stake: Stake; readonly now: number }) {
  const t = useTranslations('govern.balance')
  if (stake.releaseAt === null) return t('nothingLeaves')
  if (stake.releaseAt <= now) return t('due')
  return t('leaves', { moment: momentText(stake.releaseAt), span: spanText(stake.releaseAt - now) })
}

function Delegate({ account, delegate }: { readonly account: string; readonly delegate: string }) {
  const t = useTranslations('govern.balance')
  if (/^0x0+$/.test(delegate)) return t('nobody')
  return delegate === account ? t('yourself') : <NamedAccount account={delegate} />
}
