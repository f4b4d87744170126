import type { ProposalWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { gText } from '#web/parts/govern/tokenText.ts'

export type VoteBarProps = Pick<ProposalWire, 'votes' | 'quorum' | 'missing'> & {
  /** True if a list beside the bar has the same numbers. Then only the bar is drawn. */
  readonly isBare?: boolean
}

/**
 * Shows the votes for, against and abstaining in one bar, and the missing part of the quorum. The full width of the bar is the quorum, or all votes if these
 * are more. A side without votes has no part in the bar, because the gap beside that part would keep the bar from being full.
 */
export function VoteBar({ votes, quorum, missing, isBare = false }: VoteBarProps) {
  const t = useTranslations('govern.votes')
  const cast = BigInt(votes.for) + BigInt(votes.against) + BigInt(votes.abstain)
  const whole = cast > BigInt(quorum) ? cast : BigInt(quorum)
  const share = (part: string) => (whole === 0n ? 0 : Number((BigInt(part) * 1_000n) / whole) / 10)
  const words = { for: gText(votes.for), against: gText(votes.against), abstain: gText(votes.abstain) }
  return (
    <div className="gvbar">
      <div className="bar" role="img" aria-label={t('label', words)}>
        {(['for', 'against', 'abstain'] as const)
          .filter((support) => votes[support] !== '0')
          .map((support) => (
            <i key={support} className={support} style={{ width: `${share(votes[support])}%` }} />
          ))}
      </div>
      {!isBare && (
        <>
          <div className="row between wrap g2 t12">
            <span className="go">{t('for', words)}</span>
            <span>{t('against', words)}</span>
          </div>
          <div className="t12 dim">{missing === '0' ? t('reached') : t('short', { missing: gText(missing) })}</div>
        </>
      )}
    </div>
  )
}
